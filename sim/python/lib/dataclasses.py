# Data classes. The methods of a class are written as text and compiled once, as functions of the
# program's module, so that wrong calls raise what any function raises.
import sys

from _vloop_lib import compile_function, python_minor as _minor

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
           "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


class _FIELD_BASE:
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_MappingProxy = type(type.__dict__)
_GenericAlias = type(list[int])
_empty_metadata = _MappingProxy({})


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type):
            shown = self.type.__name__
        else:
            shown = repr(self.type)
        return f"dataclasses.InitVar[{shown}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare",
                 "metadata", "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _empty_metadata if metadata is None else _MappingProxy(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},"
                f"hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},"
                f"kw_only={self.kw_only!r},_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(_GenericAlias)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only",
                 "slots", "weakref_slot")

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        names = self.__slots__[:6] if _minor < 12 else self.__slots__
        shown = ",".join([f"{n}={getattr(self, n)!r}" for n in names])
        return f"_DataclassParams({shown})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# ---- what the annotations say ------------------------------------------------------------------------

def _is_classvar(hint, typing):
    return hint is typing.ClassVar or getattr(hint, "__origin__", None) is typing.ClassVar


def _is_initvar(hint, dataclasses):
    return hint is InitVar or type(hint) is InitVar


def _is_kw_only(hint, dataclasses):
    return hint is KW_ONLY


def _word(text):
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[:end], text[end:].lstrip()


def _named_by(text, cls, module, predicate):
    # whether the annotation, kept as a string, begins with a name for what `predicate` knows
    name, rest = _word(text.lstrip())
    own = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    if name and rest[:1] == ".":
        if own.get(name) is not module:
            return False
        own = module.__dict__
        name, rest = _word(rest[1:].lstrip())
    return bool(name) and name in own and predicate(own[name], module)


def _is(hint, cls, module, predicate):
    if module is None:
        return False
    return predicate(hint, module) or isinstance(hint, str) and _named_by(hint, cls, module, predicate)


def _get_field(cls, name, hint, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = hint
    f._field_type = _FIELD
    if _is(hint, cls, sys.modules.get("typing"), _is_classvar):
        f._field_type = _FIELD_CLASSVAR
    elif _is(hint, cls, sys.modules[__name__], _is_initvar):
        f._field_type = _FIELD_INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is not _FIELD_CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: "
                         "use default_factory")
    return f


# ---- the methods as text -----------------------------------------------------------------------------

class _Methods:
    def __init__(self, globals):
        self.globals = globals
        self.lines = []
        self.names = []
        self.values = {}

    def add(self, name, params, body):
        self.names.append(name)
        self.lines.append(f" def {name}({params}):")
        self.lines += body

    def make(self, cls):
        text = (f"def __create_fn__({', '.join(self.values)}):\n" + "\n".join(self.lines) +
                f"\n return {', '.join(self.names)},")
        functions = compile_function(text, self.globals)(*self.values.values())
        for func in functions:
            func.__qualname__ = f"{cls.__qualname__}.{func.__name__}"
        return functions


def _assign(frozen, name, value, owner):
    if frozen:
        return f"  __dataclass_set__({owner},{name!r},{value})"
    return f"  {owner}.{name}={value}"


