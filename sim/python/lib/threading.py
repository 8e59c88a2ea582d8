# threading, on the virtual clock: one thread runs at a time, until it waits or ends, and running takes no
# time. What waits in the end is a lock of _thread, a sleep or the end of a thread. Model: CPython's
# Lib/threading.py.
import _thread
from _thread import RLock, get_ident, get_native_id, TIMEOUT_MAX, error as ThreadError
from time import monotonic as _now
from sys import version_info as _version

__all__ = ["get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread",
           "TIMEOUT_MAX", "Event", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier",
           "BrokenBarrierError", "Timer", "ThreadError", "ExceptHookArgs", "excepthook", "local",
           "get_native_id"]

Lock = _thread.lock if _version[:2] >= (3, 13) else _thread.allocate_lock
_allocate = _thread.allocate_lock


class Condition:
    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        self._waiters = []

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _is_owned(self):
        lock = self._lock
        if hasattr(lock, "_is_owned"):
            return lock._is_owned()
        if lock.acquire(False):
            lock.release()
            return False
        return True

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = _allocate()
        waiter.acquire()
        self._waiters.append(waiter)
        lock = self._lock
        count = lock._release_save() if hasattr(lock, "_release_save") else lock.release()
        notified = False
        try:
            if timeout is None:
                notified = waiter.acquire()
            elif timeout > 0:
                notified = waiter.acquire(True, timeout)
            else:
                notified = waiter.acquire(False)
            return notified
        finally:
            lock.acquire()
            if count is not None:
                lock._set_count(count)
            if not notified:
                try:
                    self._waiters.remove(waiter)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        end = None
        left = timeout
        result = predicate()
        while not result:
            if left is not None:
                if end is None:
                    end = _now() + left
                else:
                    left = end - _now()
                    if left <= 0:
                        break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while waiters and n > 0:
            waiters.pop(0).release()
            n -= 1

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(_allocate())
        self._value = value

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        end = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                if timeout is not None:
                    if end is None:
                        end = _now() + timeout
                    else:
                        timeout = end - _now()
                        if timeout <= 0:
                            return False
                self._cond.wait(timeout)
            self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = type(self)
        return (f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: "
                f"value={self._value}/{self._initial_value}>")

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class Event:
    def __init__(self):
        self._cond = Condition(_allocate())
        self._flag = False

    def __repr__(self):
        cls = type(self)
        status = "set" if self._flag else "unset"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>"

    def is_set(self):
        return self._flag

    def set(self):
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        with self._cond:
            return self._flag or self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    pass


# _state: 0 filling, 1 draining, -1 resetting, -2 broken.
class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        if parties < 1 and _version[:2] >= (3, 12):
            raise ValueError("parties must be >= 1")
        self._cond = Condition(_allocate())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = 0
        self._count = 0

    def __repr__(self):
        cls = type(self)
        where = f"{cls.__module__}.{cls.__qualname__} at {id(self):#x}"
        if self.broken:
            return f"<{where}: broken>"
        return f"<{where}: waiters={self.n_waiting}/{self.parties}>"

    def wait(self, timeout=None):
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while self._state in (-1, 1):
                self._cond.wait()
            if self._state < 0:
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    try:
                        if self._action:
                            self._action()
                        self._state = 1
                        self._cond.notify_all()
                    except:
                        self._break()
                        raise
                else:
                    if not self._cond.wait_for(lambda: self._state != 0, timeout):
                        self._break()
                        raise BrokenBarrierError
                    if self._state < 0:
                        raise BrokenBarrierError
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in (-1, 1):
                    self._state = 0
                    self._cond.notify_all()

    def reset(self):
        with self._cond:
            if self._count > 0:
                if self._state in (0, -2):
                    self._state = -1
            else:
                self._state = 0
            self._cond.notify_all()

    def abort(self):
        with self._cond:
            self._break()

    def _break(self):
        self._state = -2
        self._cond.notify_all()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == 0 else 0

    @property
    def broken(self):
        return self._state == -2


_counter = 0
_active = {}
_at_exit = []


def _in_context(context, fn, args, kwargs):
    before = _thread._swap_context(context)
    fn, args, kwargs = _opened(fn, args, kwargs)
    try:
        return fn(*args, **kwargs)
    finally:
        _thread._swap_context(before)


# A function and its arguments, out of the functools.partial that may hold them, or Context.run: nothing of
# C is to stand between a thread and what it runs.
def _opened(fn, args, kwargs):
    while type(fn).__name__ == "partial" and type(fn).__module__ == "functools":
        args = fn.args + tuple(args)
        kwargs = {**fn.keywords, **kwargs}
        fn = fn.func
    if args and getattr(fn, "__name__", None) == "run" and (
            type(getattr(fn, "__self__", None)).__name__ == "Context"):
        return _in_context, (fn.__self__, args[0], args[1:], kwargs), {}
    return fn, args, kwargs


