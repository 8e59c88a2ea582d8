# Streams in memory: StringIO and BytesIO. There are no files.
__all__ = ["BytesIO", "StringIO", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END"]

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    __module__ = "_io"
    closed = False

    def close(self):
        self.closed = True

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file" + ("." if self._dot else ""))

    _dot = False

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=-1, /):
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines, /):
        self._check()
        for line in lines:
            self.write(line)


class TextIOBase(IOBase):
    __module__ = "_io"


# What both keep: pieces written at the end, joined when anything else is asked; a position.
class _Memory:
    def _whole(self):
        if self._parts:
            self._data += self._empty.join(self._parts)
            self._parts.clear()
        return self._data

    def getvalue(self):
        self._check()
        return self._whole()

    def _put(self, text):
        data = self._whole() if self._pos != self._len else None
        if data is None:
            self._parts.append(text)
        else:
            if self._pos > self._len:
                data += self._pad * (self._pos - self._len)
            self._data = data[:self._pos] + text + data[self._pos + len(text):]
        self._pos += len(text)
        self._len = max(self._len, self._pos)

    def read(self, size=-1, /):
        self._check()
        data = self._whole()
        end = self._len if size is None or size < 0 else min(self._pos + size, self._len)
        text = data[self._pos:end]
        self._pos = max(self._pos, end)
        return text

    def readline(self, size=-1, /):
        self._check()
        data = self._whole()
        end = data.find(self._newline, self._pos) + 1 or self._len
        if size is not None and size >= 0:
            end = min(end, self._pos + size)
        text = data[self._pos:end]
        self._pos = max(self._pos, end)
        return text

    def tell(self):
        self._check()
        return self._pos

    def truncate(self, pos=None, /):
        self._check()
        pos = self._pos if pos is None else pos
        if pos < 0:
            raise ValueError(f"Negative size value {pos}" if self._dot is False else f"negative size value {pos}")
        if pos < self._len:
            self._data = self._whole()[:pos]
            self._len = pos
        return pos


class StringIO(_Memory, TextIOBase):
    __module__ = "_io"
    _empty, _pad, _newline = "", "\0", "\n"
    encoding = errors = None
    line_buffering = False

    def __init__(self, initial_value="", newline="\n"):
        if newline not in (None, "", "\n"):
            from _vloop_lib import unsupported
            unsupported(f"StringIO(newline={newline!r}) is not supported")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._data = initial_value or ""
        if newline is None:
            self._data = self._data.replace("\r\n", "\n").replace("\r", "\n")
        self._translates = newline is None
        self._parts = []
        self._pos = 0
        self._len = len(self._data)

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        self._check()
        if s:
            self._put(s.replace("\r\n", "\n").replace("\r", "\n") if self._translates else s)
        return len(s)

    def seek(self, pos, whence=0, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence and pos:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._pos = pos if whence == 0 else self._pos if whence == 1 else self._len
        return self._pos


class BytesIO(_Memory, IOBase):
    __module__ = "_io"
    _empty, _pad, _newline = b"", b"\0", b"\n"
    _dot = True

    def __init__(self, initial_bytes=b""):
        if initial_bytes is not None and not isinstance(initial_bytes, bytes):
            raise TypeError(f"a bytes-like object is required, not {type(initial_bytes).__name__!r}")
        self._data = initial_bytes or b""
        self._parts = []
        self._pos = 0
        self._len = len(self._data)

    def write(self, b, /):
        self._check()
        if not isinstance(b, bytes):
            raise TypeError(f"a bytes-like object is required, not {type(b).__name__!r}")
        if b:
            self._put(b)
        return len(b)

    read1 = _Memory.read

    def seek(self, pos, whence=0, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"negative seek value {pos}")
        self._pos = max(0, pos + (0 if whence == 0 else self._pos if whence == 1 else self._len))
        return self._pos
