# Tasks that need each other have no sequential run: which one waits, where, for what; exit code 3.
program needy.py <<'END'
import asyncio


async def taker(future):
    await future


async def giver(future):
    await asyncio.sleep(1)
    future.set_result(1)


async def main():
    future = asyncio.get_running_loop().create_future()
    await asyncio.gather(taker(future), giver(future))


asyncio.run(main())
END
vloop versus needy.py -o x.svg
exits 3
out_is_empty
err_has 'sequential'
err_has 'taker.*line 5'
absent x.svg
vloop versus needy.py --json
exits 3
json 'x["gathered_ns"] == 10**9' 'x["sequential_ns"] is None' 'x["speedup"] is None' \
    '"line 5" in x["message"]'
vloop run -q needy.py
exits 0