class Thread:
    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        global _counter
        assert group is None, "group argument must be None for now"
        if name:
            name = str(name)
        else:
            _counter += 1
            name = f"Thread-{_counter}"
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._handle = _thread._handle(name)
        self._began = False
        self._initialized = True

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._began:
            status = "stopped" if self._handle.is_done() else "started"
        if self._daemonic:
            status += " daemon"
        if self._began:
            status += f" {self.ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"

    def start(self):
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._began:
            raise RuntimeError("threads can only be started once")
        self._began = True
        _active[self._handle.ident] = self
        self._handle.start(self._bootstrap, None)

    def run(self):
        try:
            if self._target is not None:
                fn, args, kwargs = _opened(self._target, self._args, self._kwargs)
                fn(*args, **kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        try:
            self.run()
        except BaseException as error:
            self._failed(error)
        finally:
            del _active[self._handle.ident]

    def _failed(self, error):
        args = ExceptHookArgs((type(error), error, error.__traceback__, self))
        try:
            excepthook(args)
        except BaseException as other:
            _thread._print("Exception in threading.excepthook:\n", other)

    def join(self, timeout=None):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._began:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        self._handle.join(timeout)

    @property
    def name(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)
        self._handle.set_name(self._name)

    @property
    def ident(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._handle.ident if self._began else None

    @property
    def native_id(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._handle.native_id if self._began else None

    def is_alive(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._began and not self._handle.is_done()

    @property
    def daemon(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._began:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        _deprecated("isDaemon", "get the daemon attribute")
        return self.daemon

    def setDaemon(self, daemonic):
        _deprecated("setDaemon", "set the daemon attribute")
        self.daemon = daemonic

    def getName(self):
        _deprecated("getName", "get the name attribute")
        return self.name

    def setName(self, name):
        _deprecated("setName", "set the name attribute")
        self.name = name


def _deprecated(old, new):
    _thread._deprecated(f"{old}() is deprecated, {new} instead")


class ExceptHookArgs:
    __module__ = "_thread"

    def __init__(self, fields, /):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = fields

    def __repr__(self):
        return (f"_thread.ExceptHookArgs(exc_type={self.exc_type!r}, exc_value={self.exc_value!r}, "
                f"exc_traceback={self.exc_traceback!r}, thread={self.thread!r})")


def excepthook(args, /):
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread is not None else get_ident()
    _thread._print(f"Exception in thread {name}:\n", args.exc_value)


__excepthook__ = excepthook


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            fn, args, kwargs = _opened(self.function, self.args, self.kwargs)
            fn(*args, **kwargs)
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        self._name = "MainThread"
        self._daemonic = False
        self._handle = _thread._current()
        self._began = True
        self._initialized = True
        _active[self._handle.ident] = self


def current_thread():
    return _active[get_ident()]


def main_thread():
    return _main_thread


def active_count():
    return len(_active)


def enumerate():
    return list(_active.values())


def currentThread():
    _deprecated_function("currentThread", "current_thread")
    return current_thread()


def activeCount():
    _deprecated_function("activeCount", "active_count")
    return active_count()


def _deprecated_function(old, new):
    _thread._deprecated(f"{old}() is deprecated, use {new}() instead")


_get = object.__getattribute__


# An object whose attributes each thread has for itself.
class local:
    __module__ = "_thread"
    __qualname__ = "_local"

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "_parts", ({get_ident(): {}}, args, kwargs))
        return self

    def __getattribute__(self, name):
        own = _own_dict(self)
        if name == "__dict__":
            return own
        if name in own:
            return own[name]
        try:
            return _get(self, name)
        except AttributeError:
            if type(self) is local:
                raise AttributeError(f"'_thread._local' object has no attribute {name!r}") from None
            raise

    def __setattr__(self, name, value):
        if name == "__dict__":
            raise AttributeError(f"'{type(self).__name__}' object attribute '__dict__' is read-only")
        _own_dict(self)[name] = value

    def __delattr__(self, name):
        own = _own_dict(self)
        if name not in own:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute {name!r}")
        del own[name]


def _own_dict(self):
    dicts, args, kwargs = _get(self, "_parts")
    ident = get_ident()
    if ident not in dicts:
        dicts[ident] = {}
        if type(self).__init__ is not object.__init__:
            type(self).__init__(self, *args, **kwargs)
    return dicts[ident]


def _register_atexit(fn, *args, **kwargs):
    _at_exit.append((fn, args, kwargs))


# The end of the main program: all threads that are no daemons come to theirs.
def _shutdown():
    while _at_exit:
        fn, args, kwargs = _at_exit.pop()
        fn(*args, **kwargs)
    while True:
        left = [t for t in _active.values() if not t._daemonic and t is not _main_thread]
        if not left:
            return
        left[0].join()


_main_thread = _MainThread()
