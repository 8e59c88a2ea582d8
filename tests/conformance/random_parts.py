"""What random programs do with locks, queues, timeouts, groups, generators and the like.

`Parts` is mixed into random_programs.Program, which has names, blocks and what may be awaited without a
ring. Objects live in the dict O of a program: l locks, s semaphores, e events, c conditions, b barriers,
q queues, m timeouts, a async generators.
"""
OBJECTS = {
    "l": ("asyncio.Lock()",),
    "s": ("asyncio.Semaphore(1)", "asyncio.Semaphore(2)", "asyncio.BoundedSemaphore(1)",
          "asyncio.Semaphore(0)"),
    "e": ("asyncio.Event()",),
    "c": ("asyncio.Condition()",),
    "b": ("asyncio.Barrier(2)", "asyncio.Barrier(3)", "asyncio.Barrier(1)"),
    "q": ("asyncio.Queue()", "asyncio.Queue(1)", "asyncio.Queue(2)", "asyncio.LifoQueue()",
          "asyncio.PriorityQueue(2)", "asyncio.PriorityQueue()"),
}

# Without await: what is tried, by the letter of the object; {label} is a literal of its own.
TOUCHES = {
    "l": ("attempt({label}, {o}.release)", "say({label}, {o}.locked())"),
    "s": ("attempt({label}, {o}.release)", "say({label}, {o}.locked())"),
    "e": ("{o}.set()", "{o}.set()", "{o}.clear()", "say({label}, {o}.is_set())"),
    "c": ("attempt({label}, {o}.notify)", "attempt({label}, {o}.notify_all)",
          "say({label}, {o}.locked())"),
    "b": ("say({label}, {o}.n_waiting, {o}.parties, {o}.broken)",),
    "q": ("attempt({label}, {o}.put_nowait, {label})", "attempt({label}, {o}.put_nowait, {label})",
          "attempt({label}, {o}.get_nowait)", "attempt({label}, {o}.task_done)",
          "say({label}, {o}.qsize(), {o}.empty(), {o}.full())",
          "if hasattr({o}, 'shutdown'): {o}.shutdown()",
          "if hasattr({o}, 'shutdown'): {o}.shutdown(immediate=True)"),
}

# With await, in one line.
AWAITS = {
    "l": ("say({label}, await {o}.acquire())",),
    "s": ("say({label}, await {o}.acquire())",),
    "e": ("say({label}, await {o}.wait())",),
    "c": ("say({label}, await {o}.acquire())",),
    "b": ("say({label}, await {o}.wait())", "say({label}, await {o}.wait())",
          "say({label}, await {o}.reset())", "say({label}, await {o}.abort())"),
    "q": ("say({label}, await {o}.get())", "say({label}, await {o}.get())",
          "say({label}, await {o}.put({label}))", "say({label}, await {o}.join())"),
}

PRELUDES = {
    "contextlib": "import contextlib\n",
    "EAGER": "EAGER = {'eager_start': True} if sys.version_info >= (3, 14) else {}\n",
    "held_context(": '''
CONTEXTS = []


def held_context():
    """One context that all share who ask for one."""
    if not CONTEXTS:
        CONTEXTS.append(contextvars.copy_context())
        CONTEXTS[0].run(V.set, "held")
    return CONTEXTS[0]
''',
    "V.": 'import contextvars\nV = contextvars.ContextVar("V", default="v0")\n',
    "Manager(": '''
class Manager:
    def __init__(self, label, enter, leave, swallow):
        self.label, self.enter, self.leave, self.swallow = label, enter, leave, swallow

    async def __aenter__(self):
        say(self.label, "enter")
        await asyncio.sleep(self.enter)
        return self

    async def __aexit__(self, kind, error, trace):
        say(self.label, "leave", told(error))
        await asyncio.sleep(self.leave)
        return self.swallow and isinstance(error, Exception)
''',
    "managed(": '''
@contextlib.asynccontextmanager
async def managed(label, enter, leave):
    await asyncio.sleep(enter)
    say(label, "managed")
    try:
        yield label
    except Boom as error:
        say(label, told(error))
    finally:
        await asyncio.sleep(leave)
        say(label, "left")
''',
    "keys(": '''
def keys(T, futures):
    return sorted(key for key in T if T[key] in futures)
''',
}


