# Paths as texts. What would look at files is not there.
import sys
from _vloop_lib import unsupported as _unsupported

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname",
           "commonprefix", "normpath", "abspath", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
           "extsep", "devnull", "expanduser", "expandvars", "relpath", "commonpath",
           "supports_unicode_filenames"]

curdir, pardir, extsep, sep, pathsep = ".", "..", ".", "/", ":"
defpath, altsep, devnull = "/bin:/usr/bin", None, "/dev/null"
supports_unicode_filenames = False


def _fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    from os import fspath
    return fspath(path)


def _like(path, text):
    return text.encode() if isinstance(path, bytes) else text


def _check(name, *paths):
    for path in paths:
        if not isinstance(path, (str, bytes)):
            raise TypeError(f"{name}() argument must be str, bytes, or os.PathLike object, "
                            f"not {type(path).__name__!r}") from None
    if len({isinstance(path, str) for path in paths}) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None


def normcase(s):
    return _fspath(s)


def isabs(s):
    s = _fspath(s)
    return s.startswith(_like(s, sep))


def join(a, *p):
    path = _fspath(a)
    parts = [_fspath(part) if hasattr(part, "__fspath__") else part for part in p]
    _check("join", path, *parts)
    slash = _like(path, sep)
    for part in parts:
        if part.startswith(slash) or not path:
            path = part
        elif path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path


def split(p):
    p = _fspath(p)
    slash = _like(p, sep)
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = _fspath(p)
    dot = _like(p, extsep)
    start = p.rfind(_like(p, sep)) + 1
    at = p.rfind(dot)
    if at > start and p[start:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    p = _fspath(p)
    return p[:0], p


def splitroot(p):
    p = _fspath(p)
    slash, none = _like(p, sep), p[:0]
    if not p.startswith(slash):
        return none, none, p
    if p[1:2] != slash or p[2:3] == slash:
        return none, slash, p[1:]
    return none, p[:2], p[2:]


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def commonprefix(m):
    if not m:
        return ""
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def normpath(path):
    path = _fspath(path)
    slash, dot, dots = _like(path, sep), _like(path, curdir), _like(path, pardir)
    if not path:
        return dot
    _, root, rest = splitroot(path)
    kept = []
    for part in rest.split(slash):
        if not part or part == dot:
            continue
        if part != dots or (not root and not kept) or (kept and kept[-1] == dots):
            kept.append(part)
        elif kept:
            kept.pop()
    return root + slash.join(kept) or dot


def abspath(path):
    path = _fspath(path)
    if not isabs(path):
        from os import getcwd
        path = join(_like(path, getcwd()), path)
    return normpath(path)


def relpath(path, start=None):
    path = _fspath(path)
    if not path:
        raise ValueError("no path specified")
    slash, dots = _like(path, sep), _like(path, pardir)
    start = _like(path, curdir) if start is None else _fspath(start)
    _check("relpath", path, start)
    begin = [part for part in abspath(start).split(slash) if part]
    end = [part for part in abspath(path).split(slash) if part]
    same = len(commonprefix([begin, end]))
    parts = [dots] * (len(begin) - same) + end[same:]
    return slash.join(parts) if parts else _like(path, curdir)


def commonpath(paths):
    paths = [_fspath(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    _check("commonpath", *paths)
    slash, dot = _like(paths[0], sep), _like(paths[0], curdir)
    if len({path.startswith(slash) for path in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths") from None
    parts = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    prefix = slash if paths[0].startswith(slash) else slash[:0]
    return prefix + slash.join(commonprefix(parts))


def expanduser(path):
    path = _fspath(path)
    tilde, slash = _like(path, "~"), _like(path, sep)
    if not path.startswith(tilde):
        return path
    end = path.find(slash, 1)
    end = len(path) if end < 0 else end
    from os import environ
    if end != 1 or "HOME" not in environ:
        return path
    home = _like(path, environ["HOME"]).rstrip(slash)
    return home + path[end:] or slash


def expandvars(path):
    path = _fspath(path)
    if isinstance(path, bytes):
        _unsupported("os.path.expandvars() of bytes is not supported")
    import re
    from os import environ

    def value(match):
        return environ.get(match[1] or match[2], match[0])
    return re.sub(r"\$(?:([A-Za-z0-9_]+)|\{([^}]*)\})", value, path)


def __getattr__(name):
    if name in ("exists", "lexists", "isfile", "isdir", "islink", "ismount", "getsize", "getmtime", "getatime",
                "getctime", "realpath", "samefile", "sameopenfile", "samestat", "isjunction", "isreserved",
                "isdevdrive"):
        _unsupported(f"os.path.{name} is not supported: simulated programs have no files")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
