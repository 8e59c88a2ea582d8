"""Runner: life cycle, contexts, errors; run inside run; what is left when it closes."""
import asyncio
from contextvars import ContextVar, copy_context

v = ContextVar("v", default=0)


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as exc:
        print(type(exc).__name__, exc)


async def bump():
    v.set(v.get() + 1)
    return v.get()


async def fails():
    raise ValueError("inside")


with asyncio.Runner() as runner:
    print(runner.run(bump()), runner.run(bump()), v.get())
    ctx = copy_context()
    print(runner.run(bump(), context=ctx), ctx[v], runner.run(bump()))
    attempt(runner.run, fails())
    attempt(runner.run, 3)
    loop = runner.get_loop()
    print(loop.is_running(), loop.is_closed(), loop.get_debug())

    async def left():
        try:
            await asyncio.sleep(100)
        finally:
            print("left over", asyncio.get_running_loop().time())

    async def leaves():
        asyncio.create_task(left())
        await asyncio.sleep(1)

    runner.run(leaves())
    print("still in runner")
print(loop.is_closed())
c = bump()
attempt(runner.run, c)
c.close()
attempt(runner.get_loop)
runner.close()


async def nested():
    c = bump()
    try:
        asyncio.run(c)
    except RuntimeError as exc:
        print(exc)
    with asyncio.Runner() as inner:
        try:
            inner.run(c)
        except RuntimeError as exc:
            print(exc)
    c.close()


try:
    asyncio.run(nested())
except RuntimeError as exc:
    print("outer", exc)
runner = asyncio.Runner(debug=True)
print(runner.get_loop().get_debug(), runner.run(bump()))
runner.close()
attempt(asyncio.Runner, 3)
attempt(asyncio.Runner, nothing=3)


async def shutdown_fails():
    async def bad():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise ZeroDivisionError("at shutdown")
    asyncio.create_task(bad())
    asyncio.get_running_loop().set_exception_handler(
        lambda loop, context: print(context["message"], repr(context["exception"])))
    await asyncio.sleep(1)
    return "value"


print(asyncio.run(shutdown_fails()))


class Boom(Exception):
    pass


try:
    with asyncio.Runner() as runner:
        runner.run(bump())
        raise Boom("in the block")
except Boom as exc:
    print("through", exc)
attempt(asyncio.run, bump(), debug=True)
print(v.get())
async def name():
    return asyncio.current_task().get_name()
print(asyncio.run(name()), asyncio.run(name()))
