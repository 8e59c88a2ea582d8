# Frame objects: who called, where it stands, its variables, how long they live.
import sys


def here():
    return sys._getframe(1)


def outer(a, *rest, key=3):
    b = [a]

    def inner(z):
        frame = sys._getframe()
        names = []
        while names[-1:] != ["<module>"]:
            names.append(frame.f_lineno)
            names.append(frame.f_code.co_name)
            frame = frame.f_back
        return names, b
    return inner(1), here()


names, frame = outer(5, 6)
print(names)
print(frame.f_code.co_name, frame.f_lineno, frame.f_locals["a"], frame.f_locals["rest"], frame.f_locals["key"])
print(list(frame.f_locals), frame.f_back.f_code.co_name)
print(frame.f_globals is globals(), "len" in frame.f_builtins, frame.f_code is outer.__code__)
print(sys._getframe().f_locals is globals(), sys._getframe(0).f_code.co_name)
for depth in 50, "x":
    try:
        sys._getframe(depth)
    except Exception as error:
        print(repr(error))
frame.clear()
print(dict(frame.f_locals))
try:
    sys._getframe().clear()
except RuntimeError as error:
    print(error)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def fails(level):
    kept = Noisy(f"level {level}")
    if level:
        fails(level - 1)
    raise KeyError(kept.name)


def catches():
    try:
        fails(1)
    except KeyError as error:
        return error


error = catches()
tb = error.__traceback__
print(tb is error.__traceback__, tb.tb_next.tb_frame.f_locals["level"])
while tb:
    print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno, sorted(tb.tb_frame.f_locals))
    last, tb = tb, tb.tb_next
print(last.tb_frame.f_back.f_code.co_name, last.tb_frame.f_back.f_back.f_code.co_name)
for act in (lambda: setattr(last, "tb_next", last), lambda: setattr(last, "tb_next", 3),
            lambda: setattr(last, "tb_lineno", 3)):
    try:
        act()
    except Exception as wrong:
        print(type(wrong).__name__, wrong)
print("before")
frame = last.tb_frame
del error, last
print("after the error")
del frame
print("after the frame")


def counter(n):
    total = 0
    for i in range(n):
        total += i
        yield total


c = counter(3)
frame = c.gi_frame
print(frame.f_lineno, frame.f_back, dict(frame.f_locals))
print(next(c), frame.f_lineno, frame.f_back, c.gi_frame is frame, c.gi_suspended, c.gi_running)
print(list(c), c.gi_frame, c.gi_code.co_name)


async def leaf(x):
    y = x * 2
    await Suspend()
    return y


class Suspend:
    def __await__(self):
        yield "suspended"


async def root():
    return await leaf(4)


r = root()
print(r.cr_frame.f_code.co_name, r.cr_code is root.__code__, r.cr_await)
print(r.send(None), r.cr_await.__qualname__, r.cr_await.cr_frame.f_locals["y"], r.cr_await.cr_frame.f_back)
try:
    r.send(None)
except StopIteration as stop:
    print(stop.value, r.cr_frame, r.cr_await, r.cr_origin)


def own_cycle():
    me = sys._getframe()
    noisy = Noisy("cycle")
    try:
        raise ValueError
    except ValueError as e:
        kept = e
    return len(me.f_locals)


print(own_cycle())
import gc
gc.collect()
print("collected")
