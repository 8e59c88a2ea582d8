# Threads that speak with the loop of the main thread; a loop in another thread is refused by name.
program speak.py <<'END'
import asyncio
import queue
import threading
import time


def now():
    return f"{time.monotonic():.1f}"


async def double(x):
    await asyncio.sleep(0.5)
    return x * 2


def worker(loop):
    print(asyncio.run_coroutine_threadsafe(double(21), loop).result(), now())
    loop.call_soon_threadsafe(print, "from a thread")
    for get in (asyncio.get_running_loop, asyncio.get_event_loop):
        try:
            get()
        except RuntimeError as error:
            print(error)
    future = asyncio.run_coroutine_threadsafe(double(1), loop)
    try:
        future.result(timeout=0.1)
    except TimeoutError:
        print("timeout", future.cancel(), now())


def produce(items):
    for i in range(3):
        items.put(i)
        print("put", i, now())
    items.put(None)


def consume(items):
    for item in iter(items.get, None):
        time.sleep(1)
        print("got", item, now())


def pieces():
    for i in range(2):
        time.sleep(1)
        yield i


class Slow:
    def __init__(self):
        time.sleep(1)

    def __enter__(self):
        time.sleep(1)

    def __exit__(self, *exc):
        time.sleep(1)
        return True


def rich():
    for i in pieces():
        print("piece", i, now())
    with Slow():
        raise ValueError("inside")
    return [time.sleep(1) for _ in range(2)]


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(worker, loop)
    items = queue.Queue(maxsize=1)
    await asyncio.gather(asyncio.to_thread(produce, items), asyncio.to_thread(consume, items))
    print(await asyncio.to_thread(rich), now())
    event = asyncio.Event()
    threading.Timer(1, loop.call_soon_threadsafe, args=(event.set,)).start()
    await event.wait()
    print("timer", now())


asyncio.run(main())
END
vloop run -q --python 3.13 speak.py
exits 0
out_is <<'END'
42 0.5
no running event loop
There is no current event loop in thread 'asyncio_0'.
from a thread
timeout True 0.6
put 0 0.6
put 1 0.6
got 0 1.6
put 2 1.6
got 1 2.6
got 2 3.6
piece 0 4.6
piece 1 5.6
[None, None] 10.6
timer 11.6
END

program second.py <<'END'
import asyncio
import threading

thread = threading.Thread(target=asyncio.run, args=(asyncio.sleep(1),))
thread.start()
thread.join()
END
vloop run -q second.py
exits 2
err_has 'an event loop that runs in a thread'
