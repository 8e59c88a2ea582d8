# What objects are and what they hold. Signatures, source text and frames are modules of their own, loaded when
# they are asked for.
import sys
import types
from _inspect import coroutine_function as _coroutine_function
from _vloop_lib import python_minor as _minor, unsupported as _unsupported

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20

_absent = object()

_SIGNATURE = ["Parameter", "Signature", "BoundArguments", "signature", "formatannotation", "_ParameterKind",
              "formatannotationrelativeto", "getfullargspec", "getcallargs", "FullArgSpec"]
_SOURCE = ["getfile", "getsourcefile", "findsource", "getsource", "getsourcelines", "getcomments", "getmodule",
           "getmodulename", "indentsize", "getblock", "getargs", "getargvalues", "formatargvalues", "Arguments",
           "ArgInfo", "ClosureVars", "getclosurevars", "Traceback", "FrameInfo", "getframeinfo", "getouterframes",
           "getinnerframes", "stack", "trace", "getlineno", "classify_class_attrs", "Attribute", "getclasstree",
           "walktree"]


def __getattr__(name):
    if name in _SIGNATURE:
        import _inspect_signature as part
    elif name in _SOURCE:
        import _inspect_source as part
    else:
        raise AttributeError(f"module 'inspect' has no attribute {name!r}")
    value = globals()[name] = getattr(part, name)
    return value


# ---- what an object is ---------------------------------------------------------------------------------

def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isawaitable(object):
    if isinstance(object, types.CoroutineType):
        return True
    if isinstance(object, types.GeneratorType):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    if "collections.abc" in sys.modules:
        return isinstance(object, sys.modules["collections.abc"].Awaitable)
    for base in type(object).__mro__:
        if "__await__" in base.__dict__:
            return base.__dict__["__await__"] is not None
    return hasattr(type(object), "__await__")


def _is_other(object):
    return isclass(object) or ismethod(object) or isfunction(object)


def ismethoddescriptor(object):
    if _is_other(object):
        return False
    cls = type(object)
    if _minor < 14 and _innermost(object) is not object:
        return False  # a partial object, which binds nothing yet
    return hasattr(cls, "__get__") and not hasattr(cls, "__set__") and \
        (_minor < 13 or not hasattr(cls, "__delete__"))


def isdatadescriptor(object):
    if _is_other(object):
        return False
    cls = type(object)
    return hasattr(cls, "__set__") or hasattr(cls, "__delete__")


def isroutine(object):
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object) or
            _minor >= 11 and ismethodwrapper(object))


def isabstract(object):
    if not isinstance(object, type):
        return False
    return type(object).__name__ == "ABCMeta" and bool(object.__abstractmethods__) or \
        bool(getattr(object, "__abstractmethods__", None))


# The function inside of methods and partial objects.
def _innermost(f):
    while True:
        if ismethod(f):
            f = f.__func__
        elif "functools" in sys.modules and isinstance(f, sys.modules["functools"].partial):
            f = f.func
        else:
            return f


