# Standard output is the program's, byte for byte; the summary goes to standard error.
gather_program
vloop run gather.py
exits 0
printf 'Hello\nWorld\n' | out_is
err_has '^vloop: 2 s virtual, 3 tasks, [0-9,]+ events; [0-9.]+ m?s real, [0-9,]+ times faster than real time$'
[[ $(wc -l <err) == 1 ]] || fail "more than one line"
vloop run -q gather.py
exits 0
printf 'Hello\nWorld\n' | out_is
err_is_empty
program odd.py <<'END'
print("no newline, \u2603", end="")
print("\0\x01tab\t\r\n", end="")
END
vloop run -q odd.py
printf 'no newline, \xe2\x98\x83\0\x01tab\t\r\n' | out_is
