# The part of os that touches nothing: paths, constants, the environment that --env gives. The rest is
# refused by name.
import sys
import posixpath as path
from _vloop_lib import environment as _environment, unsupported as _unsupported

sys.modules["os.path"] = path

name = "posix"
linesep = "\n"
curdir, pardir, extsep, sep, pathsep = ".", "..", ".", "/", ":"
defpath, altsep, devnull = path.defpath, None, "/dev/null"
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
EX_OK = 0
error = OSError


def _check(value):
    if not isinstance(value, str):
        raise TypeError(f"str expected, not {type(value).__name__}")
    return value


class _Environ(dict):
    def __setitem__(self, key, value):
        dict.__setitem__(self, _check(key), _check(value))

    def __getitem__(self, key):
        return dict.__getitem__(self, _check(key))

    def __delitem__(self, key):
        dict.__delitem__(self, _check(key))

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def update(self, *others, **more):
        for key, value in dict(*others, **more).items():
            self[key] = value

    def copy(self):
        return dict(self)

    def __repr__(self):
        return f"environ({dict.__repr__(self)})"

    def __or__(self, other):
        return dict(self) | dict(other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        return dict(other) | dict(self) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


environ = _Environ(_environment())


def getenv(key, default=None):
    return environ.get(_check(key), default)


def putenv(name, value, /):
    _check(name), _check(value)


def unsetenv(name, /):
    _check(name)


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    kind = type(path)
    method = getattr(kind, "__fspath__", None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {kind.__name__}")
    result = method(path)
    if not isinstance(result, (str, bytes)):
        raise TypeError(f"expected {kind.__name__}.__fspath__() to return str or bytes, "
                        f"not {type(result).__name__}")
    return result


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode() if isinstance(filename, bytes) else filename


def getcwd():
    return "/"


def getcwdb():
    return b"/"


def getpid():
    return 1


def getppid():
    return 0


def cpu_count():
    return 1


def strerror(code, /):
    import errno
    return errno._text(code)


def get_terminal_size(fd=1, /):
    raise OSError(25, "Inappropriate ioctl for device")


def isatty(fd, /):
    return False


def urandom(size, /):
    if size < 0:
        raise ValueError("negative argument not allowed")
    from _random_system import system
    return system().randbytes(size)


def getrandom(size, flags=0):
    return urandom(size)


def __getattr__(name):
    if name == "PathLike":
        from _os_path_like import PathLike
        globals()["PathLike"] = PathLike
        return PathLike
    if name == "process_cpu_count" and sys.version_info >= (3, 13):
        return cpu_count
    raise AttributeError(f"module 'os' has no attribute {name!r}")
