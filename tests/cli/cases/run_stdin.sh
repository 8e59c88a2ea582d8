# FILE - is standard input.
cat >stdin <<'END'
import sys
print("from", sys.argv)
END
vloop run -q - a
exits 0
echo "from ['-', 'a']" | out_is
vloop versus - --json
exits 0
json 'x["gathered_ns"] == 0' 'x["speedup"] is None'
vloop run -q /dev/stdin b
exits 0
echo "from ['/dev/stdin', 'b']" | out_is
command_line="vloop run <(...)"
"$vloop_path" run -q <(echo 'print("piped")') >out 2>err
exit_code=$?
exits 0
echo piped | out_is
