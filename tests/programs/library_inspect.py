# conformance: except 3.14 machine: the judge is itself a module
# inspect: what things are, their members, documentation and states.
import abc
import asyncio
import functools
import inspect
import sys
import types


class Base(abc.ABC):
    """A base.

        indented
    end
    """
    limit = 3

    @abc.abstractmethod
    def work(self, x: int) -> str:
        """Does
           the work."""

    @classmethod
    def make(cls):
        "makes"

    @staticmethod
    def helper(a, b=1):
        pass

    @property
    def size(self):
        "its size"
        return 1


class Child(Base):
    __slots__ = ("a",)

    def work(self, x):
        return x


def gen():
    yield


async def coro():
    await asyncio.sleep(1)


async def agen():
    yield 1


class Awaits:
    def __await__(self):
        yield


async def main():
    loop = asyncio.get_running_loop()
    future, task, c = loop.create_future(), asyncio.create_task(coro()), coro()
    things = {"c": c, "future": future, "task": task, "gen": gen(), "agen": agen(), "awaits": Awaits(), "int": 1,
              "coro": coro, "Base": Base}
    for name, thing in things.items():
        print(name, inspect.isawaitable(thing), inspect.iscoroutine(thing), inspect.isgenerator(thing),
              inspect.isasyncgen(thing), inspect.isclass(thing))
    print(inspect.getcoroutinestate(c), inspect.getgeneratorstate(things["gen"]))
    next(things["gen"])
    print(inspect.getgeneratorstate(things["gen"]), inspect.getgeneratorlocals(things["gen"]))
    await asyncio.sleep(0)
    print(inspect.getcoroutinestate(task.get_coro()))
    await task
    print(inspect.getcoroutinestate(task.get_coro()), inspect.getcoroutinelocals(task.get_coro()))
    await c
    print(inspect.iscoroutinefunction(asyncio.sleep), inspect.iscoroutinefunction(asyncio.gather),
          inspect.iscoroutinefunction(asyncio.Queue.put), inspect.iscoroutinefunction(asyncio.Queue().get))


asyncio.run(main())

functions = {"gen": gen, "coro": coro, "agen": agen, "len": len, "lambda": lambda: 0, "partial": functools.partial(coro),
             "method": Child().work, "join": str.join, "init": object.__init__, "bound": "x".join,
             "size": Base.__dict__["size"], "slot": Child.a, "make": Base.make, "class": Base, "module": sys,
             "code": gen.__code__, "str": "".__str__}
names = ["isfunction", "ismethod", "isbuiltin", "isroutine", "iscoroutinefunction", "isgeneratorfunction",
         "isasyncgenfunction", "ismethoddescriptor", "isdatadescriptor", "ismemberdescriptor", "isclass", "ismodule",
         "iscode", "isframe", "istraceback", "isabstract", "isawaitable", "ismethodwrapper"]
for key, value in functions.items():
    print(key, [name for name in names if getattr(inspect, name)(value)])

print(inspect.isabstract(Base), inspect.isabstract(Child), inspect.isabstract(3))
print(inspect.getdoc(Base))
print(inspect.getdoc(Child), inspect.getdoc(Child.work), inspect.getdoc(Child().work), inspect.getdoc(Base.make))
print(inspect.getdoc(Base.size), inspect.getdoc(gen), inspect.getdoc(Child().make))
print(repr(inspect.cleandoc("  a\n    b\n\n      c\n\n")), repr(inspect.cleandoc("\n\n\tx\n\t\ty")))
for name, value in inspect.getmembers(Base, inspect.isfunction):
    print(name, value.__qualname__)
print([n for n, v in inspect.getmembers(Child(), inspect.ismethod)])
print([n for n, v in inspect.getmembers(Base) if not n.startswith("_")])
print([n for n, v in inspect.getmembers_static(Child(), lambda v: isinstance(v, (property, classmethod)))])
print([cls.__name__ for cls in inspect.getmro(Child)])


class Tricky:
    shown = 1

    def __init__(self):
        self.own = 2
        self.shown = 3

    @property
    def loud(self):
        print("never seen")

    def __getattr__(self, name):
        print("never seen", name)


t = Tricky()
print(inspect.getattr_static(t, "own"), inspect.getattr_static(t, "shown"), inspect.getattr_static(Tricky, "shown"))
print(type(inspect.getattr_static(t, "loud")), inspect.getattr_static(t, "nothing", "default"))
print(inspect.getattr_static(Tricky, "mro").__name__, type(inspect.getattr_static(Child(), "a")).__name__)
try:
    inspect.getattr_static(t, "nothing")
except AttributeError as error:
    print(error)


def wraps(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper


print(inspect.unwrap(wraps(wraps(gen))) is gen, inspect.unwrap(wraps(wraps(gen)), stop=lambda f: True) is gen)


def annotated(a: int, b: "list[int]", *c: "Base", d=1) -> "None":
    pass


print(inspect.get_annotations(annotated))
print(inspect.get_annotations(annotated, eval_str=True))
print(inspect.get_annotations(Child), inspect.get_annotations(Base), inspect.get_annotations(wraps(annotated)))
try:
    inspect.get_annotations(3)
except TypeError as error:
    print(error)


def outer(a, *rest, b=2, **more):
    z = 1
    frame = inspect.currentframe()
    print(frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, inspect.getargvalues(frame)[:3])
    print(inspect.formatargvalues(*inspect.getargvalues(frame)))
    print([(f.function, f.lineno - frame.f_lineno, f.code_context, f.index) for f in inspect.stack(3)][-1][0])
    print(inspect.stack()[0].positions, inspect.stack(0)[0][3:])

    def inner():
        return z, len, sys, unknown_name
    return inspect.getclosurevars(inner)


print([sorted(part) for part in outer(1, 2, 3, b=4, c=5)])
try:
    1 / 0
except ZeroDivisionError as error:
    print([(f.function, f.code_context, f.index) for f in inspect.trace()])
    print(inspect.getframeinfo(error.__traceback__).code_context, inspect.getframeinfo(error.__traceback__).positions)
print(inspect.getclasstree([Child, Base])[1][0][0].__name__)
for name, kind, home, value in inspect.classify_class_attrs(Child):
    if not name.startswith("_"):
        print(name, kind, home.__name__)
