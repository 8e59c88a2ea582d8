# Output that cannot be written is a failure, told once.
gather_program
[[ -e /dev/full ]] || exit 77
for command in "run -q gather.py" "run --json gather.py" "show gather.py" "versus gather.py" "help" \
    "run --help" "doctor"; do
    command_line="vloop $command >/dev/full"
    "$vloop_path" $command >/dev/full 2>err
    exit_code=$?
    : >out
    refuses 5 'cannot write to standard output: No space left on device'
done
program endless.py <<'END'
while True:
    print("y" * 1000)
END
"$vloop_path" run -q endless.py 2>err | head -n 1 >out
exit_code=${PIPESTATUS[0]}
command_line="vloop run endless.py | head -n 1"
exits 1
[[ $(cat err) == 'vloop: cannot write to standard output: Broken pipe' ]] || fail "another message"
