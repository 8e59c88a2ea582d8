# ChainMap, and the classes that hold a dict, a list or a str to be derived from.
from collections.abc import Mapping as _Mapping, MutableMapping as _MutableMapping, \
    MutableSequence as _MutableSequence, Sequence as _Sequence
from reprlib import recursive_repr as _recursive_repr
from _vloop_lib import python_minor as _minor

__name__ = "collections"  # whose classes these are


class ChainMap(_MutableMapping):
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        keys = {}
        for mapping in reversed(self.maps):
            keys.update(dict.fromkeys(mapping))
        return iter(keys)

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __bool__(self):
        return any(self.maps)

    @_recursive_repr()
    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(repr, self.maps))})"

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        return cls(dict.fromkeys(iterable, value))

    def copy(self):
        return type(self)(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return type(self)(m, *self.maps)

    @property
    def parents(self):
        return type(self)(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def popitem(self):
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def pop(self, key, *args):
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def clear(self):
        self.maps[0].clear()

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, _Mapping):
            return NotImplemented
        merged = self.copy()
        merged.maps[0].update(other)
        return merged

    def __ror__(self, other):
        if not isinstance(other, _Mapping):
            return NotImplemented
        merged = dict(other)
        for child in reversed(self.maps):
            merged.update(child)
        return type(self)(merged)


def _copied(self):
    made = type(self).__new__(type(self))
    made.__dict__.update(self.__dict__)
    made.__dict__["data"] = self.__dict__["data"].copy()
    return made


class UserDict(_MutableMapping):
    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(type(self), "__missing__"):
            return type(self).__missing__(self, key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    if _minor >= 12:
        def get(self, key, default=None):
            return self[key] if key in self else default

    def __repr__(self):
        return repr(self.data)

    def __or__(self, other):
        other = _plain(other, UserDict)
        return type(self)(self.data | other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        other = _plain(other, UserDict)
        return type(self)(other | self.data) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.data |= _plain(other, UserDict)
        return self

    __copy__ = _copied

    def copy(self):
        if type(self) is UserDict:
            return UserDict(self.data.copy())
        import copy
        data = self.data
        try:
            self.data = {}
            made = copy.copy(self)
        finally:
            self.data = data
        made.update(self)
        return made

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key in iterable:
            made[key] = value
        return made


def _plain(value, cls):
    return value.data if isinstance(value, cls) else value


class UserList(_MutableSequence):
    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_plain(initlist, UserList))

    def __repr__(self):
        return repr(self.data)

    def __lt__(self, other):
        return self.data < _plain(other, UserList)

    def __le__(self, other):
        return self.data <= _plain(other, UserList)

    def __eq__(self, other):
        return self.data == _plain(other, UserList)

    def __gt__(self, other):
        return self.data > _plain(other, UserList)

    def __ge__(self, other):
        return self.data >= _plain(other, UserList)

    def __contains__(self, item):
        return item in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        return type(self)(self.data[i]) if isinstance(i, slice) else self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return type(self)(self.data + list(_plain(other, UserList)))

    def __radd__(self, other):
        return type(self)(list(_plain(other, UserList)) + self.data)

    def __iadd__(self, other):
        self.data += list(_plain(other, UserList))
        return self

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    __copy__ = _copied

    def append(self, item):
        self.data.append(item)

    def insert(self, i, item):
        self.data.insert(i, item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    def copy(self):
        return type(self)(self)

    def count(self, item):
        return self.data.count(item)

    def index(self, item, *args):
        return self.data.index(item, *args)

    def reverse(self):
        self.data.reverse()

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)

    def extend(self, other):
        self.data.extend(_plain(other, UserList))


class UserString(_Sequence):
    def __init__(self, seq):
        self.data = seq if isinstance(seq, str) else _plain(seq, UserString) if isinstance(seq, UserString) \
            else str(seq)

    def __str__(self):
        return str(self.data)

    def __repr__(self):
        return repr(self.data)

    def __int__(self):
        return int(self.data)

    def __float__(self):
        return float(self.data)

    def __hash__(self):
        return hash(self.data)

    def __getnewargs__(self):
        return (self.data[:],)

    def __eq__(self, string):
        return self.data == _plain(string, UserString)

    def __lt__(self, string):
        return self.data < _plain(string, UserString)

    def __le__(self, string):
        return self.data <= _plain(string, UserString)

    def __gt__(self, string):
        return self.data > _plain(string, UserString)

    def __ge__(self, string):
        return self.data >= _plain(string, UserString)

    def __contains__(self, char):
        return _plain(char, UserString) in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return type(self)(self.data[index])

    def __add__(self, other):
        return type(self)(self.data + str(other))

    def __radd__(self, other):
        return type(self)(str(other) + self.data)

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return type(self)(self.data % args)

    def __rmod__(self, template):
        return type(self)(str(template) % self)

    maketrans = str.maketrans


_PLAIN = {"count", "find", "rfind", "replace", "removeprefix", "removesuffix"}


# The methods of str: those that give text give it in the class of the instance.
def _forward(name, wraps):
    def method(self, /, *args, **kwargs):
        if name in _PLAIN:
            args = [_plain(arg, UserString) for arg in args]
        result = getattr(self.data, name)(*args, **kwargs)
        return type(self)(result) if wraps else result
    method.__name__, method.__qualname__ = name, "UserString." + name
    setattr(UserString, name, method)


for _name in ("capitalize casefold center removeprefix removesuffix expandtabs ljust lower lstrip replace rjust "
              "rstrip strip swapcase title translate upper zfill").split():
    _forward(_name, True)
for _name in ("count encode endswith find format format_map index isalpha isalnum isascii isdecimal isdigit "
              "isidentifier islower isnumeric isprintable isspace istitle isupper join partition rfind rindex "
              "rpartition split rsplit splitlines startswith").split():
    _forward(_name, False)
del _name
