# The rarer part of typing: what is made here says `typing` of itself.
import sys

import typing as _t
from _vloop_lib import python_minor as _minor, caller_globals as _caller_globals, compile_function
from typing import Any, ForwardRef, Generic, TypeVar, _GenericAlias, _Form, _Or, _make_one

__name__ = "typing"
AnyStr = TypeVar("AnyStr", bytes, str)
AnyStr.__module__ = "typing"


# ---- hints -----------------------------------------------------------------------------------------

def _evaluate(text, scope):
    return compile_function(f"def annotation():\n return (\n{text.strip()}\n )", scope)()


def _resolve(hint, scope):
    if hint is None:
        return type(None)
    if isinstance(hint, str):
        return _resolve(_evaluate(hint, scope), scope)
    if isinstance(hint, ForwardRef):
        return _resolve(_evaluate(hint.__forward_arg__, scope), scope)
    if isinstance(hint, (_GenericAlias, _t._GenericAliasType, _t._UnionType)):
        args = tuple([_resolve(a, scope) if a is not None and not isinstance(a, str) else
                      a if isinstance(hint, _t._LiteralGenericAlias) else _resolve(a, scope)
                      for a in hint.__args__]) if not isinstance(hint, _t._LiteralGenericAlias) else hint.__args__
        if args == hint.__args__:
            return hint
        if isinstance(hint, _t._GenericAliasType):
            return _t._GenericAliasType(hint.__origin__, args)
        if isinstance(hint, _t._UnionType):
            made = args[0]
            for arg in args[1:]:
                made = made | arg
            return made
        return hint._copy(args)
    return hint


def _strip(hint):
    if isinstance(hint, _t._AnnotatedAlias):
        return _strip(hint.__origin__)
    if isinstance(hint, _GenericAlias) and hint.__origin__ in (_t.Required, _t.NotRequired):
        return _strip(hint.__args__[0])
    if isinstance(hint, _GenericAlias):
        args = tuple([_strip(a) for a in hint.__args__])
        return hint if args == hint.__args__ else hint._copy(args)
    if isinstance(hint, _t._GenericAliasType):
        args = tuple([_strip(a) for a in hint.__args__])
        return hint if args == hint.__args__ else _t._GenericAliasType(hint.__origin__, args)
    return hint


def _hints_of(annotations, scope, found):
    for name, value in annotations.items():
        found[name] = _resolve(value, scope)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            annotations = base.__dict__.get("__annotations__")
            if not annotations:
                continue
            scope = globalns
            if scope is None:
                scope = getattr(sys.modules.get(base.__module__), "__dict__", {})
            scope = {**scope, **(dict(vars(base)) if localns is None else localns)}
            for param in base.__dict__.get("__type_params__", ()):
                scope[param.__name__] = param
            _hints_of(annotations, scope, hints)
    else:
        func = obj
        while hasattr(func, "__wrapped__"):
            func = func.__wrapped__
        func = getattr(func, "__func__", func)
        scope = globalns
        if scope is None:
            scope = obj.__dict__ if isinstance(obj, type(sys)) else getattr(func, "__globals__", {})
        if localns or getattr(obj, "__type_params__", ()):
            scope = {**scope, **{p.__name__: p for p in getattr(obj, "__type_params__", ())},
                     **(localns or {})}
        annotations = getattr(obj, "__annotations__", None)
        if annotations is None:
            if isinstance(obj, (type(len), type(get_type_hints), type("".join), type(sys))):
                return {}
            raise TypeError(f"{obj!r} does not have annotations" if _minor >= 14
                            else f"{obj!r} is not a module, class, method, or function.")
        _hints_of(annotations, scope, hints)
    if include_extras:
        return hints
    return {name: _strip(hint) for name, hint in hints.items()}


def evaluate_forward_ref(ref, *, globals=None, locals=None, **options):
    scope = {**(_caller_globals() if globals is None else globals), **(locals or {})}
    return _resolve(ref, scope)


# ---- NamedTuple --------------------------------------------------------------------------------------

