# The program's own text, frames with the lines around them, trees of classes.
import sys
from _inspect import block as _block, text as _text
from collections import namedtuple
from inspect import _absent, isclass, iscode, isframe, isfunction, ismethod, ismodule, isroutine, istraceback, unwrap
from types import BuiltinMethodType, ClassMethodDescriptorType, DynamicClassAttribute
from _vloop_lib import python_minor as _minor, unsupported as _unsupported

__name__ = "inspect"

Attribute = namedtuple("Attribute", "name kind defining_class object")
Arguments = namedtuple("Arguments", "args, varargs, varkw")
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")
ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


# ---- files and their text ----------------------------------------------------------------------------------

def _code_of(object):
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    return object if iscode(object) else None


def getfile(object):
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code_of(object)
    if code is not None:
        return code.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got "
                    + type(object).__name__)


def getsourcefile(object):
    return getfile(object)


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    file = getfile(object)
    for module in [*sys.modules.values()]:
        if getattr(module, "__file__", None) == file:
            return module
    return None


def getmodulename(path):
    name = path.rpartition("/")[2]
    for suffix in f".cpython-3{_minor}-x86_64-linux-gnu.so", ".abi3.so", ".pyc", ".py", ".so":
        if name.endswith(suffix):
            return name[:-len(suffix)]
    return None


def indentsize(line):
    line = line.expandtabs()
    return len(line) - len(line.lstrip())


# Where a class statement stands, for versions that do not keep its line: the last one of that name and place.
def _class_line(lines, qualname):
    stack, found = [], None
    for number, line in enumerate(lines):
        words = line.replace("(", " ").replace(":", " ").split()
        if words[:1] == ["async"]:
            del words[0]
        if len(words) < 2 or words[0] not in ("def", "class"):
            continue
        indent = indentsize(line)
        while stack and stack[-1][0] >= indent:
            stack.pop()
        parts = [part for _, name, kind in stack for part in ([name, "<locals>"] if kind == "def" else [name])]
        if words[0] == "class" and ".".join(parts + [words[1]]) == qualname and found is None:
            found = number
        stack.append((indent, words[1], words[0]))
    while found and lines[found - 1].lstrip().startswith("@"):
        found -= 1
    return found


def findsource(object):
    text = _text(getfile(object))
    if not text:
        raise OSError("could not get source code")
    lines = text.splitlines(True)
    if not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if ismodule(object):
        return lines, 0
    if isclass(object):
        if _minor >= 13:
            line = object.__dict__.get("__firstlineno__")
            if line is None:
                raise OSError("source code not available")
            line -= 1
        else:
            line = _class_line(lines, object.__qualname__)
            if line is None:
                raise OSError("could not find class definition")
    else:
        code = _code_of(object)
        if code is None:
            raise OSError("could not find code object")
        line = code.co_firstlineno - 1
    if line >= len(lines):
        raise OSError("lineno is out of bounds")
    return lines, line


def getsourcelines(object):
    object = unwrap(object)
    lines, first = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    last, column = _block(getfile(object), first + 1)
    for number in range(last, len(lines)):
        line = lines[number]
        if line.strip() and not line.lstrip().startswith("#"):
            break
        if line.strip() and 0 <= column <= len(line) - len(line.lstrip()):
            last = number + 1  # a comment that stands in the body
    return lines[first:last], first + 1


def getsource(object):
    return "".join(getsourcelines(object)[0])


def _comment(line, indent):
    return line.lstrip()[:1] == "#" and (indent is None or indentsize(line) == indent)


def getcomments(object):
    try:
        lines, line = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        start = 1 if lines[0][:2] == "#!" else 0
        while start < len(lines) and lines[start].strip() in ("", "#"):
            start += 1
        end = start
        while end < len(lines) and lines[end][:1] == "#":
            end += 1
        return "".join(line.expandtabs() for line in lines[start:end]) if end > start else None
    indent = indentsize(lines[line])
    start = line
    while start > 0 and _comment(lines[start - 1], indent):
        start -= 1
    comments = [text.expandtabs().lstrip() for text in lines[start:line]]
    while comments and comments[0].strip() == "#":
        del comments[0]
    while comments and comments[-1].strip() == "#":
        comments.pop()
    return "".join(comments) if start < line else None


# ---- what code takes and reaches ------------------------------------------------------------------------------

def getargs(co):
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names, count = co.co_varnames, co.co_argcount + co.co_kwonlyargcount
    rest = [None, None]
    for i, flag in enumerate((4, 8)):
        if co.co_flags & flag:
            rest[i] = names[count + (i and bool(co.co_flags & 4))]
    return Arguments(list(names[:count]), *rest)


