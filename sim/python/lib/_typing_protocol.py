# Protocols: structural checks at run time. What is made here says `typing` of itself.
import typing as _t
from abc import ABCMeta, abstractmethod
from _vloop_lib import python_minor as _minor
from typing import Generic, TypeVar

__name__ = "typing"
_hidden = {"__annotations__", "__dict__", "__weakref__", "__doc__", "__module__", "__parameters__",
           "__orig_bases__", "__orig_class__", "_is_protocol", "_is_runtime_protocol", "__slots__",
           "__abstractmethods__", "_abc_impl", "__init__", "__new__", "__class_getitem__",
           "__subclasshook__", "__match_args__", "__static_attributes__", "__firstlineno__",
           "__protocol_attrs__", "__non_callable_proto_members__", "__callable_proto_members_only__",
           "__type_params__", "__qualname__", "__hash__"}


def _members_of(cls):
    found = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic") and base.__module__ == "typing":
            continue
        for name in (*base.__dict__, *base.__dict__.get("__annotations__", {})):
            if not name.startswith("_abc_") and name not in _hidden:
                found.add(name)
            elif name == "__hash__" and base.__dict__[name] is not None:
                found.add(name)
    return found


_absent = object()


def _static(obj, name):
    own = getattr(obj, "__dict__", None)
    if isinstance(own, dict) and name in own:
        return own[name]
    for base in type(obj).__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return _absent


class _ProtocolMeta(ABCMeta):
    def __new__(mcs, name, bases, namespace, /, **kwargs):
        if name == "Protocol" and bases == (Generic,):
            pass
        elif Protocol in bases:
            for base in bases:
                if not (base in (object, Generic) or getattr(base, "_is_protocol", False) or
                        base.__module__ in ("collections.abc", "contextlib", "abc")):
                    raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
        return super().__new__(mcs, name, bases, namespace, **kwargs)

    def __subclasscheck__(cls, other):
        if cls is Protocol or not cls._is_protocol:
            return type.__subclasscheck__(cls, other) or ABCMeta.__subclasscheck__(cls, other)
        if not isinstance(other, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        members = _members_of(cls)
        plain = sorted([n for n in members if not callable(getattr(cls, n, None))])
        if plain:
            text = "Protocols with non-method members don't support issubclass()"
            if _minor >= 13:
                text += ". Non-method members: " + str(plain)[1:-1] + "."
            raise TypeError(text)
        if type.__subclasscheck__(cls, other):
            return True
        for name in members:
            for base in other.__mro__:
                if name in base.__dict__:
                    if base.__dict__[name] is None:
                        return False
                    break
                if name in base.__dict__.get("__annotations__", {}) and getattr(
                        base, "_is_protocol", False):
                    break
            else:
                return False
        return True

    def __instancecheck__(cls, obj):
        if cls is Protocol or not cls._is_protocol:
            return type.__instancecheck__(cls, obj) or ABCMeta.__instancecheck__(cls, obj)
        if not getattr(cls, "_is_runtime_protocol", False):
            if type.__instancecheck__(cls, obj) and False:
                return True
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if type.__instancecheck__(cls, obj):
            return True
        for name in _members_of(cls):
            value = _static(obj, name)
            if value is _absent or value is None and callable(getattr(cls, name, None)):
                return False
        return True


def _no_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    # a class that derives from the protocol: the next __init__ that is not a protocol's own
    found = False
    for base in type(self).__mro__:
        init = base.__dict__.get("__init__", _no_init)
        if init is not _no_init:
            init(self, *args, **kwargs)
            return
    object.__init__(self)


class Protocol(Generic, metaclass=_ProtocolMeta):
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any([b is Protocol for b in cls.__bases__])
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init


_t.Protocol = Protocol


def runtime_checkable(cls):
    if not (isinstance(cls, type) and issubclass(cls, Generic) and getattr(cls, "_is_protocol", False)):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def is_protocol(tp, /):
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp is not Protocol


def get_protocol_members(tp, /):
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(_members_of(tp))


def _supports(name, method, generic=None):
    def abstract(self):
        pass
    abstract.__name__ = method
    abstract.__qualname__ = f"{name}.{method}"
    space = {"__slots__": (), "__module__": "typing", "__qualname__": name,
             method: abstractmethod(abstract), "_is_protocol": True}
    bases = (Protocol,)
    if generic:
        space["__orig_bases__"] = (Protocol[generic],)
    return runtime_checkable(_ProtocolMeta(name, bases, space))


_T_co = TypeVar("T_co", covariant=True)
SupportsInt = _supports("SupportsInt", "__int__")
SupportsFloat = _supports("SupportsFloat", "__float__")
SupportsComplex = _supports("SupportsComplex", "__complex__")
SupportsBytes = _supports("SupportsBytes", "__bytes__")
SupportsIndex = _supports("SupportsIndex", "__index__")
SupportsAbs = _supports("SupportsAbs", "__abs__", _T_co)
SupportsRound = _supports("SupportsRound", "__round__", _T_co)
