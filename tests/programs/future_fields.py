# What asyncio's futures and tasks keep to themselves, and a name that is nearly right.
import asyncio
import traceback


async def waits(future):
    return await future


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future._state, future._result, future._exception, future._loop is loop)
    waiter = asyncio.create_task(waits(future))
    await asyncio.sleep(0)
    print(waiter._state, waiter._fut_waiter is future, waiter._must_cancel, waiter._coro.__name__)
    future.set_result("done")
    print(future._state, future._result, future._asyncio_future_blocking)
    print(await waiter, waiter._state, waiter._result)

    rests = asyncio.create_task(asyncio.sleep(5))
    rests.cancel()
    print(rests._must_cancel)
    await asyncio.wait([rests])
    print(rests._state, rests._exception)

    failed = loop.create_future()
    failed.set_exception(ValueError("bad"))
    print(failed._state, repr(failed._exception), failed._log_traceback)
    failed._log_traceback = False
    try:
        failed._log_traceback = True
    except ValueError as error:
        print(error)

    for awaitable in (loop.create_future(), asyncio.sleep(1)):
        coroutine = waits(awaitable)
        print(coroutine.send(None)._asyncio_future_blocking)
        try:
            coroutine.send(None)
        except RuntimeError as error:
            print(error)


asyncio.run(main())
for text in ("coroutine", "Lok", "get_event_lop"):
    try:
        getattr(asyncio, text)
    except AttributeError as error:
        print(traceback.format_exception_only(error)[-1].strip())
try:
    from asyncio import qeues
except ImportError as error:
    print(error.name, type(error).__name__)
