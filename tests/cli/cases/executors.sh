# Blocking calls in threads beside an event loop: they overlap, as many as the pool has workers.
program executors.py <<'END'
import asyncio
import contextvars
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, as_completed, wait

who = contextvars.ContextVar("who", default="nobody")


def now():
    return f"{time.monotonic():.1f}"


def fetch(n, seconds):
    print(now(), "begins", n, who.get())
    time.sleep(seconds)
    return n


def fails():
    time.sleep(1)
    raise ValueError("in a thread")


async def ticks():
    for i in range(4):
        print(now(), "tick")
        await asyncio.sleep(1)


async def main():
    ticking = asyncio.create_task(ticks())
    await asyncio.sleep(0)
    who.set("main")
    print(await asyncio.gather(*(asyncio.to_thread(fetch, n, 3 - n) for n in range(3))), now())
    try:
        await asyncio.to_thread(fails)
    except ValueError as error:
        print(now(), repr(error))
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=2) as pool:
        started = [loop.run_in_executor(pool, fetch, n, 1) for n in range(4)]
        print(await asyncio.gather(*started), now())
    try:
        await asyncio.wait_for(asyncio.to_thread(fetch, "late", 3), 1)
    except TimeoutError:
        print(now(), "timeout")


asyncio.run(main())
print(now(), "after the last thread")
with ThreadPoolExecutor(max_workers=2) as pool:
    print(list(pool.map(fetch, "abc", (2, 1, 1))), now())
    futures = [pool.submit(fetch, n, 2 - n / 2) for n in range(3)]
    done, pending = wait(futures, return_when=FIRST_COMPLETED)
    print(now(), sorted(f.result() for f in done), len(pending))
    print([f.result() for f in as_completed(futures)], now())
    future = pool.submit(fails)
    future.add_done_callback(lambda f: print(now(), "done", f.exception()))
    print(future.running(), future.cancel())
print(now(), "shut down")
END
vloop run -q executors.py
exits 0
out_is <<'END'
0.0 tick
0.0 begins 0 main
0.0 begins 1 main
0.0 begins 2 main
1.0 tick
2.0 tick
[0, 1, 2] 3.0
3.0 tick
4.0 ValueError('in a thread')
4.0 begins 0 nobody
4.0 begins 1 nobody
5.0 begins 2 nobody
5.0 begins 3 nobody
[0, 1, 2, 3] 6.0
6.0 begins late main
7.0 timeout
9.0 after the last thread
9.0 begins a nobody
9.0 begins b nobody
10.0 begins c nobody
['a', 'b', 'c'] 11.0
11.0 begins 0 nobody
11.0 begins 1 nobody
12.5 begins 2 nobody
12.5 [1] 2
[1, 0, 2] 13.5
True False
14.5 done in a thread
14.5 shut down
END

program stuck.py <<'END'
import asyncio
import queue

items = queue.Queue()


async def main():
    await asyncio.to_thread(items.get)


asyncio.run(main())
END
vloop run -q stuck.py
exits 3
err_has 'Task-1 \(main\), line 8, waits for a thread'
err_has 'asyncio_0 waits in Queue.get'
