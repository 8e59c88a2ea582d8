# Reprs of bounded length, and of things that hold themselves.
import builtins
from itertools import islice
from _vloop_lib import python_minor as _minor

__all__ = ["Repr", "repr", "recursive_repr"]


def recursive_repr(fillvalue="..."):
    def decorate(user_function):
        shown = set()

        def wrapper(self):
            from threading import get_ident
            key = id(self), get_ident()
            if key in shown:
                return fillvalue
            shown.add(key)
            try:
                return user_function(self)
            finally:
                shown.discard(key)
        for name in "__module__", "__doc__", "__name__", "__qualname__", "__annotations__":
            setattr(wrapper, name, getattr(user_function, name))
        if _minor >= 12:
            wrapper.__type_params__ = getattr(user_function, "__type_params__", ())
        if _minor >= 13:
            wrapper.__wrapped__ = user_function
        return wrapper
    return decorate


_LIMITS = {"maxlevel": 6, "maxtuple": 6, "maxlist": 6, "maxarray": 5, "maxdict": 4, "maxset": 6,
           "maxfrozenset": 6, "maxdeque": 6, "maxstring": 30, "maxlong": 40, "maxother": 30,
           "fillvalue": "...", "indent": None}


class Repr:
    if _minor >= 12:
        def __init__(self, *, maxlevel=6, maxtuple=6, maxlist=6, maxarray=5, maxdict=4, maxset=6, maxfrozenset=6,
                     maxdeque=6, maxstring=30, maxlong=40, maxother=30, fillvalue="...", indent=None):
            given = locals()
            for name in _LIMITS:
                setattr(self, name, given[name])
    else:
        indent = None

        def __init__(self):
            for name, value in _LIMITS.items():
                if name != "indent":
                    setattr(self, name, value)

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        name = "_".join(type(x).__name__.split())
        return getattr(self, "repr_" + name, self.repr_instance)(x, level)

    def _join(self, pieces, level):
        indent = self.indent
        if indent is None:
            return ", ".join(pieces)
        if not pieces:
            return ""
        if isinstance(indent, int):
            if indent < 0:
                raise ValueError(f"Repr.indent cannot be negative int (was {indent!r})")
            indent *= " "
        if not isinstance(indent, str):
            raise TypeError(f"Repr.indent must be a str, int or None, not {type(indent)}")
        depth = self.maxlevel - level
        lines = "".join(f"\n{indent * (depth + 1)}{piece}," for piece in pieces)
        return lines + "\n" + indent * depth

    def _items(self, x, level, left, right, most, trail=""):
        count = len(x)
        if level <= 0 and count:
            return left + self.fillvalue + right
        pieces = [self.repr1(item, level - 1) for item in islice(x, most)]
        if count > most:
            pieces.append(self.fillvalue)
        if count == 1 and self.indent is None:
            right = trail + right
        return left + self._join(pieces, level) + right

    def repr_tuple(self, x, level):
        return self._items(x, level, "(", ")", self.maxtuple, ",")

    def repr_list(self, x, level):
        return self._items(x, level, "[", "]", self.maxlist)

    def repr_set(self, x, level):
        return self._items(_sorted(x), level, "{", "}", self.maxset) if x else "set()"

    def repr_frozenset(self, x, level):
        return self._items(_sorted(x), level, "frozenset({", "})", self.maxfrozenset) if x else "frozenset()"

    def repr_deque(self, x, level):
        return self._items(x, level, "deque([", "])", self.maxdeque)

    def repr_dict(self, x, level):
        if not x:
            return "{}"
        if level <= 0:
            return "{" + self.fillvalue + "}"
        pieces = [f"{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}"
                  for key in islice(_sorted(x), self.maxdict)]
        if len(x) > self.maxdict:
            pieces.append(self.fillvalue)
        return "{" + self._join(pieces, level) + "}"

    def _cut(self, text, most, whole=None):
        # Its beginning and its end, with the fill between; of `whole`, of which text is the shown beginning.
        head = max(0, (most - 3) // 2)
        tail = max(0, most - 3 - head)
        if whole is not None:
            text = builtins.repr(whole[:head] + whole[len(whole) - tail:])
        return text[:head] + self.fillvalue + text[len(text) - tail:]

    def repr_str(self, x, level):
        text = builtins.repr(x[:self.maxstring])
        return self._cut(text, self.maxstring, x) if len(text) > self.maxstring else text

    def repr_int(self, x, level):
        text = builtins.repr(x)
        return self._cut(text, self.maxlong) if len(text) > self.maxlong else text

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:
            return f"<{x.__class__.__name__} instance at {id(x):#x}>"
        return self._cut(text, self.maxother) if len(text) > self.maxother else text


def _sorted(x):
    try:
        return sorted(x)
    except Exception:
        return list(x)


aRepr = Repr()
repr = aRepr.repr
