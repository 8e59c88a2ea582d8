#!/usr/bin/env bash
# Runs one case against one vloop: run.sh VLOOP CASE. A case is a bash file that uses the words below;
# it runs in a folder of its own. Exit code 77: what it needs is not here.
set -u

vloop_path=$(realpath -- "$1")
case_path=$(realpath -- "$2")
models=$(realpath -- "$(dirname -- "$0")/../../models/seed")
folder=$(mktemp -d)
trap 'chmod -R u+rwx "$folder"; rm -rf "$folder"' EXIT
cd -- "$folder" || exit 1

export LC_ALL=C.UTF-8
unset COLUMNS NO_COLOR VLOOP TERM POSIXLY_CORRECT

# ---- doing --------------------------------------------------------------------------------------

command_line= exit_code=

environment=() # variables for vloop alone, NAME=VALUE each

# vloop ARG...: runs it; standard output, standard error and the exit code are kept for the words
# that look at them. What is in the file `stdin`, if there is one, is its standard input.
vloop() {
    command_line="vloop $*"
    local input=/dev/null
    [[ -e stdin ]] && input=stdin
    env "${environment[@]}" "$vloop_path" "$@" <"$input" >out 2>err
    exit_code=$?
    if grep -q 'Sanitizer\|runtime error:' err; then
        fail "a sanitizer complains"
    fi
}

# program NAME: writes a program from standard input.
program() {
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

# The program of which two sleeps overlap: 2 s, and 3 s sequentially.
gather_program() {
    cp "$models/03_gather.py" gather.py
}

needs() {
    command -v "$1" >/dev/null || {
        echo "needs $1"
        exit 77
    }
}

# ---- looking ------------------------------------------------------------------------------------

fail() {
    printf 'FAILED: %s\n  after: %s\n  exit code: %s\n' "$1" "$command_line" "$exit_code"
    for stream in out err; do
        [[ -e $stream ]] && printf -- '--- %s\n%s\n' "$stream" "$(head -c 4000 $stream | tr -d '\0')"
    done
    exit 1
}

exits() {
    [[ $exit_code == "$1" ]] || fail "exit code $exit_code, not $1"
}

# Exactly the text on standard input.
is() {
    cat >expected
    cmp -s expected "$1" || fail "$1 is not as expected: $(diff expected "$1")"
}
out_is() { is out; }
err_is() { is err; }

out_has() {
    grep -qE -- "$1" out || fail "standard output lacks /$1/"
}

err_has() {
    grep -qE -- "$1" err || fail "standard error lacks /$1/"
}

out_lacks() {
    ! grep -qE -- "$1" out || fail "standard output has /$1/"
}

err_lacks() {
    ! grep -qE -- "$1" err || fail "standard error has /$1/"
}

out_is_empty() {
    [[ ! -s out ]] || fail "standard output is not empty"
}

err_is_empty() {
    [[ ! -s err ]] || fail "standard error is not empty"
}

# refuses CODE PATTERN: nothing on standard output, one message with the pattern, and the exit code.
# A hint, a quoted line of source, and where to find help do not count as messages.
refuses() {
    exits "$1"
    out_is_empty
    err_has "$2"
    local messages
    messages=$(grep -cE '^vloop|: error: ' err)
    [[ $messages == 1 ]] || fail "$messages messages, not one"
}

absent() {
    local file
    for file in "$@"; do
        [[ ! -e $file ]] || fail "$file is there"
    done
}

present() {
    local file
    for file in "$@"; do
        [[ -s $file ]] || fail "$file is not there, or empty"
    done
}

# Nothing in the folder but what is named: no half-written or temporary file.
only() {
    local file
    for file in $(ls -A); do
        case " $* out err expected stdin " in
        *" $file "*) ;;
        *) fail "$file was left behind" ;;
        esac
    done
}

# json EXPRESSION...: python3 finds them true, x being the object on standard output.
json() {
    needs python3
    local expression
    for expression in "$@"; do
        python3 -c '
import json, sys
x = json.load(open("out", encoding="utf-8"))
sys.exit(not eval(sys.argv[1]))' "$expression" || fail "JSON: not $expression"
    done
}

# sql FILE QUERY EXPECTED: rows as text, columns parted by |, rows by blanks.
sql() {
    needs python3
    local got
    got=$(python3 -c '
import sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute(sys.argv[2])
print(*("|".join(map(str, row)) for row in rows))' "$1" "$2") || fail "$1: $2"
    [[ $got == "$3" ]] || fail "$2: $got, not $3"
}

member() { # the text of a member of the object on standard output
    python3 -c 'import json, sys; print(json.load(open("out"))[sys.argv[1]])' "$1"
}

source "$case_path"
