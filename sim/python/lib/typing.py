# What programs name of typing at run time: special forms, aliases, type variables, Generic. Rarer parts
# (Protocol, NamedTuple, TypedDict, get_type_hints ...) stand in _typing_more and _typing_protocol, and
# aliases are made when first asked for: most programs import three names.
from _vloop_lib import python_minor as _minor, caller_globals as _caller_globals

TYPE_CHECKING = False
Text = str
_NoneType = type(None)
_GenericAliasType = type(list[int])
_UnionType = type(int | None)
_FunctionType = type(lambda: 0)
_BuiltinType = type(len)


def _caller():
    return _caller_globals().get("__name__", "__main__")


def _type_repr(obj):
    if isinstance(obj, type):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, (_FunctionType, _BuiltinType)):
        return obj.__name__
    if isinstance(obj, tuple):
        return "[" + ", ".join([_type_repr(t) for t in obj]) + "]"
    return repr(obj)


def _convert(arg, message="Parameters to generic types must be types."):
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg)
    if type(arg) is tuple:
        raise TypeError(message + f" Got {arg!r:.100}.")
    if arg is Generic or arg is ClassVar or arg is Final:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if isinstance(arg, _GenericAlias) and arg.__origin__ in (ClassVar, Final, Generic):
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _parameters(args):
    found = []
    for arg in args:
        if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            inner = (arg,)
        elif isinstance(arg, (tuple, list)):
            inner = _parameters(arg)
        elif isinstance(arg, type):
            continue
        else:
            inner = getattr(arg, "__parameters__", ())
        for one in inner:
            if one not in found:
                found.append(one)
    return tuple(found)


def _unique(args):
    found = []
    for arg in args:
        if arg not in found:
            found.append(arg)
    return found


class _Or:
    __slots__ = ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


# ---- forward references, type variables ----------------------------------------------------------

class ForwardRef(_Or):
    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (self.__forward_arg__ == other.__forward_arg__ and
                self.__forward_module__ == other.__forward_module__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


class _NoDefaultType:
    __slots__ = ()

    def __repr__(self):
        return "typing.NoDefault"


_NoDefault = NoDefault = _NoDefaultType()
_NoDefaultType.__name__ = _NoDefaultType.__qualname__ = "NoDefaultType"


class _Variable(_Or):
    # `_default`, `_bound`: a value, or as _lazy what a type parameter's scope computes when asked.
    def _setup(self, name, default):
        self.__name__ = name
        self._default = default
        module = _caller()
        if module != "typing":
            self.__module__ = module

    @property
    def __default__(self):
        if _minor < 13:
            raise AttributeError(
                f"'typing.{type(self).__name__}' object has no attribute '__default__'")
        if type(self._default) is _Lazy:
            self._default = self._default.make()
        return self._default

    def has_default(self):
        return self._default is not _NoDefault

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.__module__ != "typing":
            base = next(c for c in cls.__mro__[1:])
            raise TypeError(f"type 'typing.{base.__name__}' is not an acceptable base type")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class _Lazy:
    def __init__(self, make):
        self.make = make


class TypeVar(_Variable):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False,
                 infer_variance=False, default=_NoDefault):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        self._setup(name, default)
        self._constraints = tuple([_convert(t) for t in constraints])
        self._bound = bound if bound is None else _convert(bound, "Bound must be a type.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)

    @property
    def __bound__(self):
        if type(self._bound) is _Lazy:
            self._bound = self._bound.make()
        return self._bound

    @property
    def __constraints__(self):
        if type(self._constraints) is _Lazy:
            self._constraints = self._constraints.make()
        return self._constraints

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__

    def __typing_subst__(self, arg):
        return _convert(arg)


class _ParamSpecPart:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._part}"

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __hash__(self):
        return hash((self._part, self.__origin__))

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class ParamSpecArgs(_ParamSpecPart):
    _part = "args"


class ParamSpecKwargs(_ParamSpecPart):
    _part = "kwargs"


