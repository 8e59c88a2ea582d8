# Dicts: methods, order, views, mutation during iteration, subclasses.


def attempt(call, *args, **kw):
    try:
        print("gave", call(*args, **kw))
    except Exception as error:
        print(type(error).__name__ + ":", error)


def methods():
    d = {"a": 1, "b": 2}
    d["c"] = 3
    d["a"] = 10
    print(d, len(d), d["b"], d.get("z"), d.get("z", 0), d.get("a"), "a" in d, "z" not in d)
    print(d.setdefault("d", []), d.setdefault("a", 5), d.setdefault("n"), d)
    print(d.pop("d"), d.pop("zz", None), d.popitem(), d)
    del d["b"]
    d["b"] = 20
    print(d, list(d), list(d.values()), list(d.items()), list(reversed(d)))
    d.update({"x": 1}, y=2)
    d.update([("p", 1), ["q", 2], "rs"])
    d.update(z=0)
    d.update()
    print(d, d.copy() == d, d.copy() is d)
    print(dict(), dict(a=1), dict([(1, 2)]), dict({1: 2}, b=3), dict(zip("ab", range(2))))
    print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), {}.fromkeys((1,), []))
    print({1: "int", True: "bool", 1.0: "float"}, {None: 1, (): 2, "": 3})
    print(d | {"a": "new", "m": 1}, {"a": 1} | {}, {} | {"b": 2})
    d |= [("k", "v")]
    d |= {"k2": "v2"}
    print(d)
    d.clear()
    print(d, bool(d), bool({1: 1}))
    print({"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} == {"a": 2}, {"a": 1} != {"b": 1}, {} == [])
    loop = {}
    loop["self"] = loop
    loop["list"] = [loop]
    print(loop, loop.items())


def errors():
    attempt(lambda: {}["a"])
    attempt(lambda: {}[1, 2])
    attempt(lambda: {}.pop("a"))
    attempt(lambda: {}.popitem())
    attempt(lambda: {}.pop())
    attempt(lambda: {}.pop(1, 2, 3))
    attempt(lambda: {}.get())
    attempt(lambda: {}[[]])
    attempt(lambda: {[]: 1})
    attempt(lambda: {{}: 1})
    attempt(lambda: [] in {})
    attempt(lambda: dict(1))
    attempt(lambda: dict(1, 2))
    attempt(lambda: dict([1]))
    attempt(lambda: dict([(1, 2, 3)]))
    attempt(lambda: dict(["abc"]))
    attempt(lambda: {}.update(1, 2))
    attempt(lambda: {}.update(5))
    attempt(lambda: {} | [])
    attempt(lambda: {} + {})
    attempt(lambda: {} < {})
    attempt(lambda: hash({}))
    attempt(lambda: dict.fromkeys(1))
    attempt(lambda: {}.keys(1))
    attempt(lambda: {}.a)
    attempt(lambda: dict.fromkeys([[]]))

    def delete():
        d = {}
        del d["gone"]

    attempt(delete)


def order():
    d = {}
    for n in range(1000):
        d[n] = n * n
    for n in range(0, 1000, 3):
        del d[n]
    for n in range(0, 30, 3):
        d[n] = -n
    keys = list(d)
    print(len(d), keys[:5], keys[-5:], d[998], 999 in d, d[27], sum(d.values()))
    while len(d) > 3:
        d.popitem()
    print(d)
    for n in range(50):
        d[str(n)] = n
        if n > 5:
            del d[str(n - 5)]
    print(d)
    words = {}
    for word in "the cat and the dog and the bird".split():
        words[word] = words.get(word, 0) + 1
    print(words, max(words, key=words.get), sorted(words.items(), key=lambda kv: (-kv[1], kv[0])))
    queue = {n: None for n in range(20)}
    for n in range(20, 3000):
        queue[n] = None
        del queue[next(iter(queue))]
    print(list(queue))


def views():
    d = {"a": 1, "b": 2, "c": 3}
    keys, values, items = d.keys(), d.values(), d.items()
    print(keys, values, items, len(keys), "a" in keys, 2 in values, ("a", 1) in items, ("a", 2) in items)
    d["d"] = 4
    print(keys, list(reversed(keys)), list(reversed(values)), list(reversed(items)))
    print(sorted(keys & {"a", "z"}), sorted(keys | ["z"]), sorted(keys - {"a"}), sorted(keys ^ {"a", "q"}))
    print(sorted(items & {("a", 1), ("b", 9)}), sorted({"a", "z"} & keys), sorted({"z"} | keys), sorted({"a", "y"} - keys))
    print(keys == {"a", "b", "c", "d"}, keys < {"a", "b", "c", "d", "e"}, keys >= {"a"}, keys.isdisjoint("xyz"))
    print(keys == dict(d).keys(), values == d.values(), items == dict(d).items(), keys != {"a"}, keys <= keys)
    print(keys.isdisjoint(["a"]), items.isdisjoint([]), keys.mapping["a"], type(keys & keys).__name__)
    print(d.keys() == ["a"], 5 in items, ("a",) in items, isinstance(keys, list))
    attempt(lambda: hash(keys))
    attempt(lambda: keys[0])
    attempt(lambda: keys | 5)
    attempt(lambda: values & values)
    attempt(lambda: keys < 5)
    attempt(lambda: keys.isdisjoint(5))


def mutation():
    def grow():
        d = {1: 1}
        for k in d:
            d[k + 1] = 1

    def shrink():
        d = {1: 1, 2: 2}
        for k in d.values():
            d.popitem()

    def replace():
        d = {n: n for n in range(3)}
        for k in d:
            d[k] = -k
        print(d)

    def same_size():
        d = {0: 0}
        for k in d:
            del d[k]
            d[k + 1] = 0
            if k > 20:
                break

    attempt(grow)
    attempt(shrink)
    attempt(replace)
    attempt(same_size)
    d = {1: 1}
    it = iter(d)
    d[2] = 2
    attempt(next, it)
    attempt(next, it)
    it = iter(d.items())
    print(next(it), next(it), next(it, "end"), next(it, "end"))


class Evil:
    def __init__(self, d, log):
        self.d = d
        self.log = log

    def __hash__(self):
        return 42

    def __eq__(self, other):
        self.log.append("eq")
        for n in range(20):
            self.d[n] = n
        self.d.pop(self, None) if len(self.log) < 3 else None
        return self is other


class Same:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, Same)


class Refuses:
    def __hash__(self):
        raise ValueError("no hash")


class NoEq:
    def __hash__(self):
        return 7

    def __eq__(self, other):
        raise ValueError("no eq")


def keys_of_the_program():
    d, log = {}, []
    d[Evil(d, log)] = 1
    d[Evil(d, log)] = 2
    print(len(log) > 0, d[5])
    d = {Same(): "one", 1: "int"}
    d[Same()] = "two"
    print(len(d), d[1], d[Same()])
    attempt(lambda: {}[Refuses()])
    attempt(lambda: {NoEq(): 1, NoEq(): 2})
    attempt(lambda: Refuses() in {})


class Counter(dict):
    def __missing__(self, key):
        return 0


class Default(dict):
    def __init__(self, factory, *args, **kw):
        self.factory = factory
        super().__init__(*args, **kw)

    def __missing__(self, key):
        value = self[key] = self.factory()
        return value


class Loud(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value + 1)


class Mapping:
    def keys(self):
        return iter("ab")

    def __getitem__(self, key):
        return key * 2


def subclasses():
    c = Counter(a=1)
    c["b"] += 5
    print(c, c["nothing"], c.get("nothing"), "nothing" in c, len(c), type(c.copy()).__name__)
    d = Default(list, x=1)
    d["l"].append(1)
    d["l"].append(2)
    print(d, d.factory is list, d == {"x": 1, "l": [1, 2]}, type(d | {}).__name__)
    loud = Loud(a=1)
    loud["b"] = 1
    loud.update(c=1)
    print(loud, Loud.fromkeys("xy", 1), type(Loud.fromkeys("")).__name__)
    print(dict(Mapping()), {**Mapping(), "c": 1})
    c.note = "attribute"
    print(c.note, c.__dict__)


methods()
errors()
order()
views()
mutation()
keys_of_the_program()
subclasses()
