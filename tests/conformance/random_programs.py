"""Random asyncio programs: their text. generate.py compares what they print.

A program is functions w0 (main), w1 ..., callbacks c0 ..., futures, tasks and gathers by name in the dict T,
handles in H. What they do with locks, groups, timeouts and the like is random_parts.py's.
"""
import random_parts
from random_parts import indent

PRELUDE = '''\
import asyncio
import sys
import time


class Boom(Exception):
    pass


class Crash(BaseException):
    pass


class Pause:
    def __init__(self, *steps):
        self.steps = steps

    def __await__(self):
        for step in self.steps:
            yield step
        return "paused"


def name_of(task):
    """Tasks are counted from the first of a run: how many the end of the run before made, for generators that
    were left, is up to CPython's garbage collector."""
    global FIRST
    word, _, number = task.get_name().rpartition("-")
    if word != "Task":
        return task.get_name()
    FIRST = FIRST or int(number)
    return f"Task-{int(number) - FIRST}"


def say(*words):
    try:
        now = asyncio.get_running_loop().time()
        task = asyncio.current_task()
    except RuntimeError:
        now, task = "-", None
    print(now, name_of(task) if task else "-", *words)


def told(error):
    if isinstance(error, BaseExceptionGroup):
        return type(error).__name__ + "[" + ", ".join([told(inner) for inner in error.exceptions]) + "]"
    return repr(error)[:48]


def state(future):
    if future is None:
        return "none"
    if not future.done():
        return "pending"
    if future.cancelled():
        try:
            future.result()
        except asyncio.CancelledError as error:
            return "cancelled " + told(error)
    if future.exception() is not None:
        return "failed " + told(future.exception())
    return "done " + seen(future.result())


def seen(value):
    if isinstance(value, BaseException):
        return told(value)
    if isinstance(value, list):
        return "[" + ", ".join([seen(item) for item in value]) + "]"
    if isinstance(value, asyncio.Future):
        return state(value)
    return repr(value)


def attempt(label, function, *args):
    try:
        say(label, seen(function(*args)))
    except Exception as error:
        say(label, "raised", told(error))


def asking(label, function):
    try:
        say(label, seen(function()))
    except (Exception, asyncio.CancelledError) as error:
        say(label, "raised", told(error))


def handler(loop, context):
    if "never retrieved" in context["message"] or "destroyed" in context["message"]:
        return  # its time depends on CPython's garbage collector
    say("handler", " ".join(context["message"].split()[:3]), sorted(context),
        told(context["exception"]) if "exception" in context else "")


def run(label, main, start=asyncio.run):
    global FIRST
    FIRST = 0
    try:
        print(label, "result", seen(start(main)))
    except (Exception, asyncio.CancelledError, Crash, SystemExit) as error:
        print(label, "raised", told(error))
'''

DELAYS = ("0", "0", "0.25", "0.5", "0.5", "1", "1", "1", "1", "2", "0.1", "0.3", "-1", "1.5")
CALLBACK = 1000  # added to the number of a callback where that of a function may stand


