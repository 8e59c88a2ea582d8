# svg, png and pdf by extension, whole or not at all.
needs gnuplot
gather_program
starts() { [[ $(head -c ${#2} "$1") == "$2" ]] || fail "$1 does not start like a picture"; }
for kind in timeline versus; do
    for ending in svg png pdf; do
        vloop chart gather.py $kind -o $kind.$ending
        exits 0
        out_is_empty
        echo "vloop: wrote $kind.$ending" | err_is
    done
    starts $kind.svg '<?xml'
    grep -q '</svg>' $kind.svg || fail "$kind.svg has no end"
    starts $kind.png $'\x89PNG'
    starts $kind.pdf '%PDF-'
done
vloop versus -q gather.py --db x.db -o both.svg
exits 0
err_is_empty
cmp -s both.svg versus.svg || fail "versus -o and chart versus draw different pictures"
vloop chart -q x.db versus -o again.svg
exits 0
cmp -s again.svg versus.svg || fail "a database gives another picture than the run"
vloop chart -q x.db timeline -o again.svg
exits 0
cmp -s again.svg timeline.svg || fail "a database gives another picture than the run"
vloop chart gather.py timeline -o nowhere/x.svg
refuses 5 'nowhere/x.svg'
vloop chart gather.py timeline -o x.bmp
refuses 2 'svg'
vloop versus gather.py -o nowhere/x.svg
exits 5
err_has 'nowhere/x.svg'
only gather.py x.db {timeline,versus}.{svg,png,pdf} both.svg again.svg
# A database of one sequential run has nothing to compare it with.
vloop run -q --sequential --db s.db gather.py
exits 0
vloop chart s.db versus -o x.svg
refuses 5 'as-written'
vloop versus -q --max-tasks 1 --db l.db gather.py
exits 0
vloop chart -q l.db versus -o l.svg
exits 0
present l.svg
