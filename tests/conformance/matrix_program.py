"""The programs of matrix.py: what is under test, what happens to it, and the text that joins both.

A primitive is the body of `async def use(x)`. In it `x.work()` is a coroutine that ends as the cell says,
`x.task()` a task of it, `x.partner(good, bad)` a task that calls the one or the other when the cell says so;
x.other() is a companion that sleeps a second and is told of.
"""

PRELUDE = '''
import asyncio
import contextlib
import sys

NEW = sys.version_info >= (3, 13)


class Boom(Exception):
    pass


def told(value):
    if isinstance(value, BaseExceptionGroup):
        return type(value).__name__ + "(" + ", ".join(told(one) for one in value.exceptions) + ")"
    if isinstance(value, BaseException):
        return type(value).__name__ + repr(value.args)
    if isinstance(value, (list, tuple)):
        return "[" + " ".join(told(one) for one in value) + "]"
    if isinstance(value, asyncio.Future):
        return state(value)
    return repr(value)


def state(future):
    if not future.done():
        return "pending"
    if future.cancelled():
        return "cancelled"
    return told(future.exception() or future.result())


class Stage:
    """One cell: what the primitive under test may use, and its log."""

    def __init__(self, fails, delay):
        self.loop = asyncio.get_running_loop()
        self.start, self.ticks = self.loop.time(), 0
        self.fails, self.delay = fails, delay
        self.log, self.inner, self.kept = [], [], []
        for second in (0, 0.5, 1, 2):
            self.loop.call_later(second, self.tick, 9)

    def tick(self, left):
        self.ticks = 9 - left
        if left:
            self.loop.call_soon(self.tick, left - 1)

    def say(self, *words):
        now = round(self.loop.time() - self.start, 3)
        self.log.append(f"{now:g}.{self.ticks} " + " ".join(map(str, words)))

    async def pause(self):
        if self.delay is not None:
            await asyncio.sleep(self.delay)

    async def work(self, value="v"):
        try:
            await self.pause()
            if self.fails:
                raise Boom("b")
            self.say("worked")
            return value
        except asyncio.CancelledError as error:
            self.say("work", told(error))
            raise

    async def other(self):
        try:
            await asyncio.sleep(1)
            self.say("other")
            return "o"
        except asyncio.CancelledError as error:
            self.say("other", told(error))
            raise

    def keep(self, future):
        self.kept.append(future)
        return future

    def task(self):
        task = asyncio.create_task(self.work())
        self.inner.append(task)
        return self.keep(task)

    def companion(self):
        return self.keep(asyncio.create_task(self.other()))

    def act(self, good, bad):
        try:
            (bad if self.fails else good)()
        except Exception as error:
            self.say("partner", told(error))

    async def acting(self, good, bad):
        await self.pause()
        self.act(good, bad)
        self.say("acted")

    def partner(self, good, bad):
        """In a task, and a second after the cell's delay once more, so that nobody waits for ever."""
        task = asyncio.create_task(self.acting(good, bad))
        self.inner.append(task)
        self.loop.call_later((self.delay or 0) + 2, self.act, good, good)
        return self.keep(task)

    async def holding(self, thing):
        async with thing:
            self.say("held")
            await self.pause()
            if self.fails:
                raise Boom("h")

    def holder(self, thing):
        task = asyncio.create_task(self.holding(thing))
        self.inner.append(task)
        return self.keep(task)


async def limited(x, use, how, limit):
    if how == "wait_for":
        return await asyncio.wait_for(use(x), limit)
    if how == "timeout":
        async with asyncio.timeout(limit):
            return await use(x)
    async with asyncio.timeout_at(x.loop.time() + limit):
        return await use(x)


async def subject(x, use, how, limit):
    try:
        value = await (limited(x, use, how, limit) if limit is not None else use(x))
        x.say("got", told(value))
        return "value"
    except (Exception, asyncio.CancelledError) as error:
        x.say("got", told(error), told(error.__context__), asyncio.current_task().cancelling())
        raise


async def cell(use, fails, delay, who, when, how, limit, eager):
    if eager:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    x = Stage(fails, delay)

    def cancel():
        victims = x.inner if who == "inner" else [task]
        for victim in victims:
            x.say("cancel", victim.cancel("c"))

    if when == "1 first":
        x.loop.call_later(1, cancel)
    task = asyncio.create_task(subject(x, use, how, limit))
    if when == "now":
        cancel()
    await asyncio.sleep(0)
    if when == "next":
        await asyncio.sleep(0)
        cancel()
    elif when == "1 last":
        x.loop.call_later(1, cancel)
    elif when == "0.5":
        x.loop.call_later(0.5, cancel)
    await asyncio.wait([task], timeout=8)
    x.say(state(task), *[state(future) for future in x.kept])
    for future in x.kept:
        future.cancelled() or future.done() and future.exception()
    return x.log


def run(name, use, cells, eager=False):
    for number, (title, options) in enumerate(cells.items()):
        try:
            log = asyncio.run(cell(use, *options, eager))
        except (Exception, asyncio.CancelledError) as error:
            log = ["raised", told(error)]
        print(name, title, "; ".join(log), sep=" | ")


def quiet(loop, context):
    pass
'''