def _init_method(made, all_fields, positional, keyword, frozen, post_init, owner, slots):
    seen = None
    for f in positional:
        if not f.init:
            continue
        if not (f.default is MISSING and f.default_factory is MISSING):
            seen = f
        elif seen:
            of = f" {seen.name!r}" if _minor >= 13 else ""
            raise TypeError(f"non-default argument {f.name!r} follows default argument{of}")
    body = []
    for f in all_fields:
        value = f.name
        if f.default_factory is not MISSING:
            made.values[f"__dataclass_dflt_{f.name}__"] = f.default_factory
            value = f"__dataclass_dflt_{f.name}__()"
            if f.init:
                value += f" if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}"
        elif f.default is not MISSING:
            made.values[f"__dataclass_dflt_{f.name}__"] = f.default
            if not f.init:
                if not slots:
                    continue
                value = f"__dataclass_dflt_{f.name}__"
        elif not f.init:
            continue
        if f._field_type is not _FIELD_INITVAR:
            body.append(_assign(frozen, f.name, value, owner))
    if post_init:
        given = ",".join([f.name for f in all_fields if f._field_type is _FIELD_INITVAR])
        body.append(f"  {owner}.__post_init__({given})")
    params = [owner] + [_parameter(f) for f in positional if f.init]
    named = [_parameter(f) for f in keyword if f.init]
    if named:
        params += ["*"] + named
    made.values["__dataclass_HAS_DEFAULT_FACTORY__"] = _HAS_DEFAULT_FACTORY
    if frozen:
        made.values["__dataclass_set__"] = object.__setattr__
    made.add("__init__", ",".join(params), body or ["  pass"])


def _parameter(f):
    if f.default is not MISSING:
        return f"{f.name}=__dataclass_dflt_{f.name}__"
    if f.default_factory is not MISSING:
        return f"{f.name}=__dataclass_HAS_DEFAULT_FACTORY__"
    return f.name


def _repr_method(made, shown):
    # an object that is being shown already is "..."
    made.values["__dataclass_running__"] = _running
    parts = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in shown])
    made.add("__repr__", "self", [
        "  key = id(self)",
        "  if key in __dataclass_running__:",
        "   return '...'",
        "  __dataclass_running__.add(key)",
        "  try:",
        f"   return f\"{{self.__class__.__qualname__}}({parts})\"",
        "  finally:",
        "   __dataclass_running__.discard(key)"])


_running = set()


def _tuple_of(owner, fields):
    return "(" + "".join([f"{owner}.{f.name}," for f in fields]) + ")"


def _compare_methods(made, compared, eq, order):
    mine, others = _tuple_of("self", compared), _tuple_of("other", compared)
    if eq and _minor >= 13:
        terms = " and ".join([f"self.{f.name}==other.{f.name}" for f in compared]) or "True"
        made.add("__eq__", "self,other", [
            "  if self is other:", "   return True",
            "  if other.__class__ is self.__class__:", f"   return {terms}",
            "  return NotImplemented"])
    elif eq:
        made.add("__eq__", "self,other", [
            "  if other.__class__ is self.__class__:", f"   return {mine}=={others}",
            "  return NotImplemented"])
    if order:
        for name, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            made.add(name, "self,other", [
                "  if other.__class__ is self.__class__:", f"   return {mine}{sign}{others}",
                "  return NotImplemented"])


def _frozen_methods(made, cls, names):
    made.values["cls"] = cls
    made.values["FrozenInstanceError"] = FrozenInstanceError
    test = "type(self) is cls"
    if names:
        test += " or name in {" + ", ".join([repr(n) for n in names]) + "}"
    for method, params, done, arguments in (("__setattr__", "self,name,value", "assign to", "name, value"),
                                            ("__delattr__", "self,name", "delete", "name")):
        made.add(method, params, [
            f"  if {test}:",
            f"   raise FrozenInstanceError(f\"cannot {done} field {{name!r}}\")",
            f"  super(cls, self).{method}({arguments})"])


def _hash_wanted(unsafe_hash, eq, frozen, explicit):
    # None: leave it; False: unhashable; True: by the fields
    if unsafe_hash:
        return "error" if explicit else True
    if not eq or explicit:
        return None
    return True if frozen else False


# ---- the decorator -----------------------------------------------------------------------------------

