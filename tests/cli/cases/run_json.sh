# One object; what the program prints is in it.
program hello.py <<'END'
import asyncio, random, sys


async def main():
    await asyncio.sleep(1.5)
    print('hello "w\u00f6rld"\n\t', random.random() < 1)
    print("warning", file=sys.stderr)


asyncio.run(main())
END
vloop run --json --seed 3 --ties fifo --python 3.12 --rng mt19937 hello.py
exits 0
echo warning | err_is
json 'x["outcome"] == "ok"' 'x["exit_code"] == 0' 'x["virtual_ns"] == 1500000000' \
    'x["tasks"] == 1' 'x["events"] > 5' 'x["iterations"] > 1' 'x["seed"] == 3' \
    'x["rng"] == "mt19937"' 'x["python"] == "3.12"' 'x["ties"] == "fifo"' \
    'x["mode"] == "as-written"' 'x["message"] == ""' \
    'x["stdout"] == "hello \"w\u00f6rld\"\n\t True\n"' \
    'len(x["digest"]) == 32 and set(x["digest"]) <= set("0123456789abcdef")'
vloop run --json --seed 18446744073709551615 hello.py
exits 0
json 'int(x["seed"]) == 2**64 - 1'