def make_cells():
    """{title: (fails, delay, who is cancelled, when, how limited, limit)}."""
    table = {}
    for fails, word in ((False, "returns"), (True, "raises")):
        for delay in (None, 0, 1):
            table[f"{word} {delay}"] = (fails, delay, None, None, None, None)
    for who in ("outer", "inner"):
        for delay, when in ((0, "now"), (0, "next"), (1, "now"), (1, "next"), (1, "0.5"), (1, "1 first"),
                            (1, "1 last")):
            table[f"{who} cancelled {when}, returns {delay}"] = (False, delay, who, when, None, None)
        for when in ("1 first", "1 last"):
            table[f"{who} cancelled {when}, raises 1"] = (True, 1, who, when, None, None)
    for how in ("wait_for", "timeout", "timeout_at"):
        for delay, limit in ((None, 0), (0, 0), (1, 0), (1, 0.5), (1, 1), (1, 2)):
            table[f"{how} {limit}, returns {delay}"] = (False, delay, None, None, how, limit)
        for limit in (0.5, 1):
            table[f"{how} {limit}, raises 1"] = (True, 1, None, None, how, limit)
    return table


CELLS = make_cells()

# name: (first version, eager tasks, body)
PRIMITIVES = {}


def primitive(name, body, first=11, eager=False):
    PRIMITIVES[name] = (first, eager, body)


HOLD = "x.holder(lock); await asyncio.sleep(0)"

