# Waiting for several awaitables, or for one with a limit: wait, wait_for, as_completed, shield.
from asyncio import (CancelledError, ensure_future, get_event_loop, get_running_loop, iscoroutine,
                     isfuture)
from _vloop import profile, waiter

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


def _release_waiter(future, *args):
    if not future.done():
        future.set_result(None)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    for f in fs:
        if iscoroutine(f):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = get_running_loop()
    assert fs, "Set of Futures is empty."
    completed = waiter("wait", fs)
    handle = None
    if timeout is not None:
        handle = loop.call_later(timeout, _release_waiter, completed)
    left = len(fs)

    def _on_completion(f):
        nonlocal left
        left -= 1
        if (left <= 0 or return_when == FIRST_COMPLETED or
                return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None):
            if handle is not None:
                handle.cancel()
            if not completed.done():
                completed.set_result(None)

    for f in fs:
        f.add_done_callback(_on_completion)
    try:
        await completed
    finally:
        if handle is not None:
            handle.cancel()
        for f in fs:
            f.remove_done_callback(_on_completion)
    done, pending = set(), set()
    for f in fs:
        (done if f.done() else pending).add(f)
    return done, pending


async def _cancel_and_wait(fut):
    # Not `await fut`: a second cancel of this task must end this wait and no more.
    ended = waiter("wait_for", fut)

    def release(_):
        _release_waiter(ended)

    fut.add_done_callback(release)
    try:
        fut.cancel()
        await ended
    finally:
        fut.remove_done_callback(release)


async def _wait_for_nothing(fut):
    # The limit is now or has passed.
    fut = ensure_future(fut)
    if fut.done():
        return fut.result()
    await _cancel_and_wait(fut)
    try:
        return fut.result()
    except CancelledError as exc:
        raise TimeoutError from exc


if profile("WAIT_FOR_INNER_TASK"):
    async def wait_for(fut, timeout):
        loop = get_running_loop()
        if timeout is None:
            return await fut
        if timeout <= 0:
            return await _wait_for_nothing(fut)
        fut = ensure_future(fut)
        ended = waiter("wait_for", fut)
        handle = loop.call_later(timeout, _release_waiter, ended)

        def release(_):
            _release_waiter(ended)

        fut.add_done_callback(release)
        try:
            try:
                await ended
            except CancelledError:
                if fut.done():
                    return fut.result()
                fut.remove_done_callback(release)
                await _cancel_and_wait(fut)
                raise
            if fut.done():
                return fut.result()
            fut.remove_done_callback(release)
            await _cancel_and_wait(fut)
            try:
                return fut.result()
            except CancelledError as exc:
                raise TimeoutError() from exc
        finally:
            handle.cancel()
else:
    from asyncio.timeouts import timeout as _limit

    async def wait_for(fut, timeout):
        if timeout is not None and timeout <= 0:
            return await _wait_for_nothing(fut)
        limit = _limit(timeout)
        limit._enter()
        try:
            result = await fut
        except BaseException as exc:
            limit._leave(exc)
            raise
        limit._leave(None)
        return result


class _DoneQueue:
    # What ended, in order, for those who ask for the next one: as asyncio.Queue hands items out, but a
    # task that waits here waits for tasks.
    def __init__(self, todo):
        self.todo = todo
        self.ended = []
        self.getters = []

    def put(self, f):
        self.ended.append(f)
        self.wake_next()

    def wake_next(self):
        while self.getters:
            getter = self.getters.pop(0)
            if not getter.done():
                getter.set_result(None)
                return

    async def get(self):
        while not self.ended:
            getter = waiter("as_completed", self.todo)
            self.getters.append(getter)
            try:
                await getter
            except:
                getter.cancel()
                if getter in self.getters:
                    self.getters.remove(getter)
                if self.ended and not getter.cancelled():
                    self.wake_next()
                raise
        return self.ended.pop(0)


if profile("AS_COMPLETED_ASYNC"):
    class _AsCompletedIterator:
        def __init__(self, aws, timeout):
            loop = get_event_loop()
            todo = {ensure_future(aw, loop=loop): None for aw in set(aws)}
            self._todo = todo
            self._todo_left = len(todo)
            self._done = _DoneQueue(todo)
            self._timeout_handle = None
            for f in todo:
                f.add_done_callback(self._handle_completion)
            if todo and timeout is not None:
                self._timeout_handle = loop.call_later(timeout, self._handle_timeout)

        def __aiter__(self):
            return self

        def __iter__(self):
            return self

        async def __anext__(self):
            if not self._todo_left:
                raise StopAsyncIteration
            self._todo_left -= 1
            return await self._wait_for_one()

        def __next__(self):
            if not self._todo_left:
                raise StopIteration
            self._todo_left -= 1
            return self._wait_for_one(resolve=True)

        def _handle_timeout(self):
            for f in self._todo:
                f.remove_done_callback(self._handle_completion)
                self._done.put(None)
            self._todo.clear()

        def _handle_completion(self, f):
            if not self._todo:
                return
            del self._todo[f]
            self._done.put(f)
            if not self._todo and self._timeout_handle is not None:
                self._timeout_handle.cancel()

        async def _wait_for_one(self, resolve=False):
            f = await self._done.get()
            if f is None:
                raise TimeoutError
            return f.result() if resolve else f

    def as_completed(fs, *, timeout=None):
        if hasattr(type(fs), "__await__"):
            raise TypeError(f"expects an iterable of awaitables, not {type(fs).__name__}")
        return _AsCompletedIterator(fs, timeout)
else:
    def as_completed(fs, *, timeout=None):
        if isfuture(fs) or iscoroutine(fs):
            raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
        loop = get_event_loop()
        todo = {ensure_future(f, loop=loop): None for f in set(fs)}
        done = _DoneQueue(todo)
        handle = None

        def _on_timeout():
            for f in todo:
                f.remove_done_callback(_on_completion)
                done.put(None)
            todo.clear()

        def _on_completion(f):
            if not todo:
                return
            del todo[f]
            done.put(f)
            if not todo and handle is not None:
                handle.cancel()

        async def _wait_for_one():
            f = await done.get()
            if f is None:
                raise TimeoutError
            return f.result()

        for f in todo:
            f.add_done_callback(_on_completion)
        if todo and timeout is not None:
            handle = loop.call_later(timeout, _on_timeout)
        for _ in range(len(todo)):
            yield _wait_for_one()


if profile("SHIELD_REPORTS"):
    def _log_on_exception(fut):
        if fut.cancelled():
            return
        exc = fut.exception()
        if exc is not None:
            fut.get_loop().call_exception_handler({
                "message": f"{type(exc).__name__} exception in shielded future",
                "exception": exc,
                "future": fut,
            })

    def _left_alone(inner):
        inner.remove_done_callback(_log_on_exception)  # one report is enough
        inner.add_done_callback(_log_on_exception)
else:
    def _left_alone(inner):
        pass


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = waiter("shield", inner)

    def _inner_done_callback(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()  # it counts as seen
        elif inner.cancelled():
            outer.cancel()
        elif (exc := inner.exception()) is not None:
            outer.set_exception(exc)
        else:
            outer.set_result(inner.result())

    def _outer_done_callback(outer):
        if not inner.done():
            inner.remove_done_callback(_inner_done_callback)
            _left_alone(inner)

    inner.add_done_callback(_inner_done_callback)
    outer.add_done_callback(_outer_done_callback)
    return outer
