# Signatures: what a callable takes, read from its code.
import sys
from enum import IntEnum as _IntEnum
from functools import partial as _partial
from inspect import _absent, get_annotations, getattr_static, isbuiltin, isclass, isfunction, ismethod, \
    ismethoddescriptor, unwrap
from types import BuiltinFunctionType, ClassMethodDescriptorType, CodeType, GenericAlias, MappingProxyType, \
    MethodWrapperType, WrapperDescriptorType
from _vloop_lib import python_minor as _minor, unsupported as _unsupported

__name__ = "inspect"  # whose classes these are


class _empty:
    pass


class _ParameterKind(_IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self.name

    @property
    def description(self):
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = ["positional-only", "positional or keyword", "variadic positional", "keyword-only",
                 "variadic keyword"]
_POSITIONAL_ONLY, _EITHER, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = _ParameterKind


# ---- annotations as text -----------------------------------------------------------------------------------

def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        import re
        return re.sub(r"[\w\.]+", lambda match: match.group().removeprefix("typing."), repr(annotation))
    if isinstance(annotation, GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


def formatannotationrelativeto(object):
    module = getattr(object, "__module__", None)
    return lambda annotation: formatannotation(annotation, module)


# ---- parameters ----------------------------------------------------------------------------------------------

class Parameter:
    __slots__ = ("_name", "_kind", "_default", "_annotation")
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _ParameterKind
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[0] == "." and name[1:].isdigit():
            if self._kind != _EITHER:
                raise ValueError("implicit arguments must be passed as positional or keyword arguments, not "
                                 + self._kind.description)
            self._kind = _POSITIONAL_ONLY
            name = "implicit" + name[1:]
        import keyword
        if keyword.iskeyword(name) and self._kind is not _POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=_absent, kind=_absent, annotation=_absent, default=_absent):
        return type(self)(self._name if name is _absent else name, self._kind if kind is _absent else kind,
                          default=self._default if default is _absent else default,
                          annotation=self._annotation if annotation is _absent else annotation)

    __replace__ = replace

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _parts(self):
        return self._name, self._kind, self._annotation, self._default

    def __hash__(self):
        return hash(self._parts())

    def __eq__(self, other):
        if self is other:
            return True
        return self._parts() == other._parts() if isinstance(other, Parameter) else NotImplemented


# ---- arguments -------------------------------------------------------------------------------------------------

class BoundArguments:
    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    def _split(self):
        # Positional arguments go on until one is missing or can only be named.
        args, kwargs, named = [], {}, False
        for name, param in self._signature.parameters.items():
            if not named and (param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments):
                named = True
            if name not in self.arguments:
                continue
            value = self.arguments[name]
            if not named:
                if param.kind == _VAR_POSITIONAL:
                    args.extend(value)
                else:
                    args.append(value)
            elif param.kind == _VAR_KEYWORD:
                kwargs.update(value)
            else:
                kwargs[name] = value
        return tuple(args), kwargs

    @property
    def args(self):
        return self._split()[0]

    @property
    def kwargs(self):
        return self._split()[1]

    def apply_defaults(self):
        arguments = {}
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif param.default is not _empty:
                arguments[name] = param.default
            elif param.kind is _VAR_POSITIONAL:
                arguments[name] = ()
            elif param.kind is _VAR_KEYWORD:
                arguments[name] = {}
        self.arguments = arguments

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join(f'{name}={value!r}' for name, value in self.arguments.items())})>"


# ---- signatures --------------------------------------------------------------------------------------------------

def _ordered(parameters):
    checked, top, defaults = {}, _POSITIONAL_ONLY, False
    for param in parameters:
        kind, name = param.kind, param.name
        if kind < top:
            raise ValueError(f"wrong parameter order: {top.description} parameter before {kind.description} "
                             "parameter")
        top = kind
        if kind in (_POSITIONAL_ONLY, _EITHER):
            if param.default is not _empty:
                defaults = True
            elif defaults:
                raise ValueError("non-default argument follows default argument")
        if name in checked:
            raise ValueError(f"duplicate parameter name: {name!r}")
        checked[name] = param
    return checked