def _set_new(cls, name, value):
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _collect(cls, kw_only, frozen):
    fields, any_frozen, all_frozen, bases = {}, False, True, False
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, _FIELDS, None)
        if inherited is None:
            continue
        bases = True
        for f in inherited.values():
            fields[f.name] = f
        is_frozen = getattr(base, _PARAMS).frozen
        any_frozen = any_frozen or is_frozen
        all_frozen = all_frozen and is_frozen
    annotations = cls.__dict__.get("__annotations__", {})
    own, seen = [], False
    for name, hint in annotations.items():
        if _is(hint, cls, sys.modules[__name__], _is_kw_only):
            if seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen = kw_only = True
        else:
            own.append(_get_field(cls, name, hint, kw_only))
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if frozen and not (all_frozen if _minor >= 12 else any_frozen):
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    return fields


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
             weakref_slot):
    globals = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args,
                                           kw_only, slots, weakref_slot))
    fields = _collect(cls, kw_only, frozen)
    setattr(cls, _FIELDS, fields)
    class_hash = cls.__dict__.get("__hash__", MISSING)
    explicit = not (class_hash is MISSING or class_hash is None and "__eq__" in cls.__dict__)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    initial = [f for f in fields.values() if f._field_type is not _FIELD_CLASSVAR]
    positional = [f for f in initial if f.init and not f.kw_only]
    keyword = [f for f in initial if f.init and f.kw_only]
    real = [f for f in fields.values() if f._field_type is _FIELD]
    made = _Methods(globals)
    if init:
        owner = "__dataclass_self__" if "self" in fields else "self"
        _init_method(made, initial, positional, keyword, frozen, hasattr(cls, "__post_init__"), owner,
                     slots)
    if repr:
        _repr_method(made, [f for f in real if f.repr])
    _compare_methods(made, [f for f in real if f.compare], eq, order)
    if frozen:
        _frozen_methods(made, cls, [f.name for f in real])
    hashing = _hash_wanted(unsafe_hash, eq, frozen, explicit)
    if hashing is True:
        parts = _tuple_of("self", [f for f in real if (f.compare if f.hash is None else f.hash)])
        made.add("__hash__", "self", [f"  return hash({parts})"])
    if made.names:
        _install(cls, made, positional + keyword)
    if hashing is False:
        cls.__hash__ = None
    elif hashing == "error":
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    if _minor >= 13:
        _set_new(cls, "__replace__", _replace_method)
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature_text(cls, positional, keyword)
    if match_args:
        _set_new(cls, "__match_args__", tuple([f.name for f in positional]))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    abc = sys.modules.get("abc")
    if abc and getattr(cls, "__abstractmethods__", None):
        abc.update_abstractmethods(cls)
    return cls


def _install(cls, made, initial):
    for func in made.make(cls):
        name = func.__name__
        if name == "__init__":
            func.__annotations__ = {f.name: f.type for f in initial}
            func.__annotations__["return"] = None
        elif name == "__hash__":
            cls.__hash__ = func
            continue
        if _set_new(cls, name, func):
            if name in ("__lt__", "__le__", "__gt__", "__ge__"):
                stop = "" if _minor >= 13 else "."
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}{stop} "
                                "Consider using functools.total_ordering")
            if name in ("__setattr__", "__delattr__"):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")


def _hint_text(hint):
    if getattr(hint, "__module__", None) == "typing":
        return repr(hint).replace("typing.", "")
    if isinstance(hint, _GenericAlias):
        return str(hint)
    if isinstance(hint, type):
        if hint.__module__ == "builtins":
            return hint.__qualname__
        return hint.__module__ + "." + hint.__qualname__
    return repr(hint)


def _signature_text(cls, positional, keyword):
    # the docstring shows what inspect.signature would
    if "__init__" in cls.__dict__ and not hasattr(cls.__init__, "__code__"):
        return ""
    parts = []
    for f in positional + keyword:
        text = f"{f.name}: {_hint_text(f.type)}"
        if f.default is not MISSING:
            text += f" = {f.default!r}"
        elif f.default_factory is not MISSING:
            text += " = <factory>"
        parts.append(text)
    if keyword:
        parts.insert(len(positional), "*")
    return "(" + ", ".join(parts) + ")"


