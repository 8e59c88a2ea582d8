# inspect: the text of functions and classes.
import functools
import inspect


# Above f.
# Two lines.
def f(a,
      b=")"):
    """doc
string at the margin
"""
    def inner():
        return [1,
    2]
    if a:
        # in the body
        pass
    # behind it

    # further

# not in it
x = 1


@functools.lru_cache(
    maxsize=None
)
# between
@functools.wraps(f)
class Decorated:
    a = """
    def fake(): pass
    """

    def method(self): return {
        "a": 1,
    }

    async def waits(self):
        async with self as y:
            pass
        # last words

    class Inner:
        pass


def one(): return 1
def two(): return 2; x = 3


pair = [lambda q: q + 1,
        lambda q: (q,
                   2), 3]
long = lambda: (1 +
                2)
last = lambda: 0


class Empty: pass


def show(thing):
    try:
        lines, number = inspect.getsourcelines(thing)
        print(number, lines)
    except Exception as error:
        print(type(error).__name__, error)


inner = Decorated.__wrapped__ if hasattr(Decorated, "__wrapped__") else Decorated
for thing in [f, Empty, one, two, pair[0], pair[1], long, last, show, show.__code__, inspect.currentframe()]:
    show(thing) if thing is not None else None
print(inspect.getsource(f).count("\n"), repr(inspect.getcomments(f)), inspect.getcomments(one))
print(inspect.getsource(Empty), end="")
print(inspect.getmodule(f).__name__, inspect.getfile(f) == __file__, inspect.getsourcefile(show) == __file__)
for thing in [len, int, 3, "x".join]:
    try:
        inspect.getsource(thing)
    except TypeError as error:
        print(error)
print(inspect.getmodulename("/a/b.py"), inspect.getmodulename("x.txt"))


class Holder:
    def method(self):
        return 1

    class Nested:
        y = 2


show(Holder)
show(Holder.method)
show(Holder().method)
show(Holder.Nested)
print(inspect.findsource(Holder.method)[1], inspect.indentsize("    x"))