class Signature:
    __slots__ = ("_return_annotation", "_parameters")
    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        from collections import OrderedDict
        if not __validate_parameters__:
            parameters = {param.name: param for param in parameters}
        else:
            parameters = _ordered(parameters or ())
        self._parameters = MappingProxyType(OrderedDict(parameters))
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _Reader(cls, follow_wrapped, True, globals, locals, eval_str).of(obj)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_absent, return_annotation=_absent):
        return type(self)(self._parameters.values() if parameters is _absent else parameters,
                          return_annotation=self._return_annotation if return_annotation is _absent
                          else return_annotation)

    __replace__ = replace

    def _parts(self):
        ordered = tuple(param for param in self._parameters.values() if param.kind != _KEYWORD_ONLY)
        return ordered, {p.name: p for p in self._parameters.values() if p.kind == _KEYWORD_ONLY}, \
            self._return_annotation

    def __hash__(self):
        ordered, named, returned = self._parts()
        return hash((ordered, frozenset(named.values()), returned))

    def __eq__(self, other):
        if self is other:
            return True
        return self._parts() == other._parts() if isinstance(other, Signature) else NotImplemented

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        arguments = {}
        left, passed_by_name = self._bind_positional(list(self._parameters.values()), args, kwargs, partial,
                                                     arguments)
        rest = None
        for param in left:
            if param.kind == _VAR_KEYWORD:
                rest = param
            elif param.kind != _VAR_POSITIONAL:
                if param.name in kwargs and not (_minor >= 13 and param.kind == _POSITIONAL_ONLY):
                    if param.kind == _POSITIONAL_ONLY:
                        raise TypeError(f"{param.name!r} parameter is positional only, but was passed as a keyword")
                    arguments[param.name] = kwargs.pop(param.name)
                elif not partial and param.default is _empty:
                    raise TypeError(f"missing a required argument: {param.name!r}")
        if kwargs and rest is not None:
            arguments[rest.name] = kwargs
        elif kwargs and passed_by_name:
            raise TypeError("got some positional-only arguments passed as keyword arguments: "
                            + repr(", ".join(passed_by_name)))
        elif kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return self._bound_arguments_cls(self, arguments)

    # What the positional arguments fill; the parameters left over, and the positional-only ones that were named.
    def _bind_positional(self, params, args, kwargs, partial, arguments):
        at, passed_by_name = 0, []
        for i, value in enumerate(args):
            if at == len(params) or params[at].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                raise TypeError("too many positional arguments")
            param = params[at]
            at += 1
            if param.kind == _VAR_POSITIONAL:
                arguments[param.name] = tuple(args[i:])
                return params[at:], passed_by_name
            if param.name in kwargs and param.kind != _POSITIONAL_ONLY:
                raise TypeError(f"multiple values for argument {param.name!r}")
            arguments[param.name] = value
        for at in range(at, len(params)):
            param = params[at]
            if param.kind == _VAR_POSITIONAL:
                return params[at + 1:], passed_by_name
            if param.name in kwargs:
                if param.kind != _POSITIONAL_ONLY:
                    return params[at:], passed_by_name
                if _minor < 13 and (_minor < 12 or param.default is _empty):
                    raise TypeError(f"{param.name!r} parameter is positional only, but was passed as a keyword")
                passed_by_name.append(param.name)
                continue
            if param.kind == _VAR_KEYWORD or param.default is not _empty or partial:
                return params[at:], passed_by_name
            kind = " keyword-only" if param.kind == _KEYWORD_ONLY and _minor >= 12 else ""
            raise TypeError(f"missing a required{kind} argument: {param.name!r}")
        return [], passed_by_name

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        parts, slash, star = [], False, True
        for param in self._parameters.values():
            if param.kind == _POSITIONAL_ONLY:
                slash = True
            elif slash:
                parts.append("/")
                slash = False
            if param.kind == _VAR_POSITIONAL:
                star = False
            elif param.kind == _KEYWORD_ONLY and star:
                parts.append("*")
                star = False
            parts.append(str(param))
        if slash:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(parts) + "\n)"
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(self._return_annotation)
        return text


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals,
                                   eval_str=eval_str)


# ---- reading them from callables ---------------------------------------------------------------------------------

_NATIVE = (WrapperDescriptorType, MethodWrapperType, ClassMethodDescriptorType, BuiltinFunctionType)