class Program(random_parts.Parts):
    """One program: functions w0 (main), w1 ..., callbacks c0 ..., futures by name in a dict."""

    def __init__(self, number, rng):
        self.number, self.rng = number, rng
        self.lines = []
        self.labels = 0
        self.tasks = rng.randint(2, 8)
        self.callbacks = rng.randint(0, 4)
        self.futures = rng.randint(0, 3)
        self.next_task = 1          # functions are used once each, a function by ones before it
        self.gathers = {}           # name: the rank from below which it may be awaited
        self.handles = 0
        self.floors = {}            # function: the first callback it may name
        self.handler = rng.random() < 0.6
        self.make_objects()

    # ---- names

    def label(self):
        self.labels += 1
        return f'"{self.labels}"'

    def chance(self, p):
        return self.rng.random() < p

    def delay(self):
        return self.rng.choice(DELAYS)

    def any_future(self):
        """An expression for any future, task or gather that may exist."""
        names = [f"t{i}" for i in range(self.tasks)] + [f"f{i}" for i in range(self.futures)]
        return self.rng.choice(names + list(self.gathers))

    def awaitable(self, me):
        """A name that function `me` may wait for without making a ring, or None."""
        names = [f"t{i}" for i in range(me + 1, self.tasks)] + [f"f{i}" for i in range(self.futures)]
        names += [name for name, rank in self.gathers.items() if rank > me]
        return self.rng.choice(names) if names else None

    def fresh(self, me):
        """A function not yet used, for `me` to call or start, or None."""
        if self.next_task >= self.tasks:
            return None
        self.next_task += 1
        self.floors[self.next_task - 1] = self.floor(me)
        return self.next_task - 1

    def floor(self, me):
        return me - CALLBACK + 1 if me >= CALLBACK else self.floors.get(me, 0)

    def error(self):
        return self.rng.choice(('ValueError("v")', "KeyError('k')", 'Boom("b")', 'Boom("b")',
                                'ValueError("v")', 'Crash("c")', 'asyncio.CancelledError("own")',
                                "StopIteration(1)"))

    def message(self):
        return self.rng.choice(("", "", '"m1"', 'msg="m2"', "None", "7"))

    # ---- statements without await

    def sync(self, me):
        """One line that neither waits nor ends the function."""
        if self.chance(0.4):
            return self.touch(me) or [f"say({self.label()})"]
        rng, label = self.rng, self.label()
        kinds = ["say", "cancel", "cancel", "cancel", "state", "all", "cancelling", "uncancel", "time", "ask",
                 "rename"]
        if self.futures:
            kinds += ["set", "set", "make", "fail", "on_done", "off_done"]
        if self.callbacks:
            kinds += ["soon", "later", "later", "at", "threadsafe", "on_done", "in_context", "handle"]
        kind = rng.choice(kinds)
        name, future = self.any_future(), f"f{rng.randrange(max(1, self.futures))}"
        callback = self.callback_after(me)
        if kind == "cancel":
            return [f"if T.get('{name}'): attempt({label}, T['{name}'].cancel, {self.plain_message()})"]
        if kind == "ask":
            method = rng.choice(("result", "exception", "done", "cancelled"))
            return [f"if T.get('{name}'): asking({label}, T['{name}'].{method})"]
        if kind == "rename":
            return [f"if hasattr(T.get('{name}'), 'set_name'): T['{name}'].set_name({label})"]
        if kind == "state":
            return [f"say({label}, state(T.get('{name}')))"]
        if kind == "all":
            return [f"say({label}, sorted(name_of(t) for t in asyncio.all_tasks()))"]
        if kind in ("cancelling", "uncancel"):
            which = rng.choice(["asyncio.current_task()", f"T.get('t{rng.randrange(self.tasks)}')"])
            return [f"if {which}: say({label}, {which}.{kind}())"]
        if kind == "time" and self.chance(0.3):
            return [f"time.sleep({rng.choice(('0.25', '0.5', '1'))})"]
        if kind == "set":
            return [f"if T.get('{future}'): attempt({label}, T['{future}'].set_result, {label})"]
        if kind == "fail":
            return [f"if T.get('{future}'): attempt({label}, T['{future}'].set_exception, {self.error()})"]
        if kind == "make":
            return [f"T.setdefault('{future}', asyncio.get_running_loop().create_future())"]
        if kind == "on_done" and callback:
            return [f"if T.get('{name}'): T['{name}'].add_done_callback({callback})"]
        if kind == "off_done" and callback:
            return [f"if T.get('{name}'): say({label}, T['{name}'].remove_done_callback({callback}))"]
        if kind == "in_context" and callback:
            return [f"if T.get('{name}'): T['{name}'].add_done_callback({callback}, context=held_context())"]
        if kind in ("soon", "later", "at", "threadsafe") and callback:
            return self.schedule(kind, callback)
        if kind == "handle" and self.handles:
            handle = f"H.get({rng.randrange(self.handles)})"
            what = rng.choice(("cancel", "cancel", "cancelled", "when"))
            if what == "when":
                return [f"if hasattr({handle}, 'when'): say({label}, {handle}.when())"]
            return [f"if {handle}: say({label}, {handle}.{what}())"]
        return [f"say({label})"]

    def plain_message(self):
        return self.rng.choice(("", "", '"m1"', "None", "7"))

    def callback_after(self, me):
        """Callbacks are named by others that come before them only, so that none runs for ever."""
        if self.floor(me) >= self.callbacks:
            return None
        return f"c{self.rng.randrange(self.floor(me), self.callbacks)}"

    def schedule(self, kind, callback):
        number = self.handles
        self.handles += 1
        argument = self.rng.choice(("", ', "x"'))
        loop = "asyncio.get_running_loop()"
        if self.chance(0.1):
            argument += ", context=held_context()"
        call = {"soon": f"call_soon({callback}{argument})",
                "threadsafe": f"call_soon_threadsafe({callback}{argument})",
                "later": f"call_later({self.delay()}, {callback}{argument})",
                "at": f"call_at({loop}.time() + {self.delay()}, {callback}{argument})"}[kind]
        return [f"H[{number}] = {loop}.{call}"]

    def spawn(self, me):
        child = self.fresh(me)
        if child is None:
            return None
        maker = self.rng.choice(("asyncio.create_task", "asyncio.create_task", "asyncio.ensure_future",
                                 "asyncio.get_running_loop().create_task"))
        named = f', name="n{child}"' if self.chance(0.3) and "ensure" not in maker else ""
        if self.chance(0.1) and "ensure" not in maker:
            named += ", context=held_context()"
        elif self.chance(0.05) and "ensure" not in maker:
            named += ", **EAGER"
        made = f"{maker}(w{child}(){named})"
        return [f"T['t{child}'] = {made}" if self.chance(0.9) else made]

    # ---- statements with await

    def operand(self, me):
        """What gather or await may be given: (expression, rank, condition)."""
        child = self.fresh(me) if self.chance(0.7) else None
        if child is not None:
            return f"w{child}()", child, None
        name = self.awaitable(me)
        if name is None or self.chance(0.2):
            return f"asyncio.sleep({self.delay()}, {self.label()})", 999, None
        rank = self.gathers.get(name, int(name[1:]) if name[0] == "t" else 999)
        return f"T['{name}']", rank, f"T.get('{name}')"

    def gather(self, me):
        parts = [self.operand(me) for _ in range(self.rng.choice((0, 1, 2, 2, 3, 3, 4)))]
        if parts and self.chance(0.15):
            again = [part for part in parts if part[2]]
            parts += again[:1]
        options = ", return_exceptions=True" if self.chance(0.4) else ""
        made = "asyncio.gather(" + ", ".join(
            f"({text} if {condition} else asyncio.sleep(0.5))" if condition else text
            for text, _, condition in parts) + options + ")"
        return made.replace("(, ", "("), min([rank for _, rank, _ in parts], default=999) - 0.5

    def waiting(self, me, depth):
        if self.chance(0.6):
            lines = self.part(me, depth)
            if lines:
                return lines
        rng, label = self.rng, self.label()
        kind = rng.choice(("sleep", "sleep", "sleep", "sleep", "await", "await", "gather", "gather",
                           "store", "direct", "pause", "future"))
        if kind == "await":
            name = self.awaitable(me)
            if name:
                return [f"if T.get('{name}'): say({label}, seen(await T['{name}']))"]
        if kind == "gather":
            return [f"say({label}, seen(await {self.gather(me)[0]}))"]
        if kind == "store":
            made, rank = self.gather(me)
            name = f"g{len(self.gathers)}"
            self.gathers[name] = rank
            return [f"T['{name}'] = {made}"]
        if kind == "direct":
            child = self.fresh(me)
            if child:
                return [f"say({label}, await w{child}())"]
        if kind == "pause":
            steps = rng.choice(("", "None", "None, None", "5", "None, 'bad'"))
            return [f"say({label}, await Pause({steps}))"]
        if kind == "future" and self.futures:
            name = f"f{rng.randrange(self.futures)}"
            return [f"T.setdefault('{name}', asyncio.get_running_loop().create_future())",
                    f"asyncio.get_running_loop().call_later({self.delay()}, let, '{name}')",
                    f"say({label}, seen(await T['{name}']))"]
        return [f"say({label}, await asyncio.sleep({self.delay()}, {label}))"]

    def block(self, me, depth, length):
        """Lines of a body with awaits."""
        lines = []
        for _ in range(length):
            r = self.rng.random()
            if r < 0.38:
                some = self.waiting(me, depth)
                calm = me == 0 and depth == 0 and self.chance(0.6)
                lines += self.catching(some, "(Exception, asyncio.CancelledError)") if calm else some
            elif r < 0.62:
                lines += self.sync(me)
            elif r < 0.8:
                lines += self.spawn(me) or self.waiting(me, depth)
            elif r < 0.95 and depth < 2:
                lines += self.guarded(me, depth)
            elif r < 0.97 and depth < 2:
                lines += self.loop(me, depth)
            elif depth or self.chance(0.4):
                lines += [f"raise {self.error()}"]
                break
        return lines or [f"say({self.label()})"]

    def loop(self, me, depth):
        """Twice through a body, which may leave by its middle, through a finally too."""
        body = self.block(me, depth + 1, 2)
        leave = self.rng.choice(("break", "continue", "return", None, None))
        if leave:
            body += ["if turn:" if self.chance(0.5) else "if True:", f"    {leave}"]
            body += [f"say({self.label()})"]
        if leave and self.chance(0.5):
            body = ["try:"] + indent(body) + ["finally:"] + indent(self.block(me, 2, 1))
        return ["for turn in range(2):"] + indent(body) + (
            ["else:", f"    say({self.label()}, 'else')"] if self.chance(0.3) else [])

    def guarded(self, me, depth):
        rng = self.rng
        body = ["try:"] + indent(self.block(me, depth + 1, rng.randint(1, 3)))
        what = rng.choice(("asyncio.CancelledError", "asyncio.CancelledError", "Exception",
                           "(Exception, asyncio.CancelledError)", "(asyncio.CancelledError, Crash)", ""))
        if what:
            body += [f"except {what} as error:"]
            body += indent([f"say({self.label()}, told(error))"])
            body += indent(self.block(me, depth + 1, 1) if self.chance(0.5) else [])
            if self.chance(0.35):
                body += indent([rng.choice(("raise", "raise", 'raise Boom("again") from error'))])
        if not what or self.chance(0.25):
            body += ["finally:"] + indent([f"say({self.label()})"] + self.block(me, depth + 1, 1))
        return body

    # ---- whole

    def functions(self, me):
        """Those from `me` on that something calls, which may grow in number meanwhile."""
        bodies = []
        while me < self.next_task:
            bodies.append(self.function(me))
            me += 1
        return bodies

    def function(self, me):
        rng = self.rng
        lines = self.block(me, 0, rng.randint(1, 4) if me else rng.randint(5, 10))
        if me == 0:
            lines = ["T['t0'] = asyncio.current_task()"] + [
                f"T['f{i}'] = asyncio.get_running_loop().create_future()"
                for i in range(self.futures) if self.chance(0.6)] + lines
            lines = self.object_lines() + lines
            if self.chance(0.12):
                lines = ["if hasattr(asyncio, 'eager_task_factory'):",
                         "    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)"] + lines
            if self.chance(0.98):  # else it may end in a deadlock
                lines = ["asyncio.get_running_loop().call_later(20, rescue, 3)"] + lines
            if self.handler:
                lines = ["asyncio.get_running_loop().set_exception_handler(handler)"] + lines
        if self.chance(0.6):
            lines += [f"return {me}"]
        return [f"async def w{me}():", f"    say('w{me}')"] + indent(lines)

    def callback(self, number):
        lines, me = [f"say('c{number}', *[seen(arg) for arg in args])"], CALLBACK + number
        for _ in range(self.rng.randint(0, 2)):
            lines += self.spawn(me) or [] if self.chance(0.2) else self.sync(me)
        if self.chance(0.2):
            lines += [f"raise {self.error()}"]
        return [f"def c{number}(*args):"] + indent(lines)

    def text(self):
        bodies = self.functions(0)
        count = self.next_task
        bodies += [self.callback(number) for number in range(self.callbacks)]
        bodies += self.functions(count)
        lines = ["T, H, O = {}, {}, {}", "def let(name):",
                 "    if not T[name].done(): T[name].set_result('let')",
                 "def rescue(times):",
                 "    for name in list(T):",
                 "        if name[0] == 'f': let(name)",
                 "        elif times < 3: T[name].cancel()",
                 "    if times: asyncio.get_running_loop().call_later(20, rescue, times - 1)"]
        for body in bodies:
            lines += body
        times, start, lead = 2 if self.chance(0.15) else 1, "", ""
        if self.chance(0.1):
            lines += ["with asyncio.Runner() as runner:"]
            start, lead = ", runner.run", "    "
        for again in range(times):
            lines += [lead + line for line in (f"run('run {again}', w0(){start})", "T.clear()", "H.clear()",
                                               "O.clear()")]
        text = "\n".join(lines) + "\n"
        return PRELUDE + random_parts.preludes(text) + "\n\n" + text


