"""Runs a program under this CPython on an ideal machine: code takes no time, sleeps take exactly as long
as asked, and equal deadlines are ordered as on the limit of a real machine (ties `real`).

    python3 ideal.py [--seed N] FILE [ARG...]
    python3 ideal.py --each FILE...            a JSON line {"code", "out", "err"} for each


Time is integer nanoseconds. A deadline is (ns, wakes, sequence): wakes is one more than those of the
moment it is set at if it lies in the future, else those of the moment. One pass of the loop takes what is
equal in the first two. time.*, datetime.now and random are made to match; random is seeded with N.
Exit code 3: nothing is ready and no timer is set. Sets of tasks that CPython walks in the order of
addresses are walked in the order of creation. --each runs every program in a process of its own, forked
from this one. judge_314.mjs imports this file under Pyodide, which cannot fork.
"""
import asyncio
import datetime
import heapq
import inspect
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
import types
import weakref

EPOCH_NS = 1_735_689_600 * 10**9  # 2025-01-01T00:00:00Z
LIMIT = 30  # real seconds that one of many programs may take


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


class Ordered(set):
    """What asyncio's modules get for `set`: one that is walked in the order of insertion."""

    def __init__(self, items=()):
        self.order = dict.fromkeys(items)
        super().__init__(self.order)

    def __iter__(self):
        return iter(self.order)

    def add(self, item):
        super().add(item)
        self.order.setdefault(item)

    def discard(self, item):
        super().discard(item)
        self.order.pop(item, None)

    def remove(self, item):
        super().remove(item)
        del self.order[item]

    def pop(self):
        item = next(iter(self.order), None)
        self.remove(item)
        return item

    def update(self, *others):
        for other in others:
            for item in other:
                self.add(item)

    def difference_update(self, *others):
        for other in others:
            for item in list(other):
                self.discard(item)

    def clear(self):
        super().clear()
        self.order.clear()

    def __ior__(self, other):
        self.update(other)
        return self

    def __isub__(self, other):
        self.difference_update(other)
        return self


Ordered.__name__ = Ordered.__qualname__ = "set"


def deadlock():
    sys.stdout.flush()
    print("deadlock", file=sys.stderr, flush=True)
    os._exit(3)


class IdealLoop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._set_count = 0
        self._births = weakref.WeakKeyDictionary()  # a task dies when CPython would let it
        self._born = 0

    def time(self):
        return Clock.seconds()

    def _write_to_self(self):
        pass

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
        born = self._born  # an eager task may make others before it is there
        self._born += 1
        task = super().create_task(coro, **options)
        self._births[task] = born
        return task

    def _drop_cancelled(self):
        while self._scheduled and self._scheduled[0]._cancelled:
            self._timer_cancelled_count -= 1
            heapq.heappop(self._scheduled)._scheduled = False

    def _run_once(self):
        self._drop_cancelled()
        if not self._ready and not self._stopping:
            if not self._scheduled:
                deadlock()
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
    tasks = asyncio.all_tasks(loop)
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
    if hasattr(time, "tzset"):
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

    Datetime.__name__, Datetime.__qualname__ = "datetime.datetime", "datetime"  # as reprs and errors name it
    Datetime.__module__ = "datetime"
    datetime.datetime = Datetime


def defaulting(function, name):
    if name == "asctime":
        return lambda at=None: function(at or time.localtime())
    return lambda seconds=None: function(wall_seconds() if seconds is None else seconds)


def order_sets():
    """Task groups, wait, as_completed and all_tasks make sets of tasks, which are walked."""
    asyncio.taskgroups.set = asyncio.tasks.set = Ordered
    owner, name = asyncio.tasks, "as_completed"
    if hasattr(owner, "_AsCompletedIterator"):
        name = "_AsCompletedIterator"
    text, count = re.subn(r"\{(ensure_future\(.*?\) for .*? in set\(.*?\))\}", r"set([\1])",
                          inspect.getsource(getattr(owner, name)))
    assert count == 1, "as_completed has changed"
    exec(text, owner.__dict__)
    asyncio.as_completed = owner.as_completed
    original = asyncio.all_tasks

    def all_tasks(loop=None):
        tasks = original(loop)
        births = (loop or asyncio.get_running_loop())._births
        return Ordered(sorted(tasks, key=lambda task: births.get(task, -1)))

    asyncio.all_tasks = owner.all_tasks = all_tasks


def prepare():
    import warnings
    patch_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        asyncio.set_event_loop_policy(IdealPolicy())
    asyncio.runners._cancel_all_tasks = cancel_all_tasks
    order_sets()


def run_file(file, arguments, seed=0):
    with open(file, "rb") as stream:
        source = stream.read()
    random.seed(seed)
    sys.argv = arguments
    sys.path[0] = os.path.dirname(os.path.abspath(file))
    module = types.ModuleType("__main__")
    module.__file__ = file
    sys.modules["__main__"] = module
    exec(compile(source, file, "exec"), module.__dict__)


def run_each(files):
    """Each in a fork of this process; a line of JSON tells what it did."""
    prepare()
    for file in files:
        outputs = [tempfile.TemporaryFile() for _ in range(2)]
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            for number, output in enumerate(outputs, 1):
                os.dup2(output.fileno(), number)
            signal.alarm(LIMIT)
            os.chdir(os.path.dirname(os.path.abspath(file)))
            run_file(os.path.basename(file), [os.path.basename(file)])
            return  # an exception or SystemExit ends the fork as it ends a program
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for output in outputs:
            output.seek(0)
            texts.append(output.read().decode("utf-8", "replace"))
        print(json.dumps({"file": file, "code": code, "out": texts[0], "err": texts[1]}), flush=True)


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--each"]:
        return run_each(arguments[1:])
    seed = 0
    if arguments and arguments[0] == "--seed":
        seed = int(arguments[1])
        arguments = arguments[2:]
    prepare()
    run_file(arguments[0], arguments, seed)


if __name__ == "__main__":
    main()
