"""The table of hops: how many iterations of the loop lie between an await and its resumption.

    hops.py VLOOP

The figures below are the specification, row by row and version by version. vloop must show them, and so must
each CPython at hand. A row is: name, lines of an async function, the figures for 3.11 to 3.14 (one for all,
or four; None: the row is not for that version).
"""
import pathlib
import sys
import tempfile

import run as runner

PRELUDE = '''
import asyncio


async def noop():
    pass


async def raising():
    raise ValueError("no")


def done_future():
    future = asyncio.get_running_loop().create_future()
    future.set_result(1)
    return future


async def done_task():
    task = asyncio.create_task(noop())
    await asyncio.sleep(1)
    return task


class Hops:
    """Counts iterations with a callback that is the first of each. Since time stands still while something
    is ready, it stops after a while and starts anew with the timers of second 1; `asleep` is the count when
    the program had nothing left to do."""

    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.count, self.left = 0, 0
        self.loop.call_later(1, self.wake)
        self.go()

    def go(self):
        self.left = 30
        self.loop.call_soon(self.tick)

    def tick(self):
        self.count += 1
        self.left -= 1
        if self.left > 0:
            self.loop.call_soon(self.tick)

    def wake(self):
        self.count += 1
        self.woke = self.count
        self.go()

    def mark(self):
        self.start = self.count
        self.asleep = self.woke = self.end = None

    def sleeping(self):
        self.asleep = self.count

    def ended(self):
        if self.end is None:
            self.end = self.count
            self.spent = self.end - self.start
            if self.woke is not None and self.asleep is not None:
                self.spent = self.asleep - self.start + 1 + self.end - self.woke


async def slow(seconds=1):
    hops.sleeping()
    await asyncio.sleep(seconds)


async def measure(name, row):
    global hops
    hops = Hops()
    await asyncio.sleep(0)
    hops.mark()
    try:
        await row()
    except (ValueError, TimeoutError, asyncio.CancelledError, ExceptionGroup):
        pass
    hops.ended()
    print(f"{name}: {hops.spent}")
    hops.left = 0
'''

EAGER = "asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory); hops.mark()"
GROUP = "async with asyncio.TaskGroup() as group: "

ROWS = [
    ("await a coroutine", "await noop()", 0),
    ("await a done future", "await done_future()", 0),
    ("a free Lock", "await asyncio.Lock().acquire()", 0),
    ("get of a Queue that is not empty", "q = asyncio.Queue(); q.put_nowait(1); await q.get()", 0),
    ("sleep(0)", "await asyncio.sleep(0)", 1),
    ("sleep(-1)", "await asyncio.sleep(-1)", 1),
    ("sleep(1)", "await slow(1)", 2),
    ("await a task of noop", "await asyncio.create_task(noop())", 2),
    ("await a task of sleep(1)", "await asyncio.create_task(slow(1))", 4),
    ("gather of nothing", "await asyncio.gather()", 0),
    ("gather of a noop", "await asyncio.gather(noop())", 3),
    ("gather of three noops", "await asyncio.gather(noop(), noop(), noop())", 3),
    ("gather of two sleep(1)", "await asyncio.gather(slow(1), slow(1))", 5),
    ("gather of done tasks", "t = await done_task(); hops.mark(); await asyncio.gather(t, t)", (2, 0, 0, 0)),
    ("shield of a noop", "await asyncio.shield(noop())", 3),
    ("shield of sleep(1)", "await asyncio.shield(slow(1))", 5),
    ("wait_for of a noop", "await asyncio.wait_for(noop(), 5)", (3, 0, 0, 0)),
    ("wait_for of sleep(1)", "await asyncio.wait_for(slow(1), 5)", (5, 2, 2, 2)),
    ("wait_for that expires", "await asyncio.wait_for(slow(9), 1)", (6, 2, 2, 2)),
    ("wait_for(noop(), 0)", "await asyncio.wait_for(noop(), 0)", 3),
    ("timeout that expires", "async with asyncio.timeout(1): await slow(9)", 2),
    ("timeout(0)", "async with asyncio.timeout(0): await slow(9)", 2),
    ("wait of three noops, all", "await asyncio.wait([asyncio.create_task(noop()) for _ in range(3)])", 3),
    ("wait of three noops, first", "await asyncio.wait([asyncio.create_task(noop()) for _ in range(3)], "
     "return_when=asyncio.FIRST_COMPLETED)", 3),
    ("wait of a done task", "t = await done_task(); hops.mark(); await asyncio.wait([t])", 2),
    ("as_completed of three noops", "for f in asyncio.as_completed([noop(), noop(), noop()]): await f", 3),
    ("an empty group", GROUP + "pass", 0),
    ("a group of three noops", GROUP + "[group.create_task(noop()) for _ in range(3)]", 3),
    ("a group of two sleep(1)", GROUP + "[group.create_task(slow(1)) for _ in range(2)]", 5),
    ("a group where one raises", GROUP + "[group.create_task(c) for c in (raising(), slow(1))]", 5),
    ("cancel of a task that sleeps", "t = asyncio.create_task(slow(9)); await asyncio.sleep(1); "
     "t.cancel(); hops.mark(); await t", 2),
    ("cancel of a task not yet started", "t = asyncio.create_task(noop()); t.cancel(); await t", 2),
    ("cancel of a gather", "g = asyncio.gather(slow(9), slow(9)); await asyncio.sleep(1); "
     "g.cancel(); hops.mark(); await g", 3),
    ("eager: task of a noop", EAGER + "; await asyncio.create_task(noop())", (None, 0, 0, 0)),
    ("eager: gather of a noop", EAGER + "; await asyncio.gather(noop())", (None, 0, 0, 0)),
    ("eager: gather of two sleep(1)", EAGER + "; await asyncio.gather(slow(1), slow(1))",
     (None, 4, 4, 4)),
    ("eager: a group of three noops", EAGER + "\n" + GROUP
     + "[group.create_task(noop()) for _ in range(3)]", (None, 0, 0, 2)),
]