def _has_flag(f, flag):
    f = _innermost(f)
    code = getattr(f, "__code__", None)
    return isinstance(code, types.CodeType) and not isclass(f) and bool(code.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


_is_coroutine_mark = object()


def iscoroutinefunction(obj):
    f = _innermost(obj)
    return _coroutine_function(f) or _has_flag(f, CO_COROUTINE) or \
        _minor >= 12 and getattr(f, "_is_coroutine_marker", None) is _is_coroutine_mark


def markcoroutinefunction(func):
    if hasattr(func, "__func__"):
        func = func.__func__
    func._is_coroutine_marker = _is_coroutine_mark
    return func


if _minor < 12:
    del markcoroutinefunction


# ---- members -------------------------------------------------------------------------------------------

def _getmembers(object, predicate, get):
    found = []
    seen = set()
    names = dir(object)
    classes = ()
    if isclass(object):
        classes = (object,) + object.__mro__
        for base in object.__bases__:
            for name, value in base.__dict__.items():
                if isinstance(value, types.DynamicClassAttribute):
                    names.append(name)
    for name in names:
        try:
            value = get(object, name)
            if name in seen:
                raise AttributeError
        except AttributeError:
            for base in classes:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if not predicate or predicate(value):
            found.append((name, value))
        seen.add(name)
    found.sort(key=lambda pair: pair[0])
    return found


def getmembers(object, predicate=None):
    return _getmembers(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    return _getmembers(object, predicate, getattr_static)


def getmro(cls):
    return cls.__mro__


def _of_class(cls, name):
    for base in type.__dict__["__mro__"].__get__(cls):
        namespace = type.__dict__["__dict__"].__get__(base)
        if name in namespace:
            return namespace[name]
    return _absent


def getattr_static(obj, attr, default=_absent):
    own = _absent
    if isinstance(obj, type):
        cls = obj
    else:
        cls = type(obj)
        shadow = _of_class(cls, "__dict__")
        if shadow is _absent or isinstance(shadow, (types.GetSetDescriptorType, types.MemberDescriptorType)):
            try:
                own = object.__getattribute__(obj, "__dict__").get(attr, _absent)
            except AttributeError:
                pass
    found = _of_class(cls, attr)
    if own is not _absent and found is not _absent:
        kind = type(found)
        if _of_class(kind, "__get__") is not _absent and \
                (_of_class(kind, "__set__") is not _absent or _of_class(kind, "__delete__") is not _absent):
            return found
    if own is not _absent:
        return own
    if found is _absent and cls is obj:
        found = _of_class(type(cls), attr)
    if found is not _absent:
        return found
    if default is not _absent:
        return default
    raise AttributeError(attr)


def unwrap(func, *, stop=None):
    first, seen = func, {id(func): func}
    while hasattr(func, "__wrapped__") and not (_minor >= 13 and isclass(func)):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) >= sys.getrecursionlimit():
            raise ValueError(f"wrapper loop when unwrapping {first!r}")
        seen[id(func)] = func
    return func


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    if isclass(obj):
        annotations = obj.__dict__.get("__annotations__")
    elif ismodule(obj) or callable(obj):
        annotations = getattr(obj, "__annotations__", None)
    else:
        raise TypeError(f"{obj!r} does not have annotations" if _minor >= 14
                        else f"{obj!r} is not a module, class, or callable.")
    if annotations is None:
        return {}
    if not isinstance(annotations, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not eval_str:
        return dict(annotations)
    scope = _scope_of(obj, globals, locals)
    return {name: _evaluate(value, scope) if isinstance(value, str) else value
            for name, value in annotations.items()}


def _scope_of(obj, globals, locals):
    of_module = {}
    if isclass(obj):
        module = sys.modules.get(obj.__module__)
        of_module = module.__dict__ if module else {}
        if locals is None:
            locals = obj.__dict__
    elif ismodule(obj):
        of_module = obj.__dict__
    else:
        inner = obj
        while hasattr(inner, "__wrapped__") or _innermost(inner) is not inner:
            inner = inner.__wrapped__ if hasattr(inner, "__wrapped__") else _innermost(inner)
        of_module = getattr(inner, "__globals__", {})
    names = {}
    if _minor >= 13:
        names = {param.__name__: param for param in getattr(obj, "__type_params__", ())}
    return {**(of_module if globals is None else globals), **names, **(locals or {})}


def _evaluate(text, scope):
    from _vloop_lib import compile_function
    return compile_function(f"def annotation():\n return (\n{text.strip()}\n )", scope)()


# ---- documentation ---------------------------------------------------------------------------------------

def _class_of(func):
    cls = sys.modules.get(func.__module__)
    for name in func.__qualname__.split(".")[:-1] if cls is not None else ():
        cls = getattr(cls, name)
    return cls if isclass(cls) else None


def _inherited_doc(obj):
    if isclass(obj):
        for base in obj.__mro__:
            if base is not object and base.__doc__ is not None:
                return base.__doc__
        return None
    if isinstance(obj, property):
        func = obj.fget
        name, cls = func.__name__, _class_of(func)
        if cls is None or getattr(cls, name) is not obj:
            return None
    elif ismethod(obj):
        name, owner = obj.__func__.__name__, obj.__self__
        of_class = isclass(owner) and getattr(getattr(owner, name, None), "__func__") is obj.__func__
        cls = owner if of_class else owner.__class__
    elif isfunction(obj):
        name, cls = obj.__name__, _class_of(obj)
        if cls is None or getattr(cls, name) is not obj:
            return None
    elif isbuiltin(obj):
        name, cls = obj.__name__, type(obj.__self__)
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        name, cls = obj.__name__, obj.__objclass__
        if getattr(cls, name) is not obj:
            return None
        slots = getattr(cls, "__slots__", None) if ismemberdescriptor(obj) else None
        if isinstance(slots, dict) and name in slots:
            return slots[name]
    else:
        return None
    for base in cls.__mro__:
        doc = getattr(getattr(base, name, None), "__doc__", None)
        if doc is not None:
            return doc
    return None


def getdoc(object):
    try:
        doc = object.__doc__
        if doc is None:
            doc = _inherited_doc(object)
    except (AttributeError, TypeError):
        return None
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    blank = " " if _minor >= 13 else None
    margin = min((len(line) - len(line.lstrip(blank)) for line in lines[1:] if line.lstrip(blank)), default=0)
    lines = [lines[0].lstrip(blank)] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        del lines[0]
    return "\n".join(lines)


# ---- generators, coroutines, frames ------------------------------------------------------------------------

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING = "CORO_CREATED", "CORO_RUNNING"
CORO_SUSPENDED, CORO_CLOSED = "CORO_SUSPENDED", "CORO_CLOSED"
AGEN_CREATED, AGEN_RUNNING = "AGEN_CREATED", "AGEN_RUNNING"
AGEN_SUSPENDED, AGEN_CLOSED = "AGEN_SUSPENDED", "AGEN_CLOSED"


def _state(kind, running, suspended, frame):
    return f"{kind}_RUNNING" if running else f"{kind}_SUSPENDED" if suspended else \
        f"{kind}_CLOSED" if frame is None else f"{kind}_CREATED"


def getgeneratorstate(generator):
    return _state("GEN", generator.gi_running, generator.gi_suspended, generator.gi_frame)


def getcoroutinestate(coroutine):
    return _state("CORO", coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame)


def getasyncgenstate(agen):
    return _state("AGEN", agen.ag_running, agen.ag_suspended, agen.ag_frame)


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    return generator.gi_frame.f_locals if generator.gi_frame is not None else {}


def getcoroutinelocals(coroutine):
    return coroutine.cr_frame.f_locals if coroutine.cr_frame is not None else {}


def getasyncgenlocals(agen):
    if not isasyncgen(agen):
        raise TypeError(f"{agen!r} is not a Python async generator")
    return agen.ag_frame.f_locals if agen.ag_frame is not None else {}


if _minor < 12:
    del getasyncgenstate, getasyncgenlocals, AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED


def currentframe():
    return sys._getframe()