def _make_namedtuple(name, fields, module, defaults=()):
    namedtuple = getattr(__import__("collections"), "namedtuple")
    types = {n: _t._convert(t, f"field {n} annotation must be a type") for n, t in fields}
    made = namedtuple(name, list(types), defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


_fixed = {"__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
          "_field_types", "_make", "_replace", "_asdict", "_source"}
_special = {"__module__", "__name__", "__annotations__", "__orig_bases__", "__firstlineno__",
            "__static_attributes__", "__classcell__"}


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        types = ns.get("__annotations__", {})
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(name)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field"
                                f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}")
        made = _make_namedtuple(typename, types.items(), ns["__module__"],
                                [ns[n] for n in defaults])
        made.__orig_bases__ = ns.get("__orig_bases__", (NamedTuple,))
        if Generic in bases:
            made = type(typename, (made, Generic), {
                "__slots__": (), "__module__": ns["__module__"], "__qualname__": typename,
                "__annotations__": types, "__orig_bases__": ns["__orig_bases__"]})
        for key, value in ns.items():
            if key in _fixed:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in _special and key not in made._fields:
                setattr(made, key, value)
                if hasattr(type(value), "__set_name__"):
                    value.__set_name__(made, key)
        made.__init_subclass__()
        return made


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {})
_missing = object()


def NamedTuple(typename, fields=_missing, /, **kwargs):
    if fields is _missing:
        fields = kwargs.items()
    made = _make_namedtuple(typename, fields, _t._caller())
    made.__orig_bases__ = (NamedTuple,)
    return made


NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


# ---- TypedDict ---------------------------------------------------------------------------------------

def _wrapped_in(hint, form):
    while isinstance(hint, _t._AnnotatedAlias):
        hint = hint.__origin__
    return isinstance(hint, _GenericAlias) and hint.__origin__ is form


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        own = {n: _t._convert(t, "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type")
               for n, t in ns.get("__annotations__", {}).items()}
        ns = dict(ns)
        generic = (Generic,) if any([issubclass(b, Generic) for b in bases]) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        if not hasattr(made, "__orig_bases__"):
            made.__orig_bases__ = bases
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", set())
            optional |= base.__dict__.get("__optional_keys__", set())
        annotations.update(own)
        for key, hint in own.items():
            needed = total
            if _wrapped_in(hint, _t.Required):
                needed = True
            elif _wrapped_in(hint, _t.NotRequired):
                needed = False
            (required if needed else optional).add(key)
            (optional if needed else required).discard(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        if _minor >= 13:
            made.__readonly_keys__ = frozenset()
            made.__mutable_keys__ = frozenset(annotations)
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        if cls is _TypedDict:
            raise TypeError("cannot instantiate TypedDict")
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {"__module__": "typing"})


def TypedDict(typename, fields=_missing, /, *, total=True, **kwargs):
    if fields is _missing or fields is None:
        fields = kwargs
    return _TypedDictMeta(typename, (), {"__annotations__": dict(fields), "__module__": _t._caller(),
                                         "__orig_bases__": (TypedDict,)}, total=total)


TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta) and tp is not _TypedDict


# ---- type X = ... ------------------------------------------------------------------------------------

class TypeAliasType(_Or):
    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self._value = value
        self.__type_params__ = type_params
        self.__parameters__ = type_params
        self.__module__ = _t._caller()

    @property
    def __value__(self):
        if type(self._value) is _t._Lazy:
            self._value = self._value.make()
        return self._value

    def __repr__(self):
        return self.__name__

    def __getitem__(self, args):
        if not self.__type_params__:
            raise TypeError("Only generic type aliases are subscriptable")
        return _t._GenericAliasType(self, args)


def _type_alias(name, params, make):
    return TypeAliasType(name, _t._Lazy(make), type_params=params)


# ---- small things ------------------------------------------------------------------------------------

def assert_never(arg, /):
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def get_overloads(func):
    func = getattr(func, "__func__", func)
    return list(_t._overloads.get((func.__module__, func.__qualname__), {}).values())


def clear_overloads():
    _t._overloads.clear()


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    def decorator(obj):
        obj.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default,
            "kw_only_default": kw_only_default, "frozen_default": frozen_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs}
        return obj
    return decorator


def no_type_check_decorator(decorator):
    def wrapped(*args, **kwargs):
        return _t.no_type_check(decorator(*args, **kwargs))
    return wrapped


TypeIs = _Form("TypeIs", _make_one)
ReadOnly = _Form("ReadOnly", _make_one)


class IO(Generic[AnyStr]):
    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()
