# What CPython does not tell: notes after the run, in --json and in the trace.
program notes.py <<'END'
import asyncio
import time


async def late():
    await asyncio.sleep(1)


async def fails():
    raise ValueError("lost")


async def main():
    task = asyncio.create_task(late(), name="late")
    asyncio.create_task(fails())
    await asyncio.sleep(0.5)
    time.sleep(3)
    await task
    for name in {"b", "a"}:
        pass


asyncio.run(main())
END
vloop run notes.py
exits 0
err_has '^vloop: note: line 17, at 0.5 s: the loop was blocked for 3 s; 1 wake-up came late, by 2.5 s at most \(late\)$'
err_has '^vloop: note: line 19, at 3.5 s: a set of str objects'
err_has '^vloop: note: line 10, at [0-9.]* s: Task-2 \(fails\) failed and nobody awaited it: ValueError: lost$'
vloop run -q --db x.db notes.py
err_lacks '^vloop: note'
sql x.db "select group_concat(kind || line || '/' || count, ' ') from (select * from note order by line)" \
    'lost-exception10/1 blocked-loop17/1 unordered19/1'
vloop run --json notes.py
out_has '"kind": "blocked-loop"'
program same_instant.py <<'END'
import asyncio
import time


async def sleeps(seconds, blocks):
    await asyncio.sleep(seconds)
    time.sleep(blocks)


async def main():
    await asyncio.gather(sleeps(1, 2), sleeps(1, 0), sleeps(5, 0))


asyncio.run(main())
END
vloop run same_instant.py
exits 0
err_has 'line 7, at 1 s: the loop was blocked for 2 s; 1 wake-up came late, by 2 s at most \(Task-3\)$'
program spin.py <<'END'
import asyncio


async def poll(flag):
    while not flag:
        await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    asyncio.create_task(poll([]), name="poller")
    while loop.time() < 0.01:
        await asyncio.sleep(0)
    print(loop.time())


asyncio.run(main())
END
vloop run -q --max-still 1000 spin.py
refuses 4 'livelock: .*Task-1 \(main\) at line 13, poller \(poll\) at line 6'
vloop run -q --spin 1ms spin.py
exits 0
echo 0.01 | out_is
vloop run -q --spin never spin.py
refuses 2 'spin'
