# Functions that fail, each in its own way; traceback_cases.txt has what CPython 3.13 prints of each.
def f(a, b):
    return a + b.c[0]

class A:
    def m(self, x):
        return f(1,
                 x) + g(
            3)

def g(x):
    raise ValueError("multi\nline") from KeyError("k")

class MyErr(Exception):
    pass

def rec(n):
    return rec(n - 1) if n else 1 / 0

cases = []


def case(fn):
    cases.append(fn)
    return fn




@case
def repeated(): rec(10)


@case
def chained():
    try:
        f(1, None)
    except AttributeError:
        g(3)


@case
def lines():
    A().m(3)


@case
def subscript():
    x = [1, 2, 3]
    return x[10] + 1


@case
def nested_subscript():
    d = {'a': {'b': 1}}
    return d['a']['c']['d']


@case
def operator_lines():
    print("x" +
          1)


@case
def continued_operator():
    foo = 1
    return (foo
            + "a"
            + "b")


@case
def custom_class(): raise MyErr


@case
def notes():
    e = MyErr("with notes"); e.add_note("n1\nn1b"); e.add_note("n2"); raise e


@case
def assertion():
    assert 1 == 2, "nope"


@case
def builtin_call():
    int("x" * 3)


@case
def loop():
    for i in range(3):
        if i == 2: raise StopIteration(i)


@case
def name(): undefined_nam


@case
def attribute(): return [].appendd


@case
def with_item():
    with open_it() as q: pass


@case
def generator():
    return sum(x / 0 for x in [1])


@case
def deletion():
    del cases.foo


@case
def in_lambda():
    y = lambda: 1 / 0
    y()


@case
def unpacking():
    a, b = 1, 2, 3


@case
def group():
    raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError("x"), MyErr()]), KeyError("k")])


@case
def group_in_handler():
    try: g(1)
    except ValueError as e:
        raise ExceptionGroup("g2", [e, MyErr("q")])


@case
def missing_argument(): f(1)


@case
def unexpected_argument(): f(1, 2, x=3)


@case
def assigned_call():
    x = g(1)


@case
def many_lines():
    f(
        1,
        2,
        3,
        4,
        5,
        6
    )


@case
def narrow(): "é" + 1


@case
def wide(): return "日本" + 1


@case
def three():
    try: 1/0
    except ZeroDivisionError:
        try: [][1]
        except IndexError:
            {}['z']


@case
def same_again():
    try: 1/0
    except Exception as e: raise e


@case
def bare_raise():
    try: 1/0
    except Exception: raise


@case
def unary(): -"a"


@case
def attribute_chain(): not_there.x.y(1)


@case
def contains(): "a" in 3


@case
def comparison(): "a" < 3


@case
def no_module(): import nonexistent_module


@case
def inplace():
    x = 5
    x += "a"


@case
def class_statement():
    class Q(int, str): pass


@case
def returned_call(): return g(1)


@case
def forgotten_import(): time.sleep(1)


@case
def syntax_error(): raise SyntaxError("bad")


@case
def two_statements(): g(1); x = 3


@case
def parenthesised(): x = (g)(  1)


@case
def comment_between(): return (1 +  # comment
  2 + ("x"))