def preludes(text):
    """What a program needs, by the words that are in it."""
    needed = [word for word in PRELUDES if word in text]
    if "managed(" in needed and "contextlib" not in needed:
        needed.insert(0, "contextlib")
    if "held_context(" in needed and "V." not in needed:
        needed.insert(0, "V.")
    return "".join(PRELUDES[word] for word in needed)


def indent(lines):
    return ["    " + line for line in lines]


class Parts:
    def make_objects(self):
        rng = self.rng
        self.objects = {}
        for letter, makers in OBJECTS.items():
            for number in range(rng.choice((0, 0, 1, 1, 2))):
                self.objects[letter + str(number)] = rng.choice(makers)
        self.timeouts = 0
        self.generators = 0

    def object_lines(self):
        return [f"O['{name}'] = {maker}" for name, maker in self.objects.items()]

    def object(self, letters="lsecbq"):
        names = [name for name in self.objects if name[0] in letters]
        return self.rng.choice(names) if names else None

    def now(self):
        return "asyncio.get_running_loop().time()"

    # ---- without await

    def touch(self, me):
        """A line on an object, or None."""
        rng, label = self.rng, self.label()
        kind = rng.choice(("object",) * 6 + ("reschedule", "variable"))
        if kind == "reschedule" and self.timeouts:
            name = f"O.get('m{rng.randrange(self.timeouts)}')"
            when = rng.choice(("None", f"{self.now()} + {self.delay()}", f"{self.now()} + {self.delay()}"))
            return [f"if {name}: attempt({label}, {name}.reschedule, {when})"]
        if kind == "variable":
            return [rng.choice((f"V.set({label})", f"say({label}, V.get())", f"say({label}, V.get())"))]
        name = self.object()
        return [rng.choice(TOUCHES[name[0]]).format(label=label, o=f"O['{name}']")] if name else None

    # ---- with await

    def part(self, me, depth):
        """Lines that wait for something, or None."""
        kinds = ["object", "object", "object", "wait_for", "wait_for", "shield", "wait", "as_completed"]
        if depth < 2:
            kinds += ["timeout", "timeout", "timeout", "group", "group", "held", "held", "generator",
                      "manager", "condition", "stack", "predicate"]
        if self.generators:
            kinds += ["step"]
        return getattr(self, "part_" + self.rng.choice(kinds))(me, depth)

    def body(self, me, depth, most=2):
        return indent(self.block(me, depth + 1, self.rng.randint(1, most)))

    def catching(self, lines, what):
        return ["try:"] + indent(lines) + [f"except {what} as error:",
                                           f"    say({self.label()}, told(error))"]

    def maybe_catching(self, lines, what):
        return self.catching(lines, what) if self.chance(0.7) else lines

    def part_object(self, me, depth):
        name = self.object()
        if not name:
            return None
        line = self.rng.choice(AWAITS[name[0]]).format(label=self.label(), o=f"O['{name}']")
        return self.catching([line], "Exception") if self.chance(0.4) else [line]

    def part_held(self, me, depth):
        name = self.object("lscb")
        if not name:
            return None
        bound = " as held" if self.chance(0.3) else ""
        lines = [f"async with O['{name}']{bound}:"] + indent(
            [f"say({self.label()}{', held' if bound else ''})"]) + self.body(me, depth)
        return self.catching(lines, "Exception") if self.chance(0.3) else lines

    def part_condition(self, me, depth):
        name = self.object("c")
        if not name:
            return None
        o, label = f"O['{name}']", self.label()
        line = self.rng.choice((
            f"say({label}, await {o}.wait())", f"say({label}, await {o}.wait())",
            f"say({label}, await {o}.wait_for(lambda: len(T) > {self.rng.randint(1, 5)}))",
            f"{o}.notify()", f"{o}.notify(2)", f"{o}.notify_all()"))
        return [f"async with {o}:"] + indent([f"say({self.label()})", line]) + (
            self.body(me, depth, 1) if self.chance(0.4) else [])

    def part_timeout(self, me, depth):
        name, delay = f"m{self.timeouts}", self.delay()
        self.timeouts += 1
        o = f"O['{name}']"
        form = self.rng.choice((f"timeout({delay})", f"timeout({delay})", f"timeout({delay})",
                                f"timeout_at({self.now()} + {delay})", "timeout(None)"))
        lines = [f"async with asyncio.{form} as {o}:"] + self.body(me, depth, 3)
        lines += [f"say({self.label()}, {o}.expired())"]
        if not self.chance(0.85):
            return lines
        return ["try:"] + indent(lines) + [
            "except TimeoutError as error:",
            f"    say({self.label()}, told(error), {o}.expired(), {o}.when())"]

    def guarded_operand(self, me):
        text, rank, condition = self.operand(me)
        return f"({text} if {condition} else asyncio.sleep(0.5))" if condition else text

    def part_wait_for(self, me, depth):
        limit = self.delay() if self.chance(0.9) else "None"
        line = f"say({self.label()}, seen(await asyncio.wait_for({self.guarded_operand(me)}, {limit})))"
        return self.maybe_catching([line], self.rng.choice(("TimeoutError", "TimeoutError", "Exception")))

    def part_shield(self, me, depth):
        if self.chance(0.3):
            name, rank = f"g{len(self.gathers)}", me + 0.5
            text, rank, condition = self.operand(me)
            text = f"({text} if {condition} else asyncio.sleep(0.5))" if condition else text
            self.gathers[name] = rank - 0.5
            return [f"T['{name}'] = asyncio.shield({text})"]
        return [f"say({self.label()}, seen(await asyncio.shield({self.guarded_operand(me)})))"]

    def tasks_for(self, me):
        """Lines that make a list `some` of futures, and that it is not empty."""
        names = {self.awaitable(me) for _ in range(self.rng.randint(1, 3))} - {None}
        lines = []
        for _ in range(self.rng.randint(0, 2)):
            child = self.fresh(me)
            if child is not None:
                lines += [f"T['t{child}'] = asyncio.create_task(w{child}())"]
                names.add(f"t{child}")
        listed = ", ".join(f"'{name}'" for name in sorted(names))
        return lines + [f"some = [T[name] for name in [{listed}] if T.get(name)]"]

    def part_wait(self, me, depth):
        mode = self.rng.choice(("ALL_COMPLETED", "FIRST_COMPLETED", "FIRST_EXCEPTION"))
        limit = f", timeout={self.delay()}" if self.chance(0.4) else ""
        return self.tasks_for(me) + [
            "if some:",
            f"    done, rest = await asyncio.wait(some, return_when=asyncio.{mode}{limit})",
            f"    say({self.label()}, keys(T, done), keys(T, rest))"]

    def part_as_completed(self, me, depth):
        limit = f", timeout={self.delay()}" if self.chance(0.4) else ""
        lines = [f"for one in asyncio.as_completed(some{limit}):",
                 f"    say({self.label()}, seen(await one))"]
        if self.chance(0.3):
            lines = ["if sys.version_info >= (3, 13):",
                     f"    async for one in asyncio.as_completed(some{limit}):",
                     f"        say({self.label()}, keys(T, [one]), state(one))"]
        if self.chance(0.2):
            lines += [lines[-1][:len(lines[-1]) - len(lines[-1].lstrip())] + "break"]
        return self.tasks_for(me) + self.maybe_catching(lines, "(Exception, asyncio.CancelledError)")

    def part_group(self, me, depth):
        rng = self.rng
        inner = []
        for _ in range(rng.randint(0, 3)):
            child = self.fresh(me)
            if child is None:
                inner += [f"group.create_task(asyncio.sleep({self.delay()}))"]
            else:
                named = f', name="g{child}"' if self.chance(0.2) else ""
                inner += [f"T['t{child}'] = group.create_task(w{child}(){named})"]
        if self.chance(0.6):
            inner += self.block(me, depth + 1, rng.randint(1, 2))
        lines = ["async with asyncio.TaskGroup() as group:"] + indent(inner or ["pass"])
        r = rng.random()
        if r < 0.3:
            return ["try:"] + indent(lines) + [
                "except ExceptionGroup as error:", f"    say({self.label()}, told(error))"]
        if r < 0.8:
            lines = ["try:"] + indent(lines)
            kinds = rng.sample(("ValueError", "Boom", "KeyError", "Exception", "RuntimeError", "Crash"),
                               rng.randint(1, 2))
            for kind in sorted(kinds, key=lambda kind: kind == "Exception"):
                lines += [f"except* {kind} as error:", f"    say({self.label()}, told(error))"]
                lines += indent(self.block(me, 2, 1)) if self.chance(0.2) else []
            if self.chance(0.2):
                lines += ["finally:", f"    say({self.label()}, 'finally')"]
        return lines

    def part_manager(self, me, depth):
        rng, label = self.rng, self.label()
        maker = rng.choice((f"Manager({label}, {self.delay()}, {self.delay()}, {rng.choice((0, 1))})",
                            f"managed({label}, {self.delay()}, {self.delay()})"))
        lines = [f"async with {maker}:"] + self.body(me, depth)
        return self.maybe_catching(lines, "Exception")

    def part_stack(self, me, depth):
        """An AsyncExitStack of what comes, left in reverse."""
        rng, lines = self.rng, ["async with contextlib.AsyncExitStack() as stack:"]
        for _ in range(rng.randint(1, 3)):
            name, label = self.object("lscb"), self.label()
            lines += indent([rng.choice((
                f"await stack.enter_async_context(managed({label}, {self.delay()}, {self.delay()}))",
                f"await stack.enter_async_context(Manager({label}, {self.delay()}, 0, {rng.choice((0, 1))}))",
                f"stack.push_async_callback(asyncio.sleep, {self.delay()})", f"stack.callback(say, {label})",
                f"await stack.enter_async_context(O['{name}'])" if name else "pass",
                "await stack.enter_async_context(asyncio.timeout(0.5))"))])
        return self.maybe_catching(lines + self.body(me, depth), "Exception")

    def part_predicate(self, me, depth):
        """A condition that another fulfils later, by a task of its own."""
        name = self.object("c")
        if not name:
            return None
        o, key = f"O['{name}']", f"p{self.label().strip(chr(34))}"
        return [f"async def {key}():", f"    await asyncio.sleep({self.delay()})",
                f"    async with {o}:", f"        O['{key}'] = 1",
                f"        {o}.{self.rng.choice(('notify()', 'notify_all()', 'notify(2)'))}",
                f"T['{key}'] = asyncio.create_task({key}())", f"async with {o}:",
                f"    say({self.label()}, await {o}.wait_for(lambda: O.get('{key}')))"]

    def part_generator(self, me, depth):
        """A generator of the function's own, walked, or kept for others to step."""
        rng, number = self.rng, self.label().strip('"')
        name = f"a{number}"
        inner = [f"for item in range({rng.randint(1, 3)}):"] + self.body(me, depth, 1) + [
            "    sent = yield item", f"    if sent: say({self.label()}, sent)"]
        if self.chance(0.6):
            inner = ["try:"] + indent(inner) + ["finally:", f"    say({self.label()}, 'closing')"]
            inner += indent([f"await asyncio.sleep({self.delay()})"] if self.chance(0.5) else [])
        lines = [f"async def {name}():"] + indent(inner)
        r = rng.random()
        if r < 0.3:
            self.generators += 1
            return lines + [f"O['a{self.generators - 1}'] = {name}()"]
        if r < 0.45:
            return lines + [f"say({self.label()}, [item async for item in {name}() if item != 1])"]
        walk = [f"async for item in {name}():", f"    say({self.label()}, item)"]
        walk += indent(self.block(me, 2, 1)) if self.chance(0.5) else []
        walk += ["    if item: break"] if self.chance(0.3) else []
        if self.chance(0.2):
            walk += ["else:", f"    say({self.label()}, 'else')"]
        return lines + walk

    def part_step(self, me, depth):
        name = f"a{self.rng.randrange(self.generators)}"
        a = f"O['{name}']"
        step = self.rng.choice((f"anext({a})", f"anext({a})", f'{a}.asend("s")', f"{a}.asend(None)",
                                f'{a}.athrow(Boom("t"))', f"{a}.aclose()"))
        return [f"if O.get('{name}'):", *indent(
            self.catching([f"say({self.label()}, await {step})"], "(Exception, StopAsyncIteration)"))]