class ParamSpec(_Variable):
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False,
                 infer_variance=False, default=_NoDefault):
        self._setup(name, default)
        self.__bound__ = bound
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    __repr__ = TypeVar.__repr__

    def __typing_subst__(self, arg):
        return tuple(arg) if isinstance(arg, list) else arg


class TypeVarTuple(_Variable):
    def __init__(self, name, *, default=_NoDefault):
        self._setup(name, default)

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


def _type_parameter(kind, name, bound=None, constraints=None, default=None):
    # of `def f[T: bound]`, `class C[*Ts]`, `type X[**P]`; the last three are functions or None
    default = _NoDefault if default is None else _Lazy(default)
    if kind == 1:
        made = TypeVar(name, infer_variance=True)
        if bound:
            made._bound = _Lazy(bound)
        if constraints:
            made._constraints = _Lazy(constraints)
    elif kind == 2:
        made = ParamSpec(name, infer_variance=True)
    else:
        made = TypeVarTuple(name)
    made._default = default
    return made


def _generic_base(params):
    # of `class C[T, *Ts]`
    return Generic[tuple([Unpack[p] if isinstance(p, TypeVarTuple) else p for p in params])]


# ---- aliases --------------------------------------------------------------------------------------

class _GenericAlias(_Or):
    # X[...]: `_label` is how X is shown where it is not the origin's own name
    def __init__(self, origin, args, label=None, inst=True):
        self.__origin__ = origin
        self.__args__ = args
        self._label = label
        self._inst = inst
        if label is None and not isinstance(origin, _Form):
            self.__module__ = origin.__module__

    @property
    def __parameters__(self):
        return _parameters(self.__args__)

    def _copy(self, args):
        return type(self)(self.__origin__, args, self._label, self._inst)

    def __getitem__(self, args):
        params = self.__parameters__
        if self.__origin__ is Generic or self.__origin__ is _protocol():
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not params:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        if len(params) == 1 and isinstance(params[0], ParamSpec) and not (
                len(args) == 1 and (isinstance(args[0], (list, tuple, ParamSpec)) or args[0] is ...)):
            args = (args,)
        _check_count(self, params, args)
        return self._copy(_substitute(self.__args__, dict(zip(params, args))))

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._label} cannot be instantiated; "
                            f"use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            pass
        return result

    def __getattr__(self, name):
        if name[:2] == "__" and name[-2:] == "__" or "__origin__" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __setattr__(self, name, value):
        if name[:1] == "_":
            object.__setattr__(self, name, value)
        else:
            setattr(self.__origin__, name, value)

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, _Form):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._label:
            return _special_entries(self, origin, bases)
        if origin is Generic:
            if _protocol() in bases:
                return ()
            at = bases.index(self)
            for base in bases[at + 1:]:
                if isinstance(base, _GenericAlias) and base is not self:
                    return ()
        return (origin,)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __repr__(self):
        name = "typing." + self._label if self._label else _type_repr(self.__origin__)
        args = ", ".join([_type_repr(a) for a in self.__args__]) if self.__args__ else "()"
        return f"{name}[{args}]"

    def __iter__(self):
        yield Unpack[self]


def _special_entries(alias, origin, bases):
    entries = [] if origin in bases else [origin]
    at = bases.index(alias)
    for base in bases[at + 1:]:
        if isinstance(base, _GenericAlias) or isinstance(base, type) and issubclass(base, Generic):
            return tuple(entries)
    return tuple(entries + [Generic])


def _protocol():
    return globals().get("Protocol")


def _check_count(cls, params, args):
    least = len([p for p in params if p._default is _NoDefault and not isinstance(p, TypeVarTuple)])
    if any([isinstance(p, TypeVarTuple) for p in params]):
        most = 1 << 30
    else:
        most = len(params)
    if least <= len(args) <= most:
        return
    few = len(args) < least
    at_least = "at least " if few and (_minor >= 13 or most == 1 << 30) else ""
    raise TypeError(f"Too {'few' if few else 'many'} arguments for {cls}; actual {len(args)}, "
                    f"expected {at_least}{least if few else most}")


