# sys.exit(n) gives n, an exception 1 with its traceback.
program exit.py <<'END'
import sys
print("before")
sys.exit(int(sys.argv[1]))
END
for code in 0 1 7 255; do
    vloop run -q exit.py $code
    exits $code
    echo before | out_is
    err_is_empty
done
program raise.py <<'END'
import asyncio


async def main():
    await asyncio.sleep(1)
    raise ValueError("no good")


asyncio.run(main())
END
vloop run -q raise.py
exits 1
out_is_empty
err_has '^Traceback \(most recent call last\):$'
err_has "^  File \".*/raise.py\", line 6, in main$"
[[ $(tail -1 err) == 'ValueError: no good' ]] || fail "the last line is another"
vloop run --json raise.py
exits 1
json 'x["outcome"] == "error"' 'x["exit_code"] == 1' 'x["message"] == "ValueError: no good"' \
    'x["virtual_ns"] == 10**9' 'len(x["digest"]) == 32'
