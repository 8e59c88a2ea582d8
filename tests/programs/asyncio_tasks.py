# Tasks and futures: names, results, exceptions, callbacks, cancellation.
import asyncio


async def work(n):
    await asyncio.sleep(n)
    return n * 10


async def fails(text):
    await asyncio.sleep(0.5)
    raise RuntimeError(text)


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print("asked to stop", error.args)
        await asyncio.sleep(1)
        return "stayed"


async def cleanup():
    try:
        await asyncio.sleep(10)
    finally:
        print("cleaned up at", asyncio.get_running_loop().time())


async def futures():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future, future.done(), future.cancelled())
    try:
        future.result()
    except asyncio.InvalidStateError as error:
        print("InvalidStateError:", error)
    future.add_done_callback(lambda f: print("first", f.result()))
    future.add_done_callback(print)
    print(future.remove_done_callback(print))
    loop.call_later(1, future.set_result, "value")
    print(await future, loop.time(), future)
    try:
        future.set_result(1)
    except asyncio.InvalidStateError as error:
        print("InvalidStateError:", error)
    broken = loop.create_future()
    broken.set_exception(KeyError("k"))
    print(repr(broken.exception()), broken.done())
    try:
        await broken
    except KeyError as error:
        print("KeyError", error)
    gone = loop.create_future()
    print(gone.cancel(), gone.cancel(), gone.cancelled(), gone)


async def main():
    task = asyncio.create_task(work(2), name="two")
    other = asyncio.create_task(work(1))
    print(task.get_name(), other.get_name(), asyncio.current_task().get_name())
    other.set_name("renamed")
    print(other.get_name(), len(asyncio.all_tasks()))
    print(await task, await other, task.done(), task.result())
    bad = asyncio.create_task(fails("broken"))
    try:
        await bad
    except RuntimeError as error:
        print("caught", error, bad.exception() is error)
    results = await asyncio.gather(work(1), fails("a"), work(0.1), return_exceptions=True)
    print(results)
    try:
        await asyncio.gather(work(3), fails("b"))
    except RuntimeError as error:
        print("gather raised", error)
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(1)
    print(task.cancel("please"), task.cancelling())
    print(await task, task.cancelled())
    task = asyncio.create_task(cleanup())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled(), task.done())
    await futures()
    never = asyncio.create_task(work(100))
    handle = asyncio.get_running_loop().call_later(1, print, "never printed")
    handle.cancel()
    print(handle.cancelled(), never.done())
    same = asyncio.create_task(work(0.25))
    print(await asyncio.gather(same, same, work(0.5)))


asyncio.run(main())
try:
    asyncio.run(work)
except ValueError as error:
    print(str(error)[:25])
except TypeError as error:
    print("a coroutine was expected,")
print(asyncio.run(work(1)))