def _slots_of(cls):
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        return ["__dict__", "__weakref__"] if cls.__dict__.get("__dict__") else []
    return [slots] if isinstance(slots, str) else list(slots)


def _getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _add_slots(cls, frozen, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    space = dict(cls.__dict__)
    names = tuple([f.name for f in fields(cls)])
    inherited = set()
    for base in cls.__mro__[1:-1]:
        inherited.update(_slots_of(base))
    space["__slots__"] = tuple([n for n in names + (("__weakref__",) if weakref_slot else ())
                                if n not in inherited])
    for name in names:
        space.pop(name, None)
    space.pop("__dict__", None)
    space.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    cls = type(cls)(cls.__name__, cls.__bases__, space)
    if qualname is not None:
        cls.__qualname__ = qualname
    if frozen:
        _set_new(cls, "__getstate__", _getstate)
        _set_new(cls, "__setstate__", _setstate)
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                        weakref_slot)
    return wrap if cls is None else wrap(cls)


# ---- functions on instances --------------------------------------------------------------------------

def fields(class_or_instance):
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


_ATOMIC = {type(None), bool, int, float, complex, str, bytes, type(...), type(NotImplemented),
           type(is_dataclass), type(len), type, range, property}


def _plain(obj, make):
    # what asdict and astuple make of a value; `make`: of a data class's fields
    kind = type(obj)
    if kind in _ATOMIC:
        return obj
    if hasattr(kind, _FIELDS):
        return make(obj)
    if kind is list:
        return [_plain(v, make) for v in obj]
    if kind is dict:
        return {_plain(k, make): _plain(v, make) for k, v in obj.items()}
    if kind is tuple:
        return tuple([_plain(v, make) for v in obj])
    if issubclass(kind, tuple):
        if hasattr(obj, "_fields"):
            return kind(*[_plain(v, make) for v in obj])
        return kind([_plain(v, make) for v in obj])
    if issubclass(kind, dict):
        pairs = [(_plain(k, make), _plain(v, make)) for k, v in obj.items()]
        if hasattr(kind, "default_factory"):
            copied = kind(obj.default_factory)
            for key, value in pairs:
                copied[key] = value
            return copied
        return kind(pairs)
    if issubclass(kind, list):
        return kind([_plain(v, make) for v in obj])
    from copy import deepcopy
    return deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    if not hasattr(type(obj), _FIELDS):
        raise TypeError("asdict() should be called on dataclass instances")

    def make(of):
        pairs = [(f.name, _plain(getattr(of, f.name), make)) for f in fields(of)]
        return dict_factory(pairs)
    return make(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not hasattr(type(obj), _FIELDS):
        raise TypeError("astuple() should be called on dataclass instances")

    def make(of):
        return tuple_factory([_plain(getattr(of, f.name), make) for f in fields(of)])
    return make(obj)


def replace(obj, /, **changes):
    if not hasattr(type(obj), _FIELDS):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace_method(obj, **changes)


def _replace_method(self, /, **changes):
    wrong = TypeError if _minor >= 13 else ValueError
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise wrong(f"field {f.name} is declared with init=False, it cannot be specified "
                            "with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise wrong(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)


_replace_method.__name__ = _replace_method.__qualname__ = "_replace"


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None):
    from _vloop_lib import caller_globals
    from keyword import iskeyword
    space = {} if namespace is None else dict(namespace)
    seen, annotations = set(), {}
    for item in fields:
        if isinstance(item, str):
            name, hint = item, "typing.Any"
            if _minor >= 14:
                from typing import Any as hint
        elif len(item) == 2:
            name, hint = item
        elif len(item) == 3:
            name, hint, space[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = hint
    space["__annotations__"] = annotations
    if module is None and _minor >= 12:
        module = caller_globals().get("__name__")
    space["__module__"] = "types" if module is None else module
    meta = type(bases[0]) if bases else type
    cls = meta(cls_name, bases, space)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)
