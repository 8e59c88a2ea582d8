# Warnings: which are shown is decided by filters, once a place where the filter says so. They are written to
# stderr as CPython writes them.
import sys
from _traceback import line as _line, stack as _stack

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings", "deprecated"]

# (action, message pattern or None, category, module pattern or None, line), the first that fits decides
filters = [("default", None, DeprecationWarning, "__main__", 0),
           ("ignore", None, DeprecationWarning, None, 0),
           ("ignore", None, PendingDeprecationWarning, None, 0),
           ("ignore", None, ImportWarning, None, 0),
           ("ignore", None, ResourceWarning, None, 0)]
defaultaction = "default"
onceregistry = {}
_shown = set()
_ACTIONS = ("default", "error", "ignore", "always", "module", "once")


class WarningMessage:
    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, "
                f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}")


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        line = _line(filename, lineno)
    line = line.strip()
    return f"{text}  {line}\n" if line else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


def _matches(pattern, text, flags_ignore_case):
    if not pattern:
        return True
    import re
    return re.match(pattern, text, re.I if flags_ignore_case else 0) is not None


def _action(text, category, module, lineno):
    for action, pattern, kind, module_pattern, line in filters:
        if issubclass(category, kind) and (line == 0 or line == lineno) and \
                (module_pattern is None or module_pattern == module or
                 module_pattern != "__main__" and _matches(module_pattern, module, False)) and \
                _matches(pattern, text, True):
            return action
    return defaultaction


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None,
                  source=None):
    if module is None:
        module = filename or "<unknown>"
        if module.endswith(".py"):
            module = module[:-3]
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text, message = message, category(message)
    action = _action(text, category, module, lineno)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action != "always":
        key = {"once": (text, category), "module": (text, category, filename)}.get(
            action, (text, category, filename, lineno))
        if key in _shown:
            return
        _shown.add(key)
    _show(WarningMessage(message, category, filename, lineno, source=source))


def _show(told):
    if _recorders:
        _recorders[-1](told)
    else:
        showwarning(told.message, told.category, told.filename, told.lineno, told.file, told.line)


_recorders = []


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    places = _stack()
    if 1 <= stacklevel <= len(places):
        filename, lineno = places[stacklevel - 1][:2]
    elif stacklevel < 1 and places:
        filename, lineno = places[0][:2]
    else:
        filename, lineno = "<sys>" if sys.version_info >= (3, 12) else "sys", 0 if sys.version_info >= (3, 12) else 1
    from _vloop_lib import caller_globals
    module = caller_globals().get("__name__", "<string>")
    warn_explicit(message, category, filename, lineno, module, source=source)


def _add(item, append):
    try:
        filters.remove(item)
    except ValueError:
        pass
    if append:
        filters.append(item)
    else:
        filters.insert(0, item)
    _shown.clear()


def _check(action, category, lineno):
    if action not in _ACTIONS:
        kind = ValueError if sys.version_info >= (3, 13) else AssertionError
        raise kind(f"invalid action: {action!r}")
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    _check(action, category, lineno)
    _add((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    _check(action, category, lineno)
    _add((action, None, category, None, lineno), append)


def resetwarnings():
    filters[:] = []
    _shown.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        return "catch_warnings(record=True)" if self._record else "catch_warnings()"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._saved = filters[:], globals()["showwarning"], set(_shown)
        _shown.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            log = []
            _recorders.append(log.append)
            return log
        return None

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        filters[:], globals()["showwarning"], shown = self._saved
        _shown.clear()
        _shown.update(shown)
        if self._record:
            _recorders.pop()


class deprecated:
    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        from functools import wraps
        message, category, level = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            original = arg.__new__

            def __new__(cls, /, *args, **kwargs):
                if cls is arg:
                    warn(message, category=category, stacklevel=level)
                if original is not object.__new__:
                    return original(cls, *args, **kwargs)
                if cls.__init__ is object.__init__ and (args or kwargs):
                    raise TypeError(f"{cls.__name__}() takes no arguments")
                return original(cls)
            arg.__new__ = staticmethod(__new__)
            arg.__deprecated__ = message
            return arg
        if not callable(arg):
            raise TypeError("@deprecated decorator with non-None category must be applied to "
                            f"a class or callable, not {arg!r}")

        @wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=level)
            return arg(*args, **kwargs)
        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper
