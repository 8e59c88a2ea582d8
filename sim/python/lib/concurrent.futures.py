# concurrent.futures with a pool of threads. One thread runs at a time, until it waits or ends: what stands
# between two waits needs no lock. Model: CPython's concurrent/futures/_base.py and thread.py.
from _thread import allocate_lock as _allocate, _current, _print
from time import monotonic as _now
import threading

__all__ = ["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError",
           "InvalidStateError", "BrokenExecutor", "Future", "Executor", "wait", "as_completed",
           "ThreadPoolExecutor"]

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"
_cancelled = (CANCELLED, CANCELLED_AND_NOTIFIED)
_done = (CANCELLED_AND_NOTIFIED, FINISHED)
_words = {PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled",
          CANCELLED_AND_NOTIFIED: "cancelled", FINISHED: "finished"}

# The most threads that a pool has by itself: CPython's on a machine with cores enough.
_workers_at_most = 32


class Error(Exception):
    __module__ = "concurrent.futures._base"


class CancelledError(Error):
    __module__ = "concurrent.futures._base"


class InvalidStateError(Error):
    __module__ = "concurrent.futures._base"


class BrokenExecutor(RuntimeError):
    __module__ = "concurrent.futures._base"


class BrokenThreadPool(BrokenExecutor):
    __module__ = "concurrent.futures.thread"


TimeoutError = TimeoutError


# Waits until somebody releases the lock that goes into `waiters`; false: too long.
def _wait_in(waiters, timeout):
    waiter = _allocate()
    waiter.acquire()
    waiters.append(waiter)
    try:
        return waiter.acquire() if timeout is None else waiter.acquire(timeout > 0, max(timeout, 0) or -1)
    finally:
        if waiter in waiters:
            waiters.remove(waiter)


def _release(waiters):
    while waiters:
        waiters.pop(0).release()


class Future:
    __module__ = "concurrent.futures._base"

    def __init__(self):
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []        # locks of those who wait for the result
        self._watchers = []       # of wait() and as_completed()
        self._done_callbacks = []

    def __repr__(self):
        cls = type(self)
        text = f"<{cls.__name__} at {id(self):#x} state={_words[self._state]}"
        if self._state == FINISHED:
            if self._exception:
                text += f" raised {type(self._exception).__name__}"
            else:
                text += f" returned {type(self._result).__name__}"
        return text + ">"

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            try:
                callback(self)
            except Exception as error:
                _print(f"exception calling callback for {self!r}\n", error)

    def cancel(self):
        if self._state in (RUNNING, FINISHED):
            return False
        if self._state in _cancelled:
            return True
        self._state = CANCELLED
        _release(self._waiters)
        self._invoke_callbacks()
        return True

    def cancelled(self):
        return self._state in _cancelled

    def running(self):
        return self._state == RUNNING

    def done(self):
        return self._state in _done or self._state == CANCELLED

    def add_done_callback(self, fn):
        if not self.done():
            self._done_callbacks.append(fn)
            return
        try:
            fn(self)
        except Exception as error:
            _print(f"exception calling callback for {self!r}\n", error)

    def result(self, timeout=None):
        if not self.done():
            _wait_in(self._waiters, timeout)
        if self._state in _cancelled:
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()
        if self._exception:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        if not self.done():
            _wait_in(self._waiters, timeout)
        if self._state in _cancelled:
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()
        return self._exception

    def set_running_or_notify_cancel(self):
        if self._state == CANCELLED:
            self._state = CANCELLED_AND_NOTIFIED
            for watcher in self._watchers:
                watcher._add(self)
            return False
        if self._state == PENDING:
            self._state = RUNNING
            return True
        raise RuntimeError("Future in unexpected state")

    def _finish(self, result, exception):
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._result = result
        self._exception = exception
        self._state = FINISHED
        for watcher in self._watchers:
            watcher._add(self)
        _release(self._waiters)
        self._invoke_callbacks()

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)

    __class_getitem__ = classmethod(type(list[int]))


# ---- waiting for several ------------------------------------------------------------------------------

class DoneAndNotDoneFutures(tuple):
    __module__ = "concurrent.futures._base"

    def __new__(cls, done, not_done):
        return tuple.__new__(cls, (done, not_done))

    done = property(lambda self: self[0])
    not_done = property(lambda self: self[1])

    def __repr__(self):
        return f"DoneAndNotDoneFutures(done={self[0]!r}, not_done={self[1]!r})"


