# conformance: except 3.14 some of its own messages and reprs are not done
# conformance: 3.13+
# locals(), vars(), dir() and f_locals in functions, as PEP 667 has them.
import sys


def plain(a, b=2):
    first = locals()
    c = 3
    second = locals()
    second["c"] = 99
    print(first, second, c, locals() is locals(), dir(), vars()["a"])
    del a
    print(list(locals()))


plain(1)


def cells(p, q):
    r = 1
    s = 2

    def inner():
        return p, s, list(locals())
    t = 3
    return inner(), list(locals())


print(cells(1, 2))


def through(a):
    f_locals = sys._getframe().f_locals
    f_locals["a"] = 7
    f_locals["new"] = 8

    def inner():
        return later
    f_locals["later"] = 9
    print(a, inner(), f_locals["new"], "new" in f_locals, "later" in locals(), "nothing" in f_locals)
    for act in (lambda: f_locals["zz"], lambda: f_locals.__delitem__("a"), lambda: hash(f_locals),
                lambda: f_locals.update([1]), lambda: f_locals.pop("a")):
        try:
            act()
        except Exception as error:
            print(type(error).__name__, error)
    print(len(f_locals), list(f_locals), list(reversed(f_locals)), f_locals.get("q", 1), f_locals.setdefault("a", 2))
    print(type(f_locals), f_locals == f_locals, (f_locals | {"z": 1})["z"], ({"z": 1} | f_locals)["a"])
    f_locals |= {"a": 5}
    print(a, f_locals is sys._getframe().f_locals, f_locals == sys._getframe().f_locals)
    later = 0


through(1)


class Body:
    x = 1
    print([n for n in locals() if not n.startswith("__")], sys._getframe().f_locals is locals())

    def method(self):
        super()
        return sorted(locals())


print(Body().method())
print([sorted(locals()) for x in [1]][0][-1:])


def comprehension():
    y = 1
    seen = [sorted(locals()) for z in [1]]
    return seen, sorted(locals())


print(comprehension())
print(list((sorted(locals()) for x in [1])))
print(globals() is locals(), (lambda q: locals())(4))
