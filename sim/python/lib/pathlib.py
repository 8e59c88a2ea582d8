# Paths as names: everything about a path but the files it names, which a simulated program does not have.
from posixpath import join as _join
from os import fspath as _fspath, PathLike as _PathLike
from _vloop_lib import python_minor as _minor

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]
if _minor >= 13:
    __all__.insert(0, "UnsupportedOperation")

_MODULE = "pathlib._local" if _minor == 13 else "pathlib"


def _text(value):
    try:
        value = _fspath(value)
    except TypeError:
        if _minor < 12:
            raise
    if not isinstance(value, str):
        raise TypeError("argument should be a str or an os.PathLike object where __fspath__ returns a str, "
                        f"not {type(value).__name__!r}" if _minor >= 12 else
                        f"argument should be a str object or an os.PathLike object returning str, not {type(value)}")
    return value


class _Parents:
    def __init__(self, path):
        self._path = path
        self._count = len(path._tail)

    def __len__(self):
        return self._count

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(self._count)))
        if not -self._count <= index < self._count:
            raise IndexError(index)
        return self._path._made(self._path.root, self._path._tail[:(-index - 1 if index >= 0 else -index - 1)])

    def __contains__(self, path):
        return any(path == parent for parent in self)

    def __iter__(self):
        return (self[i] for i in range(self._count))

    def __reversed__(self):
        return (self[i] for i in reversed(range(self._count)))

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePath:
    __module__ = _MODULE
    __slots__ = ("root", "_tail", "_str", "_hash")
    drive = ""

    def __new__(cls, *args, **kwargs):
        return object.__new__(PurePosixPath if cls is PurePath else cls)

    def __init__(self, *args):
        text = _join(*map(_text, args)) if len(args) > 1 else _text(args[0]) if args else ""
        self.root = "" if not text.startswith("/") else "//" if text[1:2] == "/" != text[2:3] else "/"
        self._tail = [part for part in text.split("/") if part and part != "."]
        self._str = self._hash = None

    def with_segments(self, *pathsegments):
        return type(self)(*pathsegments)

    def _made(self, root, tail):
        return self.with_segments((root + "/".join(tail)))

    # ---- texts

    def __str__(self):
        if self._str is None:
            self._str = self.root + "/".join(self._tail) or "."
        return self._str

    __fspath__ = as_posix = __str__

    def __bytes__(self):
        return str(self).encode("utf-8")

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def as_uri(self):
        if not self.root:
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote
        return "file://" + quote(str(self))

    def __reduce__(self):
        return type(self), (str(self),)

    # ---- parts

    @property
    def anchor(self):
        return self.root

    @property
    def parts(self):
        return (self.root, *self._tail) if self.root else tuple(self._tail)

    @property
    def name(self):
        return self._tail[-1] if self._tail else ""

    def _dot(self):
        # Where the suffix begins in the name
        name = self.name
        at = name.rfind(".") if _minor < 14 else name.rfind(".", len(name) - len(name.lstrip(".")))
        return at if 0 < at < len(name) - (_minor < 14) else len(name)

    @property
    def suffix(self):
        return self.name[self._dot():]

    @property
    def stem(self):
        return self.name[:self._dot()]

    @property
    def suffixes(self):
        name = self.name
        if name.endswith(".") and _minor < 14:
            return []
        return ["." + suffix for suffix in name.lstrip(".").split(".")[1:]]

    @property
    def parent(self):
        return self._made(self.root, self._tail[:-1]) if self._tail else self

    @property
    def parents(self):
        return _Parents(self)

    def is_absolute(self):
        return bool(self.root)

    def is_reserved(self):
        return False

    # ---- other paths

    def joinpath(self, *pathsegments):
        return self.with_segments(self, *pathsegments)

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def with_name(self, name):
        empty = not self._tail
        if empty and _minor < 13:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        if empty:
            raise ValueError(f"{self!r} has an empty name")
        return self._made(self.root, [*self._tail[:-1], name])

    def with_stem(self, stem):
        suffix = self.suffix
        if _minor >= 13 and suffix and not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        if _minor < 13:
            if "/" in suffix or suffix and not suffix.startswith(".") or suffix == ".":
                raise ValueError(f"Invalid suffix {suffix!r}")
            if not self.name:
                raise ValueError(f"{self!r} has an empty name")
        elif not self.stem:
            raise ValueError(f"{self!r} has an empty name")
        elif suffix and (not suffix.startswith(".") or len(suffix) < 2 and _minor == 13):
            raise ValueError(f"Invalid suffix {suffix!r}")
        if _minor < 13:
            return self._made(self.root, [*self._tail[:-1], self.stem + suffix])
        return self.with_name(self.stem + suffix)

    def relative_to(self, *other, walk_up=False):
        if not other:
            raise TypeError("need at least one argument" if _minor < 12 else
                            "PurePath.relative_to() missing 1 required positional argument: 'other'")
        other = self.with_segments(*other)
        for step, path in enumerate([other, *other.parents]):
            if path == self or path in self.parents:
                return self._made("", [".."] * step + self._tail[len(path._tail):])
            if not walk_up:
                if _minor < 12:
                    name = other.root + "/".join(other._tail)
                    raise ValueError(f"{str(self)!r} is not in the subpath of {name!r} OR one path is relative "
                                     "and the other is absolute.")
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if path.name == "..":
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")

    def is_relative_to(self, *other):
        other = self.with_segments(*other)
        return other == self or other in self.parents

    def match(self, path_pattern, *, case_sensitive=None):
        import re
        from fnmatch import translate
        pattern = path_pattern if isinstance(path_pattern, PurePath) else self.with_segments(path_pattern)
        wanted, parts = pattern.parts, self.parts
        if not wanted:
            raise ValueError("empty pattern")
        if len(wanted) > len(parts) or pattern.root and len(wanted) != len(parts):
            return False
        flags = re.IGNORECASE if case_sensitive is False else 0
        for part, want in zip(parts[::-1], wanted[::-1]):
            if part[0] == "/" and _minor >= 12:
                if part != want:
                    return False
            elif not re.match(translate(want), part, flags):
                return False
        return True

    if _minor >= 13:
        def full_match(self, pattern, *, case_sensitive=None):
            import re
            from fnmatch import _runs
            pattern = pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)
            wanted = (pattern.root + "/".join(pattern._tail)).split("/")
            found = []
            for i, want in enumerate(wanted):
                last = i == len(wanted) - 1
                if want == "**":
                    if last or wanted[i + 1] != "**":
                        found.append(".*" if last else "(?:.+/)?")
                    continue
                found.append("[^/]+" if want == "*" else "[^/]*".join(_runs(want, "[^/]")))
                found.append("" if last else "/")
            flags = re.IGNORECASE if case_sensitive is False else 0
            text = self.root + "/".join(self._tail)
            return re.match(f"(?s:{''.join(found)})\\Z", text, flags) is not None

    # ---- comparisons

    def __hash__(self):
        if self._hash is None:
            self._hash = hash(str(self))
        return self._hash

    def __eq__(self, other):
        return str(self) == str(other) if isinstance(other, PurePath) else NotImplemented

    def _order(self):
        return str(self).split("/") if _minor >= 12 else self.parts

    def __lt__(self, other):
        return self._order() < other._order() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._order() <= other._order() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._order() > other._order() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._order() >= other._order() if isinstance(other, PurePath) else NotImplemented

    __class_getitem__ = classmethod(type(list[int])) if _minor >= 14 or _minor < 13 else \
        classmethod(lambda cls, item: _generic(cls, item))


