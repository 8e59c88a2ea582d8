# What is no program: one message, nothing else.
vloop run nowhere.py
refuses 5 'cannot read nowhere.py: No such file'
mkdir folder
vloop run folder
refuses 5 'cannot read folder: it is a directory'
for command in "versus folder" "show folder" "chart folder timeline -o x.svg"; do
    vloop $command
    refuses 5 'it is a directory'
done
printf 'print(1)\nx = "\xff"\n' >latin.py
vloop run latin.py
refuses 2 '^latin.py:2: error: not UTF-8: byte 0xff at offset 14$'
printf 'print(1)\n' >locked.py
chmod 000 locked.py
if [[ ! -r locked.py ]]; then
    vloop run locked.py
    refuses 5 'cannot read locked.py: Permission denied'
fi
head -c 17000000 /dev/zero | tr '\0' '#' >big.py
vloop run big.py
refuses 5 'big.py is too big for a program'
vloop run /dev/zero
refuses 5 'too big'
printf 'print("a")\0\n' >nul.py
vloop run nul.py
exits 2
out_is_empty
: >empty.py
vloop run -q empty.py
exits 0
out_is_empty
err_is_empty
vloop run --db x.db nowhere.py
exits 5
only folder latin.py locked.py big.py nul.py empty.py
gather_program
vloop run -q --db y.db gather.py
exits 0
vloop run y.db
refuses 2 'y.db is a database, not a program'
