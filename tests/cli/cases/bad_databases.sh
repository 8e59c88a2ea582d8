# Where a database cannot be written or read, the program is not run, and nothing is touched.
needs python3
gather_program
vloop run --db nowhere/x.db gather.py
refuses 5 'nowhere/x.db'
vloop run --db . gather.py
refuses 5 ''
python3 -c 'import sqlite3; c = sqlite3.connect("other.db"); c.execute("create table t(x)"); c.commit()'
cp other.db copy.db
vloop run --db other.db gather.py
refuses 5 'other.db'
cmp -s other.db copy.db || fail "another program's database was changed"
vloop show other.db
refuses 5 'other.db'
echo 'a letter' >letter.txt
vloop run --db letter.txt gather.py
refuses 5 'letter.txt'
echo 'a letter' | cmp -s - letter.txt || fail "a text was overwritten"
vloop run -q --db good.db gather.py
exits 0
head -c 5000 good.db >cut.db
vloop show cut.db
refuses 5 'cut.db'
{ head -c 16 good.db; head -c 100000 /dev/urandom; } >noise.db
vloop show noise.db
refuses 5 'noise.db'
for option in "--seed 1" "--db x.db" "-- argument"; do
    vloop show good.db $option
    refuses 2 'good.db is a database'
done
vloop show good.db --run other
refuses 5 'other'
vloop chart good.db versus -o x.svg
refuses 5 'sequential'
only gather.py other.db copy.db letter.txt good.db cut.db noise.db
# A file that may not grow: no database, and nothing of one.
command_line="vloop run --db x.db gather.py, 10 KiB at most"
(ulimit -f 10 && exec "$vloop_path" run -q --db x.db gather.py) >out 2>err
exits 5
err_has 'x.db'
only gather.py other.db copy.db letter.txt good.db cut.db noise.db
