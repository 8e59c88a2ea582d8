# The terminal timeline: width, characters, colour; from a program and from a database.
gather_program
vloop show gather.py
exits 0
err_is_empty
out_has '^ *Task-2 say_after ┃━+● +done 1'
out_lacks $'\e'
cp out first
vloop run -q --db x.db gather.py
vloop show x.db
exits 0
cmp -s first out || fail "the database shows another timeline"
[[ $(wc -L <out) -le 80 ]] || fail "wider than 80 cells"
vloop show --ascii gather.py
LC_ALL=C grep -q '[^ -~]' out && fail "--ascii gives other characters"
out_has '\|=+o +done 1'
cp out ascii
environment=(LC_ALL=C)
vloop show gather.py
environment=()
cmp -s ascii out || fail "the C locale is not like --ascii"
for width in 40 60 120; do
    vloop show --width $width gather.py
    [[ $(wc -L <out) -le $width ]] || fail "wider than $width cells"
    vloop show --width $width --steps gather.py
    exits 0
    [[ $(wc -L <out) -le $width ]] || fail "steps wider than $width cells"
done
environment=(COLUMNS=50)
vloop show gather.py
[[ $(wc -L <out) -le 50 ]] || fail "wider than COLUMNS"
vloop show --color=always gather.py
out_has $'\e\\['
environment=(NO_COLOR=1)
vloop show --color=always gather.py
out_has $'\e\\['
environment=()
vloop show --steps x.db
exits 0
out_has 'iteration'
vloop versus -q --db x.db gather.py
vloop show --run sequential x.db
exits 0
out_has 'done 3'
vloop show x.db
out_lacks 'done 3'