def _substitute(args, given):
    made = []
    for arg in args:
        if isinstance(arg, TypeVar) or isinstance(arg, ParamSpec):
            if arg in given:
                new = arg.__typing_subst__(given[arg])
            else:
                new = arg if arg._default is _NoDefault else arg.__default__
            if isinstance(arg, ParamSpec) and isinstance(new, tuple):
                made.extend(new)
            else:
                made.append(new)
        elif isinstance(arg, tuple):
            made.append(_substitute(arg, given))
        elif isinstance(arg, type):
            made.append(arg)
        else:
            params = getattr(arg, "__parameters__", ())
            if params and isinstance(arg, _GenericAlias):
                made.append(arg._copy(_substitute(arg.__args__, given)))
            elif params:
                made.append(arg[tuple([given.get(p, p) for p in params])])
            else:
                made.append(arg)
    return tuple(made)


def _builtin_parameters(alias): # of list[T], asked for by its __parameters__
    return _parameters(alias.__args__)


def _builtin_subscript(alias, args): # list[T][int]
    params = _parameters(alias.__args__)
    if not params:
        raise TypeError(f"{alias!r} is not a generic class")
    if not isinstance(args, tuple):
        args = (args,)
    if len(args) != len(params):
        how = "many" if len(args) > len(params) else "few"
        raise TypeError(f"Too {how} arguments for {alias!r}; actual {len(args)}, "
                        f"expected {len(params)}")
    given = dict(zip(params, args))
    if isinstance(alias, _UnionType):
        made = None
        for arg in _substitute(alias.__args__, given):
            made = arg if made is None else made | arg
        return made
    return _GenericAliasType(alias.__origin__, _substitute(alias.__args__, given))


class _UnionGenericAlias(_GenericAlias):
    def _copy(self, args):
        return Union[args]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, _UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if _minor >= 14:
            return " | ".join(["None" if a is _NoneType else _type_repr(a) for a in args])
        if len(args) == 2 and _NoneType in args:
            return f"typing.Optional[{_type_repr(args[args[0] is _NoneType])}]"
        return _GenericAlias.__repr__(self)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False


class _LiteralGenericAlias(_GenericAlias):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set([(type(a), a) for a in self.__args__]) == set([(type(a), a) for a in other.__args__])

    def __hash__(self):
        return hash(frozenset([(type(a), a) for a in self.__args__]))

    def __repr__(self):
        return "typing.Literal[" + ", ".join([repr(a) for a in self.__args__]) + "]"


class _CallableGenericAlias(_GenericAlias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec) or
                               isinstance(args[0], _GenericAlias) and args[0].__origin__ is Concatenate):
            return _GenericAlias.__repr__(self)
        shown = ", ".join([_type_repr(a) for a in args[:-1]])
        return f"typing.Callable[[{shown}], {_type_repr(args[-1])}]"


