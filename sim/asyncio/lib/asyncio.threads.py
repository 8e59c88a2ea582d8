# What joins event loops and threads: to_thread, run_in_executor, run_coroutine_threadsafe. Model: CPython's
# asyncio/threads.py, futures.py and base_events.py.
import _thread
from asyncio import Future, InvalidStateError, ensure_future, get_event_loop, get_running_loop
from asyncio import CancelledError, isfuture, iscoroutine
from contextvars import copy_context
import concurrent.futures as futures
import threading

__all__ = ("to_thread",)


async def to_thread(func, /, *args, **kwargs):
    loop = get_running_loop()
    return await loop.run_in_executor(None, threading._in_context, copy_context(), func, args, kwargs)


# ---- futures of both kinds ----------------------------------------------------------------------------

def _of_asyncio(error):
    if type(error) is futures.CancelledError:
        return CancelledError(*error.args)
    if type(error) is futures.InvalidStateError:
        return InvalidStateError(*error.args)
    return error


def _to_asyncio(future, source):
    if future.cancelled():
        return
    if source.cancelled():
        future.cancel()
    elif (error := source.exception()) is not None:
        future.set_exception(_of_asyncio(error))
    else:
        future.set_result(source.result())


def _to_concurrent(future, source):
    if source.cancelled():
        future.cancel()
    if not future.set_running_or_notify_cancel():
        return
    if (error := source.exception()) is not None:
        future.set_exception(error)
    else:
        future.set_result(source.result())


def wrap_future(future, *, loop=None):
    if isfuture(future):
        return future
    assert isinstance(future, futures.Future), (
        f"concurrent.futures.Future is expected, got {future!r}")
    if loop is None:
        loop = get_event_loop()
    wrapper = loop.create_future()
    _thread._label(wrapper)

    def _call_check_cancel(wrapper):
        if wrapper.cancelled():
            future.cancel()

    def done(future):
        if not loop.is_closed():
            loop.call_soon_threadsafe(_to_asyncio, wrapper, future)

    _call_check_cancel.__qualname__ = "_chain_future.<locals>._call_check_cancel"
    wrapper.add_done_callback(_call_check_cancel)
    future.add_done_callback(done)
    return wrapper


def run_coroutine_threadsafe(coro, loop):
    if not iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    future = futures.Future()

    def begin():
        try:
            task = ensure_future(coro, loop=loop)

            def cancelled_too(future):
                if future.cancelled():
                    loop.call_soon_threadsafe(task.cancel)

            future.add_done_callback(cancelled_too)
            task.add_done_callback(lambda task: _to_concurrent(future, task))
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
            raise

    loop.call_soon_threadsafe(begin)
    return future


# ---- the loop's executor ------------------------------------------------------------------------------

def _run_in_executor(loop, executor, func, *args):
    if executor is None:
        executor = _thread._executor(loop)
        if executor is False:
            raise RuntimeError("Executor shutdown has been called")
        if executor is None:
            executor = futures.ThreadPoolExecutor(thread_name_prefix="asyncio")
            _thread._executor(loop, executor)
    return wrap_future(executor.submit(func, *args), loop=loop)


def _set_default_executor(loop, executor):
    if not isinstance(executor, futures.ThreadPoolExecutor):
        raise TypeError("executor must be ThreadPoolExecutor instance")
    _thread._executor(loop, executor)


async def shutdown_default_executor(loop, timeout=None):
    executor = _thread._executor(loop)
    _thread._executor(loop, False)
    if not executor:
        return
    future = loop.create_future()
    _thread._label(future)

    def _do_shutdown():
        try:
            executor.shutdown(wait=True)
            if not loop.is_closed():
                loop.call_soon_threadsafe(lambda: future.done() or future.set_result(None))
        except Exception as error:
            if not loop.is_closed() and not future.cancelled():
                loop.call_soon_threadsafe(future.set_exception, error)

    thread = threading.Thread(target=_do_shutdown)
    thread.start()
    if timeout is None:
        await future
        thread.join()
        return
    import asyncio
    try:
        async with asyncio.timeout(timeout):
            await future
    except TimeoutError:
        _thread._warning("The executor did not finishing joining its threads within "
                         f"{timeout} seconds.")
        executor.shutdown(wait=False)
    else:
        thread.join()


shutdown_default_executor.__qualname__ = "BaseEventLoop.shutdown_default_executor"