for name, body in {
    "sleep": "await x.pause(); return await asyncio.sleep(x.delay or 0, 'v')",
    "coroutine": "return await x.work()",
    "Task": "return await x.task()",
    "ensure_future": "t = asyncio.ensure_future(x.work()); x.inner.append(t); return await t",
    "Task twice": "t = x.task(); first = x.keep(asyncio.gather(t)); return await t, await first",
    "Future": """f = x.loop.create_future(); x.inner.append(x.keep(f))
x.partner(lambda: f.set_result('v'), lambda: f.set_exception(Boom('f')))
return await f""",
    "Future, its callback": """f = x.loop.create_future(); x.inner.append(x.keep(f))
f.add_done_callback(lambda f: x.say('callback', state(f)))
x.partner(lambda: f.set_result('v'), lambda: f.cancel('own'))
return await f""",
    "gather of coroutines": "return await asyncio.gather(x.work(), x.other())",
    "gather of tasks": "return await asyncio.gather(x.task(), x.companion())",
    "gather of one task twice": "t = x.task(); return await asyncio.gather(t, t, x.companion())",
    "gather(return_exceptions)": "return await asyncio.gather(x.task(), x.companion(), return_exceptions=True)",
    "gather of a gather": "return await asyncio.gather(asyncio.gather(x.task(), x.other()), x.companion())",
    "gather kept": """g = x.keep(asyncio.gather(x.task(), x.companion())); x.inner.append(g)
try:
    return await g
finally:
    x.say('kept', state(g))""",
    "wait ALL_COMPLETED": "return [len(s) for s in await asyncio.wait([x.task(), x.companion()])]",
    "wait FIRST_COMPLETED": """done, rest = await asyncio.wait([x.task(), x.companion()], return_when=asyncio.FIRST_COMPLETED)
return sorted(map(state, done)), sorted(map(state, rest))""",
    "wait FIRST_EXCEPTION": """done, rest = await asyncio.wait([x.task(), x.companion()], return_when=asyncio.FIRST_EXCEPTION)
return sorted(map(state, done)), sorted(map(state, rest))""",
    "wait with a timeout": """done, rest = await asyncio.wait([x.task(), x.companion()], timeout=1)
return sorted(map(state, done)), sorted(map(state, rest))""",
    "wait_for a coroutine": "return await asyncio.wait_for(x.work(), 3)",
    "wait_for a task": "return await asyncio.wait_for(x.task(), 3)",
    "wait_for 1": "return await asyncio.wait_for(x.work(), 1)",
    "wait_for a task 1": "return await asyncio.wait_for(x.task(), 1)",
    "wait_for 0": "return await asyncio.wait_for(x.task(), 0)",
    "wait_for None": "return await asyncio.wait_for(x.work(), None)",
    "as_completed": """for one in asyncio.as_completed([x.task(), x.companion()]):
    x.say('one', told(await one))""",
    "as_completed 1": """for one in asyncio.as_completed([x.task(), x.companion(), x.other()], timeout=1):
    try:
        x.say('one', told(await one))
    except (Boom, TimeoutError) as error:
        x.say('one', told(error))""",
    "shield of a coroutine": "return await asyncio.shield(x.work())",
    "shield of a task": "return await asyncio.shield(x.task())",
    "shield kept": """s = x.keep(asyncio.shield(x.task())); x.inner.append(s)
return await s""",
    "shield in a gather": "return await asyncio.gather(asyncio.shield(x.task()), x.companion())",
    "timeout": """async with asyncio.timeout(1) as limit:
    await x.work()
return limit.expired()""",
    "timeout that is caught": """try:
    async with asyncio.timeout(1) as limit:
        await x.task()
except TimeoutError as error:
    x.say(told(error), limit.expired(), asyncio.current_task().cancelling())
return await x.other()""",
    "timeout rescheduled": """async with asyncio.timeout(0.5) as limit:
    await asyncio.sleep(0)
    limit.reschedule(x.loop.time() + 1)
    await x.work()
return limit.expired()""",
    "timeout in a timeout": """try:
    async with asyncio.timeout(1):
        async with asyncio.timeout(1):
            await x.work()
finally:
    x.say(asyncio.current_task().cancelling())""",
    "timeout(None)": """async with asyncio.timeout(None):
    return await x.work()""",
    "timeout_at": """async with asyncio.timeout_at(x.loop.time() + 1) as limit:
    await x.task()
return limit.expired()""",
    "TaskGroup": """async with asyncio.TaskGroup() as group:
    x.inner.append(x.keep(group.create_task(x.work())))
    x.keep(group.create_task(x.other()))""",
    "TaskGroup, its body": """async with asyncio.TaskGroup() as group:
    x.keep(group.create_task(x.other()))
    await x.work()""",
    "TaskGroup of both": """async with asyncio.TaskGroup() as group:
    x.inner.append(x.keep(group.create_task(x.work())))
    x.keep(group.create_task(x.work()))
    await x.other()""",
    "TaskGroup in a group": """async with asyncio.TaskGroup() as outer:
    x.keep(outer.create_task(x.other()))
    async with asyncio.TaskGroup() as group:
        x.inner.append(x.keep(group.create_task(x.work())))""",
    "TaskGroup, except*": """try:
    async with asyncio.TaskGroup() as group:
        x.inner.append(x.keep(group.create_task(x.work())))
        await x.other()
except* Boom as error:
    x.say(told(error), asyncio.current_task().cancelling())
await asyncio.sleep(1)""",
    "TaskGroup in a timeout": """async with asyncio.timeout(1):
    async with asyncio.TaskGroup() as group:
        x.inner.append(x.keep(group.create_task(x.work())))
        x.keep(group.create_task(x.other()))""",
    "Event": "e = asyncio.Event(); x.partner(e.set, lambda: (e.set(), e.clear())); return await e.wait()",
    "Lock": f"""lock = asyncio.Lock(); {HOLD}
async with lock:
    x.say('mine')
return lock.locked()""",
    "Lock, three in line": f"""lock = asyncio.Lock(); {HOLD}
x.holder(lock); await asyncio.sleep(0)
try:
    return await lock.acquire()
finally:
    x.say(lock.locked())""",
    "Semaphore": f"""lock = asyncio.Semaphore(1); {HOLD}
x.keep(asyncio.create_task(x.holding(lock)))
async with lock:
    x.say('mine')
return lock.locked(), lock._value""",
    "BoundedSemaphore": f"""lock = asyncio.BoundedSemaphore(2); {HOLD}
await lock.acquire(); x.loop.call_later(1, lock.release)
async with lock:
    x.say('mine')
return lock.locked()""",
    "Condition.wait": """c = asyncio.Condition()
async def notify(n):
    async with c:
        c.notify(n)
x.partner(lambda: x.keep(asyncio.ensure_future(notify(1))), lambda: x.keep(asyncio.ensure_future(notify(0))))
async with c:
    try:
        return await c.wait()
    finally:
        x.say(c.locked())""",
    "Condition, two wait": """c = asyncio.Condition()
async def notify(n):
    async with c:
        c.notify(n)
async def second():
    async with c:
        await c.wait()
        x.say('second')
x.partner(lambda: x.keep(asyncio.ensure_future(notify(1))), lambda: x.keep(asyncio.ensure_future(notify(2))))
x.keep(asyncio.create_task(second()))
async with c:
    return await c.wait()""",
    "Condition.wait_for": """c, seen = asyncio.Condition(), []
async def notify(value):
    async with c:
        seen.append(value)
        c.notify_all()
def ready():
    if seen and seen[-1] == 'bad':
        raise Boom('predicate')
    return seen
x.partner(lambda: x.keep(asyncio.ensure_future(notify('v'))), lambda: x.keep(asyncio.ensure_future(notify('bad'))))
async with c:
    return await c.wait_for(ready)""",
    "Barrier": """b = asyncio.Barrier(2)
async def join():
    x.say('joined', await b.wait())
x.partner(lambda: x.keep(asyncio.ensure_future(join())), lambda: x.keep(asyncio.ensure_future(b.abort())))
try:
    return await b.wait()
finally:
    x.say(b.n_waiting, b.broken)""",
    "Barrier, reset": """b = asyncio.Barrier(2)
async def join():
    async with b:
        x.say('joined')
x.partner(lambda: x.keep(asyncio.ensure_future(join())), lambda: x.keep(asyncio.ensure_future(b.reset())))
async with b as place:
    return place""",
    "Queue.get": """q = asyncio.Queue()
x.partner(lambda: q.put_nowait('v'), q.shutdown if NEW else q.get_nowait)
try:
    return await q.get()
finally:
    x.say(q.qsize())""",
    "Queue.get, two wait": """q = asyncio.Queue()
async def second():
    x.say('second', told(await q.get()))
x.partner(lambda: q.put_nowait('v'), lambda: (q.put_nowait('v'), q.put_nowait('w')))
x.loop.call_soon(lambda: x.keep(asyncio.ensure_future(second())))
return await q.get()""",
    "Queue.put": """q = asyncio.Queue(1); q.put_nowait('u')
x.partner(q.get_nowait, q.shutdown if NEW else q.task_done)
try:
    return await q.put('v')
finally:
    x.say(q.qsize())""",
    "Queue.join": """q = asyncio.Queue(); q.put_nowait('u')
x.partner(lambda: (q.get_nowait(), q.task_done()), lambda: (q.task_done(), q.task_done()))
return await q.join()""",
    "LifoQueue": """q = asyncio.LifoQueue()
x.partner(lambda: (q.put_nowait('v'), q.put_nowait('w')), q.get_nowait)
return await q.get()""",
    "PriorityQueue": """q = asyncio.PriorityQueue()
x.partner(lambda: (q.put_nowait(3), q.put_nowait(1)), lambda: (q.put_nowait(3), q.put_nowait('x')))
return await q.get()""",
    "async generator": """async def items():
    try:
        yield 'first'
        yield await x.work()
        yield 'last'
    finally:
        await asyncio.sleep(0)
        x.say('closed')
return [item async for item in items()]""",
    "async generator left": """async def items():
    try:
        yield await x.work()
        yield 'last'
    finally:
        x.say('closed')
async with contextlib.aclosing(items()) as those:
    async for item in those:
        return item""",
    "async generator, asend": """async def items():
    got = yield 'first'
    x.say('sent', got)
    yield await x.work()
those = items()
await those.asend(None)
try:
    return await those.asend('s')
finally:
    await those.aclose()""",
    "async context manager": """@contextlib.asynccontextmanager
async def managed():
    try:
        yield await x.work()
    finally:
        await asyncio.sleep(0)
        x.say('left')
async with managed() as value:
    await x.other()
return value""",
    "AsyncExitStack": """async with contextlib.AsyncExitStack() as stack:
    stack.push_async_callback(x.other)
    stack.callback(x.say, 'callback')
    return await x.work()""",
    "swallowed cancel": """try:
    await x.work()
except asyncio.CancelledError as error:
    x.say(told(error), asyncio.current_task().cancelling())
return await x.other()""",
    "uncancelled": """try:
    await x.task()
except asyncio.CancelledError:
    x.say(asyncio.current_task().uncancel())
return await x.other()""",
}.items():
    primitive(name, body)

