# 03_gather takes 2 s, and 3 s one after the other.
gather_program
vloop versus gather.py
exits 0
out_has '^gathered +2 s$'
out_has '^sequential +3 s$'
out_has '^speedup +1\.5 times$'
out_has '^time saved +1 s$'
out_lacks 'Hello'
[[ $(grep -c 'say_after' out) == 4 ]] || fail "not two lanes in each of two timelines"
err_is_empty
vloop versus gather.py --json --seed 9
exits 0
json 'x["gathered_ns"] == 2 * 10**9' 'x["sequential_ns"] == 3 * 10**9' 'x["speedup"] == 1.5' \
    'x["saved_ns"] == 10**9' 'x["seed"] == 9' \
    'len(x["digests"]["gathered"]) == len(x["digests"]["sequential"]) == 32' \
    'x["digests"]["gathered"] != x["digests"]["sequential"]' \
    '[t["ord"] for t in x["tasks"]] == [1, 2, 3]' \
    '[t["coro"] for t in x["tasks"]] == ["main", "say_after", "say_after"]' \
    'x["tasks"][2]["gathered"] == {"start_ns": 0, "end_ns": 2 * 10**9}' \
    'x["tasks"][2]["sequential"] == {"start_ns": 10**9, "end_ns": 3 * 10**9}'
program nested.py <<'END'
import asyncio, random


async def leaf(name):
    await asyncio.sleep(random.uniform(1, 2))


async def branch(n):
    await asyncio.sleep(n)
    await asyncio.gather(leaf("a"), leaf("b"))


async def main():
    await asyncio.gather(branch(3), branch(1))


asyncio.run(main())
END
# The second branch makes its leaves first as written, and last sequentially: tasks are matched by
# their path of creation, and draw the same numbers.
vloop versus nested.py --json
exits 0
json 'len(x["tasks"]) == 7' \
    'all(abs((t["gathered"]["end_ns"] - t["gathered"]["start_ns"]) -
             (t["sequential"]["end_ns"] - t["sequential"]["start_ns"])) == 0
         for t in x["tasks"] if t["coro"] == "leaf")'
program still.py <<'END'
print("no time at all")
END
vloop versus still.py
exits 0
out_has 'speedup +none'
