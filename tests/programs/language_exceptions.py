# conformance: except 3.14 machine: Emscripten's own errno, clock, signals and libm
# Exceptions: try in every form, chaining, finally and control flow, with, groups.
def order(kind):
    try:
        print("try", end=" ")
        if kind == "value":
            raise ValueError("v")
        if kind == "key":
            {}["missing"]
        if kind == "return":
            return "returned"
    except ValueError as error:
        print("ValueError", error, end=" ")
    except (KeyError, IndexError) as error:
        print(type(error).__name__, error, repr(error), end=" ")
    else:
        print("else", end=" ")
    finally:
        print("finally", end=" ")
    return "end"


for kind in ("value", "key", "return", "nothing"):
    print(order(kind))


def override():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            print("pass", i)
    try:
        return 1
    finally:
        return 2


print(override())
try:
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise RuntimeError("outer") from error
except RuntimeError as error:
    print(error, "from", repr(error.__cause__), error.__suppress_context__)
try:
    try:
        int("x")
    except ValueError:
        [][0]
except IndexError as error:
    print(error, "during", repr(error.__context__))


class AppError(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code

    def __str__(self):
        return f"app error {self.code}"


try:
    raise AppError(5, "detail")
except Exception as error:
    print(error, repr(error), error.args, error.code, isinstance(error, AppError))
    try:
        error.missing
    except AttributeError as inner:
        print(inner)
try:
    print(error)
except NameError as e:
    print(e)


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None, value)
        return self.swallow


with Manager("a") as a, Manager("b", swallow=True) as b:
    print(a, b)
    raise KeyError("inside")
print("after")
try:
    with Manager("c"):
        raise ValueError("through")
except ValueError as error:
    print("got", error)


def with_return():
    with Manager("d"):
        return "value"


print(with_return())
for bad in (lambda: None + 1, lambda: [1] + (2,), lambda: "a" + 1, lambda: 1 < "a", lambda: len(5),
            lambda: None(), lambda: [1][1.0], lambda: {}[[]], lambda: (1)[0], lambda: 5 % 0,
            lambda: int("12x"), lambda: float("?"), lambda: [1, 2].index(3), lambda: "abc".nothing,
            lambda: next(iter([])), lambda: undefined, lambda: 2.0 ** 10000, lambda: "a" * "b"):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__ + ":", error)
try:
    a, b = 1, 2, 3
except ValueError as error:
    print(error)
try:
    a, b, c = [1, 2]
except ValueError as error:
    print(error)
try:
    raise
except RuntimeError as error:
    print(error)
try:
    raise "text"
except TypeError as error:
    print(error)
try:
    assert 1 == 2, "numbers differ"
except AssertionError as error:
    print("AssertionError:", error)
try:
    raise ExceptionGroup("several", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3)])])
except* ValueError as group:
    print("values", group.exceptions)
except* TypeError as group:
    print("types", group.exceptions)


def generator():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")


g = generator()
print(next(g))
g.close()
for item in generator():
    print(item)
    break
del item
print("end")
