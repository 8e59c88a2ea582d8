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