class _AnnotatedAlias(_GenericAlias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        _GenericAlias.__init__(self, origin, (origin,), "Annotated")
        self.__metadata__ = metadata

    def _copy(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        shown = ", ".join([repr(a) for a in self.__metadata__])
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {shown}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class _SpecialGenericAlias(_Or):
    # List, Dict, Iterable ...: the origin is imported when it is needed
    def __init__(self, name, module, origin, count):
        self._name = name
        self._place = module, origin
        self._count = count
        self.__module__ = "typing"

    def __getattr__(self, name):
        if name == "__origin__":
            module, origin = self._place
            if module == "builtins":
                import builtins as found
            else:
                import sys
                __import__(module)
                found = sys.modules[module]
            self.__origin__ = made = getattr(found, origin)
            return made
        if name[:2] == "__" and name[-2:] == "__":
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        if self._name == "Tuple":
            if len(args) == 2 and args[1] is ...:
                args = _convert(args[0], "Tuple[t, ...]: t must be a type."), ...
            else:
                args = tuple([_convert(a, "Tuple[t0, t1, ...]: each t must be a type.") for a in args])
            return _GenericAlias(self.__origin__, args, self._name, False)
        args = tuple([_convert(a) for a in args])
        count = self._count
        if _minor >= 13 and self._name in ("Generator", "AsyncGenerator"):
            args = args + (_NoneType,) * (count - len(args) if args else 0)
        if len(args) != count:
            how = "many" if len(args) > count else "few"
            raise TypeError(f"Too {how} arguments for {self}; actual {len(args)}, expected {count}")
        return _GenericAlias(self.__origin__, args, self._name, False)

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Type {self._name} cannot be instantiated; "
                        f"use {self.__origin__.__name__}() instead")

    def __mro_entries__(self, bases):
        return _special_entries(self, self.__origin__, bases)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        return issubclass(cls, self.__origin__)

    def __repr__(self):
        return "typing." + self._name


class _CallableType(_SpecialGenericAlias):
    def __getitem__(self, args):
        if not isinstance(args, tuple) or len(args) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        params, result = args
        if isinstance(params, list):
            flat = tuple([_convert(a) for a in params])
        else:
            flat = (params,)
        result = _convert(result, "Callable[args, result]: result must be a type.")
        return _CallableGenericAlias(self.__origin__, flat + (result,), "Callable", False)


_ALIASES = {
    "List": "builtins list 1", "Dict": "builtins dict 2", "Set": "builtins set 1",
    "FrozenSet": "builtins frozenset 1", "Tuple": "builtins tuple -1", "Type": "builtins type 1",
    "Deque": "collections deque 1", "DefaultDict": "collections defaultdict 2",
    "OrderedDict": "collections OrderedDict 2", "Counter": "collections Counter 1",
    "ChainMap": "collections ChainMap 2", "Hashable": "collections.abc Hashable 0",
    "Awaitable": "collections.abc Awaitable 1", "Coroutine": "collections.abc Coroutine 3",
    "AsyncIterable": "collections.abc AsyncIterable 1",
    "AsyncIterator": "collections.abc AsyncIterator 1", "Iterable": "collections.abc Iterable 1",
    "Iterator": "collections.abc Iterator 1", "Reversible": "collections.abc Reversible 1",
    "Sized": "collections.abc Sized 0", "Container": "collections.abc Container 1",
    "Collection": "collections.abc Collection 1", "AbstractSet": "collections.abc Set 1",
    "MutableSet": "collections.abc MutableSet 1", "Mapping": "collections.abc Mapping 2",
    "MutableMapping": "collections.abc MutableMapping 2", "Sequence": "collections.abc Sequence 1",
    "MutableSequence": "collections.abc MutableSequence 1",
    "MappingView": "collections.abc MappingView 1", "KeysView": "collections.abc KeysView 1",
    "ItemsView": "collections.abc ItemsView 2", "ValuesView": "collections.abc ValuesView 1",
    "ContextManager": "contextlib AbstractContextManager 1",
    "AsyncContextManager": "contextlib AbstractAsyncContextManager 1",
    "Generator": "collections.abc Generator 3", "AsyncGenerator": "collections.abc AsyncGenerator 2",
    "Pattern": "re Pattern 1", "Match": "re Match 1", "Callable": "collections.abc Callable 2"}


# ---- special forms --------------------------------------------------------------------------------

class _Form(_Or):
    __slots__ = ("_name", "_make")

    def __init__(self, name, make=None):
        self._name = name
        self._make = make

    def __repr__(self):
        if self._name == "Annotated" and _minor < 13:
            return "<class 'typing.Annotated'>"
        return "typing." + self._name

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(name)

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __instancecheck__(self, obj):
        if self._name == "Union":
            raise TypeError("typing.Union cannot be used with isinstance()")
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __getitem__(self, args):
        if self._make is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._make(self, args)


_Form.__name__ = _Form.__qualname__ = "_SpecialForm"


def _make_union(form, args):
    if args == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(args, tuple):
        args = (args,)
    flat = []
    for arg in args:
        arg = _convert(arg, "Union[arg, ...]: each arg must be a type.")
        if isinstance(arg, (_UnionGenericAlias, _UnionType)):
            flat.extend(arg.__args__)
        else:
            flat.append(arg)
    flat = _unique(flat)
    return flat[0] if len(flat) == 1 else _UnionGenericAlias(Union, tuple(flat), "Union")


def _make_optional(form, arg):
    return _make_union(form, (_convert(arg, "Optional[t] requires a single type."), _NoneType))


def _make_one(form, arg):
    arg = _convert(arg, f"{form} accepts only single type.")
    return _GenericAlias(form, (arg,), form._name)


def _make_literal(form, args):
    flat = []
    for arg in args if isinstance(args, tuple) else (args,):
        if isinstance(arg, _LiteralGenericAlias):
            flat.extend(arg.__args__)
        else:
            flat.append(arg)
    try:
        kept = []
        for arg in flat:
            if not any([type(arg) is type(k) and arg == k for k in kept]):
                kept.append(arg)
        flat = kept
    except TypeError:
        pass
    return _LiteralGenericAlias(form, tuple(flat), "Literal")


def _make_concatenate(form, args):
    if args == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    args = args if isinstance(args, tuple) else (args,)
    if not (args[-1] is ... or isinstance(args[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    return _GenericAlias(form, tuple([_convert(a) for a in args[:-1]]) + (args[-1],), "Concatenate")


def _make_unpack(form, arg):
    return _UnpackAlias(form, (_convert(arg, "Unpack accepts only single type."),), "Unpack")


class _UnpackAlias(_GenericAlias):
    def __repr__(self):
        return "*" + repr(self.__args__[0]) if _minor < 12 else _GenericAlias.__repr__(self)


def _make_annotated(form, args):
    if not isinstance(args, tuple) or len(args) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    return _AnnotatedAlias(_convert(args[0], "Annotated[t, ...]: t must be a type."), args[1:])


Union = _Form("Union", _make_union)
Optional = _Form("Optional", _make_optional)
Literal = _Form("Literal", _make_literal)
ClassVar = _Form("ClassVar", _make_one)
Final = _Form("Final", _make_one)
Concatenate = _Form("Concatenate", _make_concatenate)
Unpack = _Form("Unpack", _make_unpack)
TypeGuard = _Form("TypeGuard", _make_one)
Annotated = _Form("Annotated", _make_annotated)
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")
Required = _Form("Required", _make_one)
NotRequired = _Form("NotRequired", _make_one)


class _AnyMeta(type):
    def __instancecheck__(cls, obj):
        if cls is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(cls):
        return "typing.Any" if cls is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


# ---- Generic --------------------------------------------------------------------------------------

class Generic:
    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, args):
        if not isinstance(args, tuple):
            args = (args,)
        if cls is Generic or cls is _protocol():
            name = cls.__name__
            if not args:
                raise TypeError(f"Parameter list to {name}[...] cannot be empty")
            for arg in args:
                if not isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple, _UnpackAlias)):
                    raise TypeError(f"Parameters to {name}[...] must all be type variables or "
                                    "parameter specification variables.")
            if len(set(args)) != len(args):
                raise TypeError(f"Parameters to {name}[...] must all be unique")
            return _GenericAlias(cls, args, name if name == "Protocol" else None)
        params = cls.__parameters__
        if len(params) == 1 and isinstance(params[0], ParamSpec) and not (
                len(args) == 1 and (isinstance(args[0], (list, ParamSpec)) or args[0] is ...)):
            args = (list(args),)
        args = tuple([tuple(a) if isinstance(a, list) else _convert(a) for a in args])
        if not params:
            raise TypeError(f"{cls} is not a generic class")
        _check_count(cls, params, args)
        for param in params[len(args):]:
            if isinstance(param, (TypeVar, ParamSpec)):
                args += (param.__default__,)
        return _GenericAlias(cls, args)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        protocol = _protocol()
        if bases is None:
            if Generic in cls.__bases__ and cls.__name__ != "Protocol":
                raise TypeError("Cannot inherit from plain Generic")
            cls.__parameters__ = ()
            return
        if Generic in bases:
            raise TypeError("Cannot inherit from plain Generic")
        params = _parameters(bases)
        declared = None
        for base in bases:
            if isinstance(base, _GenericAlias) and base.__origin__ in (Generic, protocol):
                if declared is not None:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                declared = base.__parameters__
        if declared is not None:
            missing = [p for p in params if p not in declared]
            if missing:
                shown = ", ".join([str(p) for p in missing])
                listed = ", ".join([str(p) for p in declared])
                raise TypeError(f"Some type variables ({shown}) are not listed in Generic[{listed}]")
            params = declared
        cls.__parameters__ = params


# ---- functions -------------------------------------------------------------------------------------

def cast(typ, val):
    return val


def overload(func):
    f = getattr(func, "__func__", func)
    try:
        key = f.__module__, f.__qualname__
        _overloads.setdefault(key, {})[f.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions "
        "outside a stub module should always be followed by an implementation that is not "
        "@overload-ed.")


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    if isinstance(arg, type):
        for value in list(arg.__dict__.values()):
            if isinstance(value, _FunctionType):
                value.__no_type_check__ = True
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


class NewType(_Or):
    __call__ = cast

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = _caller()

    def __call__(self, x):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __mro_entries__(self, bases):
        name = self.__name__
        raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        f"`Subclass = NewType('Subclass', {name})`")


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_GenericAlias, _SpecialGenericAlias, _GenericAliasType, _ParamSpecPart)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, _UnionType):
        return _UnionType
    return None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_GenericAlias, _GenericAliasType)):
        args = tp.__args__
        if get_origin(tp).__name__ == "Callable" and not (
                len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec) or
                                    get_origin(args[0]) is Concatenate)):
            args = (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, _UnionType):
        return tp.__args__
    return ()


