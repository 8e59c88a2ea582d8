# Each command says what it does, with an example; help is no error.
vloop
exits 2
out_is_empty
err_has '^usage: vloop COMMAND'
vloop help
exits 0
err_is_empty
for command in run versus show chart doctor; do
    out_has "^  $command "
done
for command in run versus show chart doctor; do
    vloop $command --help
    exits 0
    err_is_empty
    out_has "^Usage: vloop $command"
    out_has "^  vloop $command"
    cp out asked
    vloop help $command
    exits 0
    cmp -s asked out || fail "vloop help $command differs from --help"
done
vloop --version
exits 0
out_has '^vloop [0-9]+\.[0-9]+\.[0-9]+$'
vloop doctor
exits 0
for word in vloop SQLite jansson gnuplot fonts terminal; do
    out_has "^$word +"
done