def _without_first(signature):
    params = tuple(signature.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    return signature.replace(parameters=params if params[0].kind is _VAR_POSITIONAL else params[1:])


def _like_function(obj):
    return callable(obj) and not isclass(obj) and isinstance(getattr(obj, "__code__", None), CodeType) and \
        isinstance(getattr(obj, "__name__", None), str)


class _Reader:
    def __init__(self, cls, follow, skip_bound, globals, locals, eval_str):
        self.cls, self.follow, self.skip_bound = cls, follow, skip_bound
        self.scope = {"globals": globals, "locals": locals, "eval_str": eval_str}

    def of(self, obj):
        if not callable(obj):
            raise TypeError(f"{obj!r} is not a callable object")
        if ismethod(obj):
            found = self.of(obj.__func__)
            return _without_first(found) if self.skip_bound else found
        if self.follow:
            obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
            if ismethod(obj):
                return self.of(obj)
        given = getattr(obj, "__signature__", None)
        if given is not None:
            if not isinstance(given, Signature) and callable(given):
                given = given()
            if not isinstance(given, Signature):
                raise TypeError(f"unexpected object {given!r} in __signature__ attribute")
            return given
        if isinstance(obj, _partial):
            return self.of_partial(obj)
        if isfunction(obj) or _like_function(obj):
            return self.of_function(obj)
        if isbuiltin(obj) or ismethoddescriptor(obj) or isinstance(obj, _NATIVE) or obj is type or obj is object:
            return self.of_native(obj)
        if isinstance(obj, type):
            return self.of_class(obj)
        call = getattr_static(type(obj), "__call__", None)
        if call is None:
            raise ValueError(f"callable {obj!r} is not supported by signature")
        return self.of(self.bound(call, obj, type(obj)))

    def bound(self, found, obj, cls):
        get = getattr(type(found), "__get__", None)
        return found if get is None or isclass(found) else get(found, obj, cls)

    def of_native(self, obj):
        if obj is object:
            return self.cls([])
        _unsupported(f"inspect.signature of {obj!r}: it is no function in Python")

    def of_function(self, func):
        code = func.__code__
        names, count, only = code.co_varnames, code.co_argcount, code.co_kwonlyargcount
        annotations = get_annotations(func, **self.scope)
        defaults, named_defaults = func.__defaults__ or (), func.__kwdefaults__ or {}
        params = []

        def add(name, kind, default=_empty):
            params.append(self.cls._parameter_cls(name, kind, default=default,
                                                  annotation=annotations.get(name, _empty)))
        for i, name in enumerate(names[:count]):
            at = i - (count - len(defaults))
            add(name, _POSITIONAL_ONLY if i < code.co_posonlyargcount else _EITHER,
                defaults[at] if at >= 0 else _empty)
        extra = count + only
        if code.co_flags & 4:
            add(names[extra], _VAR_POSITIONAL)
            extra += 1
        for name in names[count:count + only]:
            add(name, _KEYWORD_ONLY, named_defaults.get(name, _empty))
        if code.co_flags & 8:
            add(names[extra], _VAR_KEYWORD)
        return self.cls(params, return_annotation=annotations.get("return", _empty),
                        __validate_parameters__=not isfunction(func))

    def of_partial(self, partial):
        whole = self.of(partial.func)
        try:
            given = whole.bind_partial(*partial.args, **partial.keywords).arguments
        except TypeError as error:
            raise ValueError(f"partial object {partial!r} has incorrect arguments") from error
        params, named = [], False
        for name, param in whole.parameters.items():
            if name in given and param.kind is _POSITIONAL_ONLY:
                continue
            if name in given and param.kind is _EITHER:
                if name not in partial.keywords:
                    continue
                named = True
            if name in given and param.kind in (_EITHER, _KEYWORD_ONLY):
                param = param.replace(default=given[name])
            if named and param.kind is _VAR_POSITIONAL:
                continue
            if named and param.kind is _EITHER:
                param = param.replace(kind=_KEYWORD_ONLY)
            params.append(param)
        return whole.replace(parameters=params)

    def own_method(self, cls, name):
        method = getattr(cls, name, None) if name == "__new__" else getattr_static(cls, name, None)
        if method is None or isinstance(method, _NATIVE):
            return None
        return method if name == "__new__" else self.bound(method, cls, type(cls))

    def of_class(self, cls):
        call = self.own_method(type(cls), "__call__")
        if call is not None:
            return self.of(call)
        new, init = self.own_method(cls, "__new__"), self.own_method(cls, "__init__")
        for base in cls.__mro__:
            if new is not None and "__new__" in base.__dict__:
                found = self.of(new)
                return _without_first(found) if self.skip_bound else found
            if init is not None and "__init__" in base.__dict__:
                return self.of(init)
        if cls.__init__ is object.__init__ and cls.__new__ is object.__new__:
            return self.cls([])
        _unsupported(f"inspect.signature of {cls!r}: its __init__ is no function in Python")


# ---- the older form ------------------------------------------------------------------------------------------------

def _spec_type():
    from collections import namedtuple
    return namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations",
                      module="inspect")


