# One clear message each, exit code 2, nothing run.
program hello.py <<'END'
print("ran")
END
u() { # u PATTERN ARG...
    local pattern=$1
    shift
    vloop "$@"
    refuses 2 "$pattern"
}
u "--seed takes a whole number from 0 to 18446744073709551615, not 'x'" run --seed x hello.py
u "not '-1'" run --seed=-1 hello.py
u "not ''" run --seed= hello.py
u "not '1.5'" run --seed 1.5 hello.py
u "not '18446744073709551616'" run --seed 18446744073709551616 hello.py
u "pcg64 or mt19937, not 'dice'" run --rng dice hello.py
u "3.11, 3.12, 3.13 or 3.14, not '3.8'" run --python 3.8 hello.py
u "real, fifo, heap or shuffle, not 'x'" run --ties x hello.py
u "--max-tasks takes .*, not '0'" run --max-tasks 0 hello.py
u "exclude each other" run --max-tasks 2 --sequential hello.py
u "--set takes NAME=VALUE, not 'N'" run --set N hello.py
u "not '1N=2'" run --set 1N=2 hello.py
u "not 'N='" run --set N= hello.py
u "--epoch takes .*, not 'yesterday'" run --epoch yesterday hello.py
u "not '2025-02-29'" run --epoch 2025-02-29 hello.py
u "--max-time takes a duration .*, not '5 parsecs'" run --max-time '5 parsecs' hello.py
u "not '-3s'" run --max-time=-3s hello.py
u "--max-events takes .*, not 'many'" run --max-events many hello.py
u "--max-memory takes .*, not '10X'" run --max-memory 10X hello.py
u "not '99999999999999999999G'" run --max-memory 99999999999999999999G hello.py
u "--realtime takes .*, not '0'" run --realtime=0 hello.py
u "not 'nan'" run --realtime=nan hello.py
u "full, summary or none, not 'some'" run --trace some hello.py
u "--db takes the name of a file" run --db '' hello.py
u "--timeline needs --trace full" run --timeline --trace summary hello.py
u "--dis runs nothing" run --dis --json hello.py
u "--width takes .*, not '0'" show --width 0 hello.py
u "always, never or auto, not 'red'" show --color red hello.py
u "needs a file" run
u "needs a file" show -q
u "needs a file" run ''
u "needs a kind of chart" chart hello.py -o x.svg
u "needs a place for the picture: -o OUT" chart hello.py timeline
u "no chart 'pie', only timeline" chart hello.py pie -o x.svg
u "--run is for databases" show --run sequential hello.py
u "needs --trace full" show --trace none hello.py
u "takes no operand, not 'x'" doctor x
u "there is no command 'rum'" rum hello.py
u "there is no command 'hello.py'" hello.py
u "unrecognized option '--sede'" run --sede 1 hello.py
u "requires an argument" run --seed
u "unrecognized option '--sequential'" versus --sequential hello.py
only hello.py