def _generic(cls, item):
    from types import GenericAlias
    return GenericAlias(cls, item)


class PurePosixPath(PurePath):
    __module__ = _MODULE
    __slots__ = ()


# ---- paths that a system would have

_FILES = """absolute chmod cwd exists expanduser from_uri glob group hardlink_to is_block_device is_char_device is_dir
    is_fifo is_file is_junction is_mount is_socket is_symlink iterdir lchmod lstat mkdir open owner read_bytes read_text
    readlink rename replace resolve rglob rmdir samefile stat symlink_to touch unlink walk write_bytes write_text"""


def _refused(name):
    def method(*args, **kwargs):
        from _vloop_lib import unsupported
        unsupported(f"pathlib.Path.{name}() is not supported: a simulated program has no files")
    method.__name__ = name
    method.__qualname__ = "Path." + name
    return method


class Path(PurePath):
    __module__ = _MODULE
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return object.__new__(PosixPath if cls is Path else cls)

    @classmethod
    def home(cls):
        from posixpath import expanduser
        return cls(expanduser("~"))


for _name in _FILES.split():
    setattr(Path, _name, _refused(_name))
Path.cwd = classmethod(Path.cwd)


class PosixPath(Path, PurePosixPath):
    __module__ = _MODULE
    __slots__ = ()


def _windows(name):
    def new(cls, *args, **kwargs):
        from _vloop_lib import unsupported
        unsupported(f"pathlib.{name} is not supported")
    return type(name, (PurePath,), {"__new__": new, "__module__": _MODULE, "__slots__": ()})


PureWindowsPath, WindowsPath = _windows("PureWindowsPath"), _windows("WindowsPath")

if _minor >= 13:
    class UnsupportedOperation(NotImplementedError):
        __module__ = "pathlib._abc" if _minor == 13 else "pathlib"

_PathLike.register(PurePath)