class Additive(Program):
    """Sleeps, tasks and gathers only, every task waited for: sequentially it takes the sum."""

    def __init__(self, number, rng):
        super().__init__(number, rng)
        self.total_ns = 0

    def sleep(self):
        delay = self.delay()
        self.total_ns += max(0, round(float(delay) * 1e9))
        return f"asyncio.sleep({delay})"

    def function(self, me):
        lines, own = [], []
        for _ in range(self.rng.randint(1, 5)):
            child = self.fresh(me) if self.chance(0.6) else None
            if child is None:
                lines.append(f"await {self.sleep()}")
            elif self.chance(0.3):
                lines.append(f"await w{child}()")
            elif self.chance(0.5):
                lines.append(f"T['t{child}'] = asyncio.create_task(w{child}())")
                own.append(f"T['t{child}']")
            else:
                other = self.fresh(me)
                more = f"w{other}()" if other else self.sleep()
                lines.append(f"await asyncio.gather(w{child}(), {more})")
        for task in self.rng.sample(own, len(own)):
            lines.append(f"await {task}")
        return [f"async def w{me}():"] + indent(lines)

    def text(self):
        lines = [line for body in self.functions(0) for line in body]
        return "import asyncio\nT = {}\n" + "\n".join(lines) + "\nasyncio.run(w0())\n"
