"""Runs a program under this CPython on an ideal machine: code takes no time, sleeps take exactly as long
as asked, and equal deadlines are ordered as on the limit of a real machine (ties `real`).

    python3 ideal.py [--seed N] FILE [ARG...]

Time is integer nanoseconds. A deadline is (ns, wakes, sequence): wakes is one more than those of the
moment it is set at if it lies in the future, else those of the moment. One pass of the loop takes what is
equal in the first two. time.*, datetime.now and random are made to match; random is seeded with N.
Exit code 3: nothing is ready and no timer is set.
"""
import asyncio
import datetime
import heapq
import os
import random
import sys
import time
import types
import weakref

EPOCH_NS = 1_735_689_600 * 10**9  # 2025-01-01T00:00:00Z


class Clock:
    ns = 0
    wakes = 0

    @classmethod
    def seconds(cls):
        return cls.ns / 10**9

    @classmethod
    def block(cls, seconds):
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        cls.ns += round(seconds * 1e9)
        cls.wakes += 1


class IdealTimer(asyncio.TimerHandle):
    """A timer ordered by (ns, wakes, sequence)."""
    __slots__ = ("key",)

    def __lt__(self, other):
        return self.key < other.key


class Deadlock(SystemExit):
    pass


class IdealLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__()
        self._set_count = 0
        self._births = weakref.WeakKeyDictionary()  # a task dies when CPython would let it
        self._born = 0

    def time(self):
        return Clock.seconds()

    def _timer(self, ns, callback, args, context):
        self._check_closed()
        wakes = Clock.wakes + (ns > Clock.ns)
        timer = IdealTimer(ns / 10**9, callback, args, self, context)
        timer.key = (ns, wakes, self._set_count)
        self._set_count += 1
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self._timer(Clock.ns + round(delay * 1e9), callback, args, context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        return self._timer(round(when * 1e9), callback, args, context)

    def create_task(self, coro, **options):
        task = super().create_task(coro, **options)
        self._births[task] = self._born
        self._born += 1
        return task

    def _drop_cancelled(self):
        while self._scheduled and self._scheduled[0]._cancelled:
            self._timer_cancelled_count -= 1
            heapq.heappop(self._scheduled)._scheduled = False

    def _run_once(self):
        self._drop_cancelled()
        if not self._ready and not self._stopping:
            if not self._scheduled:
                sys.stdout.flush()
                print("deadlock", file=sys.stderr)
                os._exit(3)
            ns, wakes, _ = self._scheduled[0].key
            if (ns, wakes) > (Clock.ns, Clock.wakes):
                Clock.ns, Clock.wakes = max(ns, Clock.ns), wakes if ns >= Clock.ns else Clock.wakes
        while self._scheduled and self._scheduled[0].key[:2] <= (Clock.ns, Clock.wakes):
            timer = heapq.heappop(self._scheduled)
            timer._scheduled = False
            if timer._cancelled:
                self._timer_cancelled_count -= 1
            self._ready.append(timer)
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()


class IdealPolicy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return IdealLoop()


def cancel_all_tasks(loop):
    """Runner.close's, in order of creation where CPython's order is that of addresses."""
    tasks = sorted(asyncio.all_tasks(loop), key=lambda task: loop._births.get(task, -1))
    if not tasks:
        return
    for task in tasks:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    for task in tasks:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(), "task": task})


def wall_seconds():
    return (EPOCH_NS + Clock.ns) / 10**9


def patch_time():
    time.time = wall_seconds
    time.time_ns = lambda: EPOCH_NS + Clock.ns
    time.monotonic = time.perf_counter = Clock.seconds
    time.monotonic_ns = time.perf_counter_ns = lambda: Clock.ns
    time.process_time = time.thread_time = lambda: 0.0
    time.process_time_ns = time.thread_time_ns = lambda: 0
    time.sleep = Clock.block
    os.environ["TZ"] = "UTC"
    time.tzset()
    for name in ("localtime", "gmtime", "ctime", "asctime"):
        setattr(time, name, defaulting(getattr(time, name), name))
    original = time.strftime
    time.strftime = lambda form, at=None: original(form, at or time.localtime())

    class Datetime(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            utc = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(
                microseconds=(EPOCH_NS + Clock.ns) // 1000)
            return utc.astimezone(tz) if tz else utc.replace(tzinfo=None)

        @classmethod
        def utcnow(cls):
            return cls.now()

    Datetime.__name__ = Datetime.__qualname__ = "datetime"
    Datetime.__module__ = "datetime"
    datetime.datetime = Datetime


def defaulting(function, name):
    if name == "asctime":
        return lambda at=None: function(at or time.localtime())
    return lambda seconds=None: function(wall_seconds() if seconds is None else seconds)


def main():
    arguments = sys.argv[1:]
    seed = 0
    if arguments and arguments[0] == "--seed":
        seed = int(arguments[1])
        arguments = arguments[2:]
    file = arguments[0]
    with open(file, "rb") as stream:
        source = stream.read()
    patch_time()
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        asyncio.set_event_loop_policy(IdealPolicy())
    asyncio.runners._cancel_all_tasks = cancel_all_tasks
    random.seed(seed)
    sys.argv = arguments
    sys.path[0] = os.path.dirname(os.path.abspath(file))
    module = types.ModuleType("__main__")
    module.__file__ = file
    sys.modules["__main__"] = module
    exec(compile(source, file, "exec"), module.__dict__)


if __name__ == "__main__":
    main()