primitive("as_completed async", """async for one in asyncio.as_completed([x.task(), x.companion()]):
    x.say('one', state(one))""", first=13)
primitive("as_completed async 1", """async for one in asyncio.as_completed([x.task(), x.companion()], timeout=1):
    x.say('one', state(one))""", first=13)
primitive("Queue.shutdown at once", """q = asyncio.Queue(); q.put_nowait('u')
x.partner(lambda: q.shutdown(immediate=True), q.shutdown)
return await q.join()""", first=13)
primitive("create_task(eager_start)", """t = asyncio.create_task(x.work(), eager_start=True)
x.inner.append(x.keep(t))
x.say('made', state(t))
return await t""", first=14)
for name in ("Task", "Task twice", "gather of coroutines", "gather of tasks", "gather(return_exceptions)",
             "wait FIRST_COMPLETED", "wait_for a coroutine", "wait_for a task 1", "as_completed",
             "shield of a coroutine", "timeout that is caught", "TaskGroup", "TaskGroup, its body",
             "TaskGroup, except*", "Event", "Lock", "Condition.wait", "Barrier", "Queue.get"):
    primitive("eager: " + name, PRIMITIVES[name][2], first=12, eager=True)


def primitives(minor):
    return [name for name, (first, _, _) in PRIMITIVES.items() if first <= minor]


def text(names):
    lines = [PRELUDE, "CELLS = " + repr(CELLS).replace("), '", "),\n         '"), ""]
    for name in names:
        _, eager, body = PRIMITIVES[name]
        lines += ["async def use(x):"] + ["    " + line for line in body.splitlines()]
        lines += ["", f"run({name!r}, use, CELLS{', True' if eager else ''})", ""]
    return "\n".join(lines)
