# Functions: parameters of every kind, closures, decorators, recursion, lambda, defaults.
def every(a, b=2, /, c=3, *rest, d, e=5, **more):
    return (a, b, c, rest, d, e, more)


print(every(1, d=4))
print(every(1, 20, 30, 40, 50, d=4, e=6, f=7))
print(every(*[1, 2], **{"d": 3, "x": 4}))
for call in (lambda: every(), lambda: every(1), lambda: every(1, d=1, a=2), lambda: every(1, c=1, d=2, **{"c": 3})):
    try:
        print(call())
    except TypeError as error:
        print("TypeError:", error)


def plain(a, b, c=1):
    return a + b + c


for arguments, keywords in [((), {}), ((1,), {}), ((1, 2, 3, 4), {}), ((1, 2), {"a": 3}), ((1,), {"z": 3})]:
    try:
        print(plain(*arguments, **keywords))
    except TypeError as error:
        print("TypeError:", error)


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = 0

    return step, reset


step, reset = counter()
print(step(), step(5), step())
reset()
print(step())
adders = [lambda x, n=n: x + n for n in range(3)]
print([f(10) for f in adders])
late = [lambda: n for n in range(3)]
print([f() for f in late])


def logged(prefix):
    def wrap(function):
        def inner(*args, **kwargs):
            print(prefix, function.__name__, args, kwargs)
            return function(*args, **kwargs)
        inner.__name__ = function.__name__
        return inner
    return wrap


@logged("->")
@logged("=>")
def multiply(a, b=2):
    """Multiplies."""
    return a * b


print(multiply(3), multiply(3, b=4), multiply.__name__)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print([fib(n) for n in range(15)])


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print(deep(500))
try:
    deep(100000)
except RecursionError as error:
    print(type(error).__name__, str(error)[:32])
total = 0


def add_global(n):
    global total
    total += n
    del n
    try:
        return n
    except UnboundLocalError as error:
        return str(error)


print(add_global(3), total)
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
x: int = 5
print(x, __name__, every.__defaults__, every.__kwdefaults__, plain.__qualname__, step.__qualname__)
print(plain.__doc__, multiply.__doc__)
def annotated(a: int, b: "str" = "x") -> float: ...
print(annotated.__annotations__, annotated(1))
if (n := 10) > 5 and (half := n // 2):
    print(n, half)
print([y := 1, y ** 2, y + 1], y)
print([last := i for i in range(4)], last)