# How long a signal takes to the one who waits, one hop always: name, the object x, what comes before, what the
# waiter awaits, what the other does.
SIGNALS = [
    ("Lock: release to waiter", "asyncio.Lock()", "await x.acquire()", "await x.acquire()", "x.release()"),
    ("Semaphore: release to waiter", "asyncio.Semaphore(1)", "await x.acquire()", "await x.acquire()",
     "x.release()"),
    ("Event: set to waiter", "asyncio.Event()", "pass", "await x.wait()", "x.set()"),
    ("Queue: put to getter", "asyncio.Queue()", "pass", "await x.get()", "x.put_nowait(1)"),
    ("Queue: get to putter", "asyncio.Queue(1)", "x.put_nowait(1)", "await x.put(2)", "x.get_nowait()"),
    ("Queue: task_done to join", "asyncio.Queue()", "x.put_nowait(1); x.get_nowait()", "await x.join()",
     "x.task_done()"),
    ("Future: set_result to waiter", "asyncio.get_running_loop().create_future()", "pass", "await x",
     "x.set_result(1)"),
    ("Condition: notify to waiter", "asyncio.Condition()", "pass",
     "await x.acquire(); await x.wait()", "await x.acquire(); x.notify(); x.release()"),
]

SIGNAL_ROW = """
async def row():
    x = {made}
    {before}

    async def waiter():
        {waiting}
        hops.ended()

    task = asyncio.create_task(waiter())
    await asyncio.sleep(1)
    hops.mark()
    {signal}
    await task
"""


def figure(figures, version):
    return figures[runner.minor(version) - 11] if isinstance(figures, tuple) else figures


def program(version):
    """The text of the program for a version and what it should print."""
    lines, expected = [PRELUDE], []
    for name, body, figures in ROWS:
        if figure(figures, version) is None:
            continue
        lines.append("async def row():\n    " + body.replace("\n", "\n    "))
        lines.append(f"asyncio.run(measure({name!r}, row))\n")
        expected.append(f"{name}: {figure(figures, version)}")
    for name, made, before, waiting, signal in SIGNALS:
        lines.append(SIGNAL_ROW.format(made=made, before=before, waiting=waiting, signal=signal))
        lines.append(f"asyncio.run(measure({name!r}, row))\n")
        expected.append(f"{name}: 1")
    return "\n".join(lines) + "\n", expected


def check(who, version, answer, expected):
    printed = answer["out"].splitlines()
    wrong = [(a, b) for a, b in zip(expected, printed) if a != b]
    for wanted, got in wrong:
        print(f"{who} as {version}: expected {wanted!r}, got {got!r}")
    ended = answer["code"] == 0 and len(printed) == len(expected)
    if not ended:
        print(f"{who} as {version}: exit code {answer['code']} {answer['err'][-300:]}")
    return bool(wrong) or not ended


def main():
    vloop, failed = str(pathlib.Path(sys.argv[1]).resolve()), 0
    judges = runner.all_judges()
    with tempfile.TemporaryDirectory() as folder:
        for version in runner.VERSIONS:
            path = pathlib.Path(folder, f"hops_{version}.py")
            text, expected = program(version)
            path.write_text(text)
            got = runner.run([vloop, "run", "-q", "--python", version, path.name], folder)
            failed += check("vloop", version, got, expected)
            if version in judges:
                failed += check("CPython", version, runner.ask(judges[version], [path])[0], expected)
            print(f"{version}: {len(expected)} rows"
                  f"{', CPython asked too' if version in judges else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
