"""Exception handlers: custom, default, failing; contexts they run in; what they are told."""
import asyncio
import sys
from contextvars import ContextVar

v = ContextVar("v", default="outside")


class Stderr:
    def write(self, text):
        return len(text)

    def flush(self):
        pass


def show(context):
    out = {}
    for key in sorted(context):
        value = context[key]
        if key in ("message", "exception"):
            out[key] = repr(value).split(" at ")[0]
        else:
            out[key] = type(value).__name__.replace("IdealTimer", "TimerHandle")
    return out


def handler(loop, context):
    print("handler", v.get(), show(context))


def bad():
    raise ValueError("bad callback")


async def fails():
    v.set("in the task")
    raise KeyError("lost")


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as exc:
        print(type(exc).__name__, exc)


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_exception_handler())
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)
    attempt(loop.set_exception_handler, 3)
    v.set("main")
    loop.call_soon(bad)
    await asyncio.sleep(0)
    v.set("main again")
    loop.call_later(1, bad)
    await asyncio.sleep(1)
    await asyncio.sleep(0)
    f = loop.create_future()
    f.add_done_callback(lambda f: 1 / 0)
    f.add_done_callback(lambda f: print("second runs", f.result()))
    f.set_result(1)
    await asyncio.sleep(0)
    asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    f = loop.create_future()
    f.set_exception(OSError("nobody asks"))
    del f
    loop.call_exception_handler({"message": "by hand", "value": 1})
    attempt(loop.call_exception_handler, {})

    def failing(loop, context):
        print("failing handler", context.get("message").split(" at ")[0])
        raise RuntimeError("handler fails")

    loop.set_exception_handler(failing)
    loop.call_soon(bad)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    loop.call_soon(bad)
    await asyncio.sleep(0)
    loop.default_exception_handler({"message": "default", "exception": ValueError("x"), "b": 1, "a": 2})
    loop.default_exception_handler({})
    print("end")


asyncio.run(main())


async def leaves():
    loop = asyncio.get_running_loop()
    loop.call_soon(sys.exit, 5)
    try:
        await asyncio.sleep(10)
    finally:
        print("cleanup", loop.time())


try:
    asyncio.run(leaves())
except SystemExit as exc:
    print("exit", exc.code)
