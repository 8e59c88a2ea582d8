"""Debug mode: slow callbacks on the clock, checks of callbacks, places in repr."""
import asyncio
import sys
import time


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as exc:
        print(type(exc).__name__, exc)


async def coro():
    pass


def slow():
    time.sleep(0.25)


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), loop.slow_callback_duration)
    loop.call_soon(slow)
    await asyncio.sleep(0)
    loop.slow_callback_duration = 0.5
    print(loop.slow_callback_duration)
    loop.call_soon(slow)
    await asyncio.sleep(1)
    attempt(loop.call_soon, coro)
    attempt(loop.call_soon, 3)
    c = coro()
    attempt(loop.call_soon, c)
    c.close()
    print(" created at " in str(loop.create_future()), " created at " in str(asyncio.current_task()))
    h = loop.call_soon(slow)
    print(str(h).startswith("<Handle slow() at "), " created at " in str(h))
    h.cancel()
    print(str(h).startswith("<Handle cancelled slow() at ") or str(h)[:30])
    loop.set_debug(False)
    print(loop.get_debug(), "created" in str(loop.create_future()))
    attempt(loop.call_soon, 3)
    await asyncio.sleep(0)


asyncio.run(main(), debug=True)
