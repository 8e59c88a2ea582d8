# collections: ChainMap, UserDict, UserList, UserString.
import copy
from collections import ChainMap, UserDict, UserList, UserString
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence


def attempt(call, *args):
    try:
        print(call(*args))
    except Exception as error:
        print(type(error).__name__, error)


defaults, user = {"color": "red", "size": 1}, {"color": "blue"}
chain = ChainMap(user, defaults)
print(chain, list(chain), len(chain), chain["color"], chain["size"], dict(chain), "size" in chain, bool(ChainMap()))
chain["new"] = 3
child = chain.new_child({"size": 9})
print(child, child.parents == chain, child["size"], user, child.get("none"), child.get("none", 4), child.maps[0])
print(chain.new_child(a=1), chain | {"q": 1}, {"q": 1, "size": 5} | chain, ChainMap.fromkeys("ab", 1))
attempt(chain.__delitem__, "size")
attempt(chain.pop, "size")
attempt(chain.__getitem__, "none")
attempt(ChainMap().popitem)
print(chain.pop("new"), chain.popitem(), chain, copy.copy(chain), isinstance(chain, MutableMapping))
chain |= {"z": 0}
print(chain, sorted(chain.items()), list(chain.keys()), list(chain.values()), chain == dict(chain))
chain.clear()
print(chain, chain.setdefault("a", 2), chain.update(b=3), chain)
loop = ChainMap()
loop["self"] = loop
print(loop)


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __missing__(self, key):
        return f"no {key}"


d = Lower({"A": 1}, B=2)
print(d, d["a"], d["zz"], "A" in d, d.get("q", 5), len(d), type(d | {"C": 3}), d | {"C": 3}, {"X": 1} | d)
d.update({"E": 5})
d |= {"F": 6}
print(d, d.copy(), type(d.copy()).__name__, copy.copy(d), Lower.fromkeys("AB", 0), d.pop("e"), d.data, d == d.data)
attempt(UserDict().__getitem__, "x")
print(isinstance(d, Mapping), UserDict(None), UserDict([("a", 1)]), repr(UserDict(a=1)))


class Stack(UserList):
    def push(self, item):
        self.append(item)


s = Stack([3, 1, 2])
s.push(9)
print(s, s[0], s[1:], type(s[1:]).__name__, s + [1], [1] + s, s * 2, 9 in s, s == [3, 1, 2, 9], s < [4], len(s))
s.sort(reverse=True)
s += (5,)
s.insert(0, "x")
s.remove(1)
print(s, s.pop(), s.index(3), s.count(3), s.copy(), type(s.copy()).__name__, copy.copy(s) == s, list(reversed(s)))
s[0:2] = [7]
del s[0]
s.extend(UserList("ab"))
s.reverse()
print(s, UserList("abc"), UserList(UserList([1])), isinstance(s, MutableSequence), s > UserList([1]) if 0 else "")
attempt(UserList().pop)

t = UserString("hello world")
print(t, repr(t), t.upper(), type(t.upper()).__name__, t[0:5], type(t[0]).__name__, t + "!", "> " + t, t * 2, "wor" in t)
print(t == "hello world", t < "i", hash(t) == hash("hello world"), len(t), t.split(), t.replace("l", UserString("L")))
print(t.find("o"), t.find(UserString("w")), t.index("w"), t.count("o"), t.startswith("he"), t.encode(), int(UserString("12")) + 1,
      float(UserString("1.5")), UserString("%s-%d") % ("a", 1), "{}".format(t), t.title(), t.center(15, "*"),
      t.partition(" "), UserString(12), isinstance(t, Sequence), t.isalpha(), UserString("-").join(["a", "b"]))