class _Watcher:
    def __init__(self, futures, until):
        self.finished = []
        self.waiters = []
        self.left = until
        self.futures = futures
        for future in futures:
            future._watchers.append(self)

    def _add(self, future):
        self.finished.append(future)
        if self.left is not None:
            self.left -= 1
        if not self.left or self.stops_at_exception and future._state == FINISHED and future._exception:
            _release(self.waiters)

    stops_at_exception = False

    def leave(self):
        for future in self.futures:
            future._watchers.remove(self)


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = dict.fromkeys(fs)
    done = [f for f in fs if f._state in _done]
    not_done = [f for f in fs if f not in done]
    if return_when == FIRST_COMPLETED and done:
        return DoneAndNotDoneFutures(set(done), set(not_done))
    if return_when == FIRST_EXCEPTION and any(f for f in done
                                              if not f.cancelled() and f.exception() is not None):
        return DoneAndNotDoneFutures(set(done), set(not_done))
    if not not_done:
        return DoneAndNotDoneFutures(set(done), set())
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return condition: {return_when!r}")
    watcher = _Watcher(not_done, 1 if return_when == FIRST_COMPLETED else len(not_done))
    watcher.stops_at_exception = return_when == FIRST_EXCEPTION
    try:
        _wait_in(watcher.waiters, timeout)
    finally:
        watcher.leave()
    done += watcher.finished
    return DoneAndNotDoneFutures(set(done), set(f for f in fs if f not in done))


def as_completed(fs, timeout=None):
    end = None if timeout is None else _now() + timeout
    fs = list(dict.fromkeys(fs))
    total = len(fs)
    finished = [f for f in fs if f._state in _done]
    pending = [f for f in fs if f not in finished]
    watcher = _Watcher(pending, None)
    try:
        for future in finished:
            yield future
        left = len(pending)
        while left:
            if not watcher.finished:
                remaining = None if end is None else end - _now()
                if remaining is not None and remaining < 0:
                    raise TimeoutError(f"{left} (of {total}) futures unfinished")
                if not _wait_in(watcher.waiters, remaining):
                    raise TimeoutError(f"{left} (of {total}) futures unfinished")
            left -= 1
            yield watcher.finished.pop(0)
    finally:
        watcher.leave()


# ---- executors ----------------------------------------------------------------------------------------

class Executor:
    __module__ = "concurrent.futures._base"

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        end = None if timeout is None else _now() + timeout
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return _results(futures, end)

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


def _results(futures, end):
    try:
        while futures:
            future = futures.pop(0)
            try:
                yield future.result() if end is None else future.result(end - _now())
            finally:
                future.cancel()
    finally:
        for future in futures:
            future.cancel()


class _WorkItem:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn, self.args, self.kwargs = threading._opened(fn, args, kwargs)

    def run(self):
        future = self.future
        if not future.set_running_or_notify_cancel():
            return
        fn = self.fn
        try:
            result = fn(*self.args, **self.kwargs)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)


_pools = {}     # those with threads
_exiting = False


def _work(pool):
    if pool._initializer is not None:
        try:
            initializer, args, kwargs = threading._opened(pool._initializer, pool._initargs, {})
            initializer(*args, **kwargs)
        except BaseException as error:
            _print("Exception in initializer:\n", error)
            pool._initializer_failed()
            return
    items = pool._items
    while True:
        while not items:
            if pool._shutdown or _exiting:
                return
            waiter = _allocate()
            waiter.acquire()
            pool._idle.append((waiter, _current()))
            waiter.acquire()
        items.pop(0).run()


class ThreadPoolExecutor(Executor):
    __module__ = "concurrent.futures.thread"
    _count = 0

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = _workers_at_most
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if not thread_name_prefix:
            thread_name_prefix = f"ThreadPoolExecutor-{ThreadPoolExecutor._count}"
            ThreadPoolExecutor._count += 1
        self._max_workers = max_workers
        self._thread_name_prefix = thread_name_prefix
        self._initializer = initializer
        self._initargs = initargs
        self._items = []
        self._idle = []       # workers that wait for an item, and the lock they wait in
        self._threads = []
        self._broken = False
        self._shutdown = False

    def submit(self, fn, /, *args, **kwargs):
        if self._broken:
            raise BrokenThreadPool(self._broken)
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if _exiting:
            raise RuntimeError("cannot schedule new futures after interpreter shutdown")
        future = Future()
        self._items.append(_WorkItem(future, fn, args, kwargs))
        if self._idle: # what is submitted begins at once where somebody is free
            waiter, thread = self._idle.pop(0)
            waiter.release()
            thread.go()
        elif len(self._threads) < self._max_workers:
            _pools[self] = True
            name = f"{self._thread_name_prefix}_{len(self._threads)}"
            thread = threading.Thread(target=_work, name=name, args=(self,), daemon=False)
            self._threads.append(thread)
            thread.start()
        return future

    def _initializer_failed(self):
        self._broken = "A thread initializer failed, the thread pool is not usable anymore"
        while self._items:
            self._items.pop(0).future.set_exception(BrokenThreadPool(self._broken))

    def _wake_idle(self):
        while self._idle:
            self._idle.pop(0)[0].release()

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True
        if cancel_futures:
            while self._items:
                self._items.pop(0).future.cancel()
        self._wake_idle()
        if wait:
            for thread in self._threads:
                thread.join()


def _exit():
    global _exiting
    _exiting = True
    for pool in list(_pools):
        pool._wake_idle()
    for pool in list(_pools):
        for thread in pool._threads:
            thread.join()


threading._register_atexit(_exit)
