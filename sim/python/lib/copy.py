# Shallow and deep copies. Instances of classes of the program are made anew without __init__, and get
# the state of the old ones.
from _vloop_lib import python_minor

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error

_ATOMIC = {type(None), int, float, complex, bool, str, bytes, type, range, slice, property, type(Ellipsis),
           type(NotImplemented), type(len), type(lambda: 0), type(list[int]), type(int | None)}
_given = object()


def _copier(cls):
    if cls in (list, dict, set, bytearray):
        return cls.copy
    if cls in _ATOMIC or cls in (tuple, frozenset) or issubclass(cls, type):
        return lambda x: x
    return None


def copy(x):
    cls = type(x)
    copier = _copier(cls) or getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    return _rebuild(x, None)


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    else:
        y = memo.get(id(x), _given)
        if y is not _given:
            return y
    copier = _DEEP.get(cls)
    if copier is not None:
        y = copier(x, memo)
    elif issubclass(cls, type):
        y = x
    elif getattr(x, "__deepcopy__", None) is not None:
        y = x.__deepcopy__(memo)
    else:
        y = _rebuild(x, memo)
    if y is not x:
        memo[id(x)] = y
        memo.setdefault(id(memo), []).append(x)  # it stays alive as long as its id is used
    return y


def _deep_list(x, memo):
    y = []
    memo[id(x)] = y
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deep_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    if id(x) in memo:  # a part refers to it
        return memo[id(x)]
    return x if all(map(_same, x, items)) else tuple(items)


def _same(a, b):
    return a is b


def _deep_dict(x, memo):
    y = {}
    memo[id(x)] = y
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


class _C:
    def m(self):
        pass


_DEEP = {list: _deep_list, tuple: _deep_tuple, dict: _deep_dict, type(_C().m): _deep_method}
del _C


def _own_reduce(cls):
    for base in cls.__mro__:
        if base is not object and ("__reduce_ex__" in base.__dict__ or "__reduce__" in base.__dict__):
            return "__reduce_ex__" if "__reduce_ex__" in base.__dict__ else "__reduce__"
    return None


def _slot_names(cls):
    for base in cls.__mro__:
        names = base.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name.startswith("__") and not name.endswith("__"):
                name = f"_{base.__name__.lstrip('_')}{name}"
            if name not in ("__dict__", "__weakref__"):
                yield name


def _state_of(x):
    cls = type(x)
    own = getattr(cls, "__getstate__", None) if any("__getstate__" in b.__dict__ for b in cls.__mro__[:-1]) else None
    if own is not None:
        return own(x)
    state = getattr(x, "__dict__", None) or None
    slots = {name: getattr(x, name) for name in _slot_names(cls) if hasattr(x, name)}
    return (state, slots) if slots else state


# The parts of which __reduce_ex__(4) would speak: how to make the new object, its state, its items.
def _reduced(x):
    cls = type(x)
    method = _own_reduce(cls)
    if method is not None:
        parts = getattr(x, method)(4) if method == "__reduce_ex__" else x.__reduce__()
        return parts if isinstance(parts, str) else tuple(parts) + (None,) * (5 - len(parts))
    if isinstance(x, BaseException):
        return cls, x.args, _state_of(x), None, None
    if not any("__new__" in base.__dict__ for base in cls.__mro__):
        raise TypeError(f"cannot pickle {cls.__name__!r} object")
    if isinstance(x, bytearray):
        return cls, (bytes(x),), _state_of(x), None, None
    if isinstance(x, (int, float, str, bytes, tuple)):
        for plain in (int, float, str, bytes, tuple):
            if isinstance(x, plain):
                args = (plain.__getnewargs__(x)[0] if plain is tuple else plain(x),)
        if isinstance(x, tuple) and hasattr(cls, "_make"):
            args = tuple(x)
    elif isinstance(x, (set, frozenset)):
        return cls, (list(x),), _state_of(x), None, None
    elif hasattr(x, "__getnewargs_ex__"):
        args, kwargs = x.__getnewargs_ex__()
        return lambda *a: cls.__new__(*a, **kwargs), (cls, *args), _state_of(x), None, None
    else:
        args = tuple(x.__getnewargs__()) if hasattr(x, "__getnewargs__") else ()
    items = iter(x) if isinstance(x, list) else None
    pairs = iter(x.items()) if isinstance(x, dict) else None
    return cls.__new__, (cls, *args), _state_of(x), items, pairs


_UNCOPIABLE = (type((lambda: (yield))()), type(iter([]).__iter__), type(__import__("sys")))


def _rebuild(x, memo):
    if isinstance(x, _UNCOPIABLE) or _is_native(type(x)):
        raise TypeError(f"cannot pickle {type(x).__name__!r} object")
    parts = _reduced(x)
    if isinstance(parts, str):
        return x
    make, args, state, items, pairs = parts
    deep = memo is not None
    if deep and args:
        args = tuple(deepcopy(arg, memo) for arg in args)
    y = make(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        _set_state(y, deepcopy(state, memo) if deep else state)
    if items is not None:
        for item in items:
            y.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y


def _is_native(cls):
    # Only classes of the program, and the few built-in ones with a __reduce__, can be made anew.
    return (cls.__module__ == "builtins" and not issubclass(cls, (BaseException, int, float, str, bytes, bytearray, tuple,
                                                                 list, dict, set, frozenset)) and cls is not object)


def _set_state(y, state):
    if hasattr(y, "__setstate__"):
        y.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        y.__dict__.update(state)
    for key, value in (slots or {}).items():
        setattr(y, key, value)


def replace(obj, /, **changes):
    cls = obj.__class__
    func = getattr(cls, "__replace__", None)
    if func is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return func(obj, **changes)


if python_minor < 13:
    del replace
else:
    __all__.append("replace")