def getargvalues(frame):
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: "*" + name,
                    formatvarkw=lambda name: "**" + name, formatvalue=lambda value: "=" + repr(value)):
    parts = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        parts.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        parts.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return f"({', '.join(parts)})"


def getclosurevars(func):
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    import builtins
    code, known, native = func.__code__, func.__globals__, vars(builtins)
    cells = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    names = [name for name in code.co_names if name not in ("None", "True", "False")]
    return ClosureVars(cells, {name: known[name] for name in names if name in known},
                       {name: native[name] for name in names if name not in known and name in native},
                       {name for name in names if name not in known and name not in native})


# ---- frames ---------------------------------------------------------------------------------------------------

_PLACE = "filename lineno function code_context index"


def _show(self):
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in (*self._fields, "positions"))
    return f"{type(self).__name__}({fields})"




class Traceback(namedtuple("_Traceback", _PLACE)):
    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        made = super().__new__(cls, filename, lineno, function, code_context, index)
        made.positions = positions
        return made

    __repr__ = _show


class FrameInfo(namedtuple("_FrameInfo", "frame " + _PLACE)):
    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        made = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        made.positions = positions
        return made

    __repr__ = _show


_Positions = namedtuple("Positions", "lineno end_lineno col_offset end_col_offset", defaults=[None] * 4,
                        module="dis")


def getframeinfo(frame, context=1):
    if not isframe(frame) and not istraceback(frame):
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    from _traceback import position
    line, end, column, end_column = position(frame)
    if istraceback(frame):
        frame = frame.tb_frame
    lines = index = None
    if context > 0:
        try:
            lines, _ = findsource(frame)
        except OSError:
            lines = None
        else:
            start = max(0, min(line - 1 - context // 2, len(lines) - context))
            lines, index = lines[start:start + context], line - 1 - start
    return Traceback(getfile(frame), line, frame.f_code.co_name, lines, index,
                     positions=_Positions(line, end, column - 1, end_column - 1))


def getouterframes(frame, context=1):
    found = []
    while frame:
        place = getframeinfo(frame, context)
        found.append(FrameInfo(frame, *place, positions=place.positions))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    found = []
    while tb:
        place = getframeinfo(tb, context)
        found.append(FrameInfo(tb.tb_frame, *place, positions=place.positions))
        tb = tb.tb_next
    return found


def getlineno(frame):
    return frame.f_lineno


def stack(context=1):
    return getouterframes(sys._getframe(), context)


def trace(context=1):
    error = sys.exc_info()[1]
    return getinnerframes(None if error is None else error.__traceback__, context)


# ---- classes ------------------------------------------------------------------------------------------------------

def walktree(classes, children, parent):
    found = []
    classes.sort(key=lambda cls: (cls.__module__, cls.__name__))
    for cls in classes:
        found.append((cls, cls.__bases__))
        if cls in children:
            found.append(walktree(children[cls], children, cls))
    return found


def getclasstree(classes, unique=False):
    children, roots = {}, []
    for cls in classes:
        if not cls.__bases__ and cls not in roots:
            roots.append(cls)
        for parent in cls.__bases__:
            below = children.setdefault(parent, [])
            if cls not in below:
                below.append(cls)
            if unique and parent in classes:
                break
    roots.extend(parent for parent in children if parent not in classes)
    return walktree(roots, children, None)


def _kind(found, obj):
    if isinstance(found, (staticmethod, BuiltinMethodType)):
        return "static method", found
    if isinstance(found, (classmethod, ClassMethodDescriptorType)):
        return "class method", found
    if isinstance(found, property):
        return "property", found
    return "method" if isroutine(obj) else "data", obj


def classify_class_attrs(cls):
    mro = cls.__mro__
    metas = tuple(base for base in type(cls).__mro__ if base not in (type, object))
    names = dir(cls)
    for base in mro:
        names += [name for name, value in base.__dict__.items()
                  if isinstance(value, DynamicClassAttribute) and value.fget is not None]
    found, seen = [], set()
    for name in names:
        value = _absent
        if name not in seen and name != "__dict__":
            try:
                value = getattr(cls, name)
            except Exception:
                value = _absent
        home = next((base for base in (*mro, *metas) if name in base.__dict__), None)
        if home is None:
            continue
        own = home.__dict__[name]
        kind, obj = _kind(own, own if value is _absent or value is None else value)
        found.append(Attribute(name, kind, home, obj))
        seen.add(name)
    return found