FullArgSpec = _spec_type()


def getfullargspec(func):
    try:
        found = _Reader(Signature, False, False, None, None, False).of(func)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    params = found.parameters.values()
    annotations = {} if found.return_annotation is _empty else {"return": found.return_annotation}
    annotations.update((p.name, p.annotation) for p in params if p.annotation is not _empty)

    def of(*kinds):
        return [p for p in params if p.kind in kinds]
    positional, named = of(_POSITIONAL_ONLY, _EITHER), of(_KEYWORD_ONLY)
    rest, names = of(_VAR_POSITIONAL), of(_VAR_KEYWORD)
    return FullArgSpec([p.name for p in positional], rest[0].name if rest else None,
                       names[0].name if names else None,
                       tuple(p.default for p in positional if p.default is not _empty) or None,
                       [p.name for p in named],
                       {p.name: p.default for p in named if p.default is not _empty} or None, annotations)


def _missing(name, missing, kind):
    shown = [repr(n) for n in missing]
    text = shown[0] if len(shown) == 1 else " and ".join(shown) if len(shown) == 2 else \
        ", ".join(shown[:-1]) + " and " + shown[-1]
    raise TypeError(f"{name}() missing {len(shown)} required {kind} argument{'s' * (len(shown) > 1)}: {text}")


def getcallargs(func, /, *positional, **named):
    spec, name = getfullargspec(func), func.__name__
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
    args, defaults = spec.args, spec.defaults or ()
    values = dict(zip(args, positional))
    if spec.varargs:
        values[spec.varargs] = positional[len(args):]
    if spec.varkw:
        values[spec.varkw] = {}
    for key, value in named.items():
        if key not in args and key not in spec.kwonlyargs:
            if not spec.varkw:
                raise TypeError(f"{name}() got an unexpected keyword argument {key!r}")
            values[spec.varkw][key] = value
            continue
        if key in values:
            raise TypeError(f"{name}() got multiple values for argument {key!r}")
        values[key] = value
    if len(positional) > len(args) and not spec.varargs:
        _too_many(name, spec, len(positional), values)
    required = args[:len(args) - len(defaults)]
    if any(arg not in values for arg in required):
        _missing(name, [arg for arg in required if arg not in values], "positional")
    for arg, default in zip(args[len(required):], defaults):
        values.setdefault(arg, default)
    for arg, default in (spec.kwonlydefaults or {}).items():
        values.setdefault(arg, default)
    if any(arg not in values for arg in spec.kwonlyargs):
        _missing(name, [arg for arg in spec.kwonlyargs if arg not in values], "keyword-only")
    return values


def _too_many(name, spec, given, values):
    least = len(spec.args) - len(spec.defaults or ())
    only = len([arg for arg in spec.kwonlyargs if arg in values])
    if spec.defaults:
        plural, takes = True, f"from {least} to {len(spec.args)}"
    else:
        plural, takes = len(spec.args) != 1, str(len(spec.args))
    named = ""
    if only:
        named = f" positional argument{'s' * (given != 1)} (and {only} keyword-only argument{'s' * (only != 1)})"
    raise TypeError(f"{name}() takes {takes} positional argument{'s' * plural} but {given}{named} "
                    f"{'was' if given == 1 and not only else 'were'} given")
