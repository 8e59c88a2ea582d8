# What few programs want of functools: orderings, partial methods, functions chosen by type.
from functools import partial, update_wrapper
from _vloop_lib import python_minor as _minor

# With < given: a > b is not a < b and a != b; a <= b is a < b or a == b; a >= b is not a < b. With <=
# given: a >= b is not a <= b or a == b; a < b is a <= b and a != b; a > b is not a <= b.
_TABLE = {
    "__lt__": (("__gt__", "and"), ("__le__", "or"), ("__ge__", "")),
    "__le__": (("__ge__", "or"), ("__lt__", "and"), ("__gt__", "")),
    "__gt__": (("__lt__", "and"), ("__ge__", "or"), ("__le__", "")),
    "__ge__": (("__le__", "or"), ("__gt__", "and"), ("__lt__", "")),
}


def _derived(name, root, equality):
    strict = root in ("__lt__", "__gt__")

    def method(self, other):
        answer = getattr(type(self), root)(self, other)
        if answer is NotImplemented:
            return answer
        if not equality:
            return not answer
        if equality == "and":
            return not answer and self != other if strict else answer and self != other
        return answer or self == other if strict else not answer or self == other
    method.__name__ = method.__qualname__ = name
    return method


def total_ordering(cls):
    roots = {op for op in _TABLE if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)
    for name, equality in _TABLE[root]:
        if name not in roots:
            setattr(cls, name, _derived(name, root, equality))
    return cls


class partialmethod:
    __module__ = "functools"

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"the first argument {func!r} must be a callable or a descriptor" if _minor >= 14
                            else f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f"{key}={value!r}" for key, value in self.keywords.items()]
        return f"functools.partialmethod({', '.join(parts)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        result = None
        if get is not None:
            new_func = get(obj, cls)
            if new_func is not self.func:
                result = partial(new_func, *self.args, **self.keywords)
                try:
                    result.__self__ = new_func.__self__
                except AttributeError:
                    pass
        if result is None:
            result = self._make_unbound_method().__get__(obj, cls)
        return result

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(type(list[int]))


# The classes of the registry that `cls` is an instance of: those in its MRO, and abstract ones placed
# before the classes that have what they ask for.
def _ordered_bases(cls, registry):
    abstract = [t for t in registry if t not in cls.__mro__ and isinstance(t, type)
                and hasattr(t, "__mro__") and issubclass(cls, t)]
    order = list(cls.__mro__)
    for t in sorted(abstract, key=lambda t: sum(issubclass(other, t) for other in abstract)):
        at = len(order) - 1
        for i, base in enumerate(order):
            if not issubclass(base, t):
                at = i
                break
        order.insert(max(at, 1), t)
    return order


def _find_impl(cls, registry):
    order = _ordered_bases(cls, registry)
    match = None
    for t in order:
        if match is not None:
            if (t in registry and t not in cls.__mro__ and match not in cls.__mro__
                    and not issubclass(match, t)):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {t}")
            break
        if t in registry:
            match = t
    return registry.get(match)


def _is_class(thing):
    return isinstance(thing, type) and not isinstance(thing, type(list[int]))


def _union_members(thing):
    if isinstance(thing, type(int | None)):
        return thing.__args__
    if getattr(thing, "__origin__", None) is not None and "Union" in repr(thing.__origin__):
        return thing.__args__
    return None


def _from_annotations(func):
    annotations = getattr(func, "__annotations__", {})
    if not annotations:
        raise TypeError(f"Invalid first argument to `register()`: {func!r}. "
                        "Use either `@register(some_class)` or plain `@register` on an annotated function.")
    from typing import get_type_hints
    name, cls = next(iter(get_type_hints(func).items()))
    if _is_class(cls) or _all_classes(cls):
        return cls
    if _union_members(cls) is not None:
        raise TypeError(f"Invalid annotation for {name!r}. {cls!r} not all arguments are classes.")
    raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")


def _all_classes(cls):
    members = _union_members(cls)
    return members is not None and all(_is_class(arg) for arg in members)


def singledispatch(func):
    registry = {}
    found = {}
    token = None

    def dispatch(cls):
        nonlocal token
        from abc import get_cache_token
        if token != get_cache_token():
            found.clear()
            token = get_cache_token()
        try:
            return found[cls]
        except KeyError:
            impl = registry[cls] if cls in registry else _find_impl(cls, registry)
            found[cls] = impl
            return impl

    def register(cls, func=None):
        if _is_class(cls) or _all_classes(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            func = cls
            cls = _from_annotations(func)
        for one in _union_members(cls) or (cls,):
            registry[one] = func
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{funcname} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = type(type.__dict__)(registry)
    wrapper._clear_cache = found.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    __module__ = "functools"

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        funcname = getattr(self.func, "__name__", "singledispatchmethod method")

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f"{funcname} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


for _thing in (total_ordering, singledispatch):
    _thing.__module__ = "functools"
