# inspect: signatures, their text, binding of arguments.
import dataclasses
import functools
import inspect
import typing
from inspect import Parameter, Signature, signature


def f(a, b: int, /, c=3, *args: str, d, e: float = 2.5, **kw: typing.Any) -> list[int]:
    pass


async def g(x: "later", *, y: typing.Optional[int] = None): ...


def nothing(): pass


class Plain: pass


class WithInit:
    def __init__(self, a, b=2): pass

    def method(self, x, *, y): pass

    @classmethod
    def build(cls, z): pass

    @staticmethod
    def free(q, /): pass

    def __call__(self, called): pass


class WithNew:
    def __new__(cls, n): return object.__new__(cls)


class Both(WithNew):
    def __init__(self, m, n): pass


class Meta(type):
    def __call__(cls, via_meta): pass


class Made(metaclass=Meta):
    def __init__(self, other): pass


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0
    z: list = dataclasses.field(default_factory=list)


@functools.wraps(f)
def wrapper(*args, **kwargs): pass


partials = [functools.partial(f, 1), functools.partial(f, 1, 2, c=4), functools.partial(f, 1, d=5),
            functools.partial(WithInit, b=1), functools.partial(lambda a, b, *c, d: 0, a=1)]
for thing in [f, g, nothing, Plain, WithInit, WithInit.method, WithInit(1).method, WithInit.build, WithInit.free,
              WithInit(1), WithNew, Both, Made, Point, wrapper, lambda x, y=1: 0, *partials]:
    print(signature(thing), signature(thing) == signature(thing))
print(repr(signature(g)), signature(wrapper, follow_wrapped=False))
for name, p in signature(f).parameters.items():
    print(name, repr(p), p.kind, p.kind.description, p.default, p.annotation, int(p.kind))
print(signature(f).return_annotation, signature(g).return_annotation, Parameter.empty is Signature.empty)
print(type(signature(f).parameters).__name__, [*signature(f).parameters])


def attempt(call, *args, **kwargs):
    try:
        print(call(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


sig = signature(f)
bound = sig.bind(1, 2, 4, 5, 6, d=7, z=8)
print(bound, bound.args, bound.kwargs, bound.arguments, bound.signature is sig)
bound = sig.bind(1, 2, d=7)
bound.apply_defaults()
print(bound, bound.args, bound.kwargs)
partial = sig.bind_partial(1)
print(partial, partial.args, partial.kwargs)
partial.apply_defaults()
print(partial.arguments)
for args, kwargs in [((), {}), ((1,), {}), ((1, 2), {}), ((1, 2), {"c": 1, "d": 2}), ((1, 2, 3), {"c": 1, "d": 2})]:
    attempt(sig.bind, *args, **kwargs)
simple = signature(lambda a, b=1, *, c: 0)
for args, kwargs in [((1, 2, 3), {"c": 1}), ((1,), {}), ((), {"a": 1, "c": 2}), ((1,), {"a": 1, "c": 2}),
                     ((1,), {"c": 1, "q": 2}), ((1,), {"b": 5, "c": 1})]:
    attempt(simple.bind, *args, **kwargs)
print(simple.bind(1, c=2) == simple.bind(1, c=2), simple.bind(1, c=2) == simple.bind(2, c=2))

p = Parameter("x", Parameter.POSITIONAL_OR_KEYWORD, default=1, annotation=int)
print(p, repr(p), p.replace(name="y", default=Parameter.empty), p == p.replace(), hash(p) == hash(p.replace()))
attempt(Parameter, "1x", Parameter.KEYWORD_ONLY)
attempt(Parameter, "class", Parameter.KEYWORD_ONLY)
attempt(Parameter, "x", 9)
attempt(Parameter, "x", Parameter.VAR_KEYWORD, default=1)
attempt(Parameter, 3, Parameter.KEYWORD_ONLY)
a = Parameter("a", Parameter.KEYWORD_ONLY)
attempt(Signature, [a, p])
attempt(Signature, [p, p])
attempt(Signature, [p, Parameter("b", Parameter.POSITIONAL_OR_KEYWORD)])
attempt(Signature, [p, a], return_annotation=str)
print(signature(f).replace(parameters=[p]), Signature())
attempt(signature, 3)


def kept(*args): pass


kept.__signature__ = Signature([p])
print(signature(kept))
print(signature(g), signature(lambda x: 0).parameters["x"].default is Parameter.empty)
print(inspect.getfullargspec(f))
print(inspect.getfullargspec(WithInit(1).method), inspect.getfullargspec(WithInit))
print(inspect.getcallargs(lambda a, b=2, *c, d=4, **e: 0, 1, 5, 6, x=1))
for call in [(lambda a, b: 0,), (lambda a: 0, 1, 2), (lambda a, b=1: 0, 1, 2, 3), (lambda *, k, l: 0,),
             (lambda a, b, c: 0,)]:
    attempt(inspect.getcallargs, *call)
attempt(inspect.getcallargs, lambda a: 0, 1, a=2)
attempt(inspect.getcallargs, lambda a, *, k=1: 0, 1, 2, k=3)
print(inspect.formatannotation(int), inspect.formatannotation(typing.List[int]), inspect.formatannotation("x"),
      inspect.formatannotation(list[int]), inspect.formatannotation(Plain), inspect.formatannotation(None))


def deco(func):
    sig = signature(func)

    @functools.wraps(func)
    def checked(*args, **kwargs):
        bound = sig.bind(*args, **kwargs)
        for name, value in bound.arguments.items():
            wanted = sig.parameters[name].annotation
            if wanted is not Parameter.empty and not isinstance(value, wanted):
                raise TypeError(f"{name} must be {wanted.__name__}")
        return func(*args, **kwargs)
    return checked


@deco
def add(a: int, b: int = 2):
    return a + b


attempt(add, 1)
attempt(add, 1, b="x")
attempt(add)