# ---- the rest, when asked for ----------------------------------------------------------------------

_MORE = """NamedTuple TypedDict get_type_hints assert_never assert_type reveal_type get_overloads
 clear_overloads is_typeddict dataclass_transform no_type_check_decorator IO TextIO BinaryIO
 TypeAliasType AnyStr TypeIs ReadOnly evaluate_forward_ref"""
_PROTOCOLS = """Protocol runtime_checkable get_protocol_members is_protocol SupportsInt SupportsFloat
 SupportsComplex SupportsBytes SupportsIndex SupportsAbs SupportsRound"""
_SINCE = {"override": 12, "TypeAliasType": 12, "NoDefault": 13, "TypeIs": 13, "ReadOnly": 13,
          "get_protocol_members": 13, "is_protocol": 13, "evaluate_forward_ref": 14}
for _name in list(_SINCE):
    if _minor < _SINCE[_name]:
        globals().pop(_name, None)


def __getattr__(name):
    place = _ALIASES.get(name)
    if place:
        module, origin, count = place.split()
        kind = _CallableType if name == "Callable" else _SpecialGenericAlias
        made = kind(name, module, origin, int(count))
    elif _SINCE.get(name, 0) > _minor:
        raise AttributeError(f"module 'typing' has no attribute '{name}'")
    elif name in _MORE.split():
        import _typing_more
        made = getattr(_typing_more, name)
    elif name in _PROTOCOLS.split():
        import _typing_protocol
        made = getattr(_typing_protocol, name)
    elif name == "__all__":
        made = sorted([n for n in globals() if n[0] != "_" and n != "annotations"] +
                      list(_ALIASES) + _MORE.split() + _PROTOCOLS.split())
    else:
        raise AttributeError(f"module 'typing' has no attribute '{name}'")
    globals()[name] = made
    return made
