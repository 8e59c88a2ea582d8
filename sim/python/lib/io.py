# Streams in memory: StringIO and BytesIO. There are no files.
from _abc import ABCMeta

__all__ = ["BytesIO", "StringIO", "UnsupportedOperation", "IOBase", "RawIOBase", "BufferedIOBase", "TextIOBase",
           "SEEK_SET", "SEEK_CUR", "SEEK_END"]

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    pass


class _IOBase:
    __module__ = "_io"
    closed = False

    def close(self):
        if not self.closed:
            self.flush()
            self.closed = True

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

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
        return False

    writable = seekable = readable

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def fileno(self):
        self._unsupported("fileno")

    def seek(self, *args):
        self._unsupported("seek")

    def truncate(self, *args):
        self._unsupported("truncate")

    def tell(self):
        return self.seek(0, 1)

    def readline(self, size=-1, /):
        line = b""
        while size is None or size < 0 or len(line) < size:
            byte = self.read(1)
            line += byte
            if not byte or byte == b"\n":
                break
        return line

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


class _TextIOBase(_IOBase):
    __module__ = "_io"
    encoding = errors = newlines = None

    def detach(self):
        self._unsupported("detach")

    def read(self, *args):
        self._unsupported("read")

    def readline(self, *args):
        self._unsupported("readline")

    def write(self, *args):
        self._unsupported("write")


class _BufferedIOBase(_IOBase):
    __module__ = "_io"

    def detach(self):
        self._unsupported("detach")

    def read(self, *args):
        self._unsupported("read")

    read1 = read

    def write(self, *args):
        self._unsupported("write")


class _RawIOBase(_IOBase):
    __module__ = "_io"

    def read(self, size=-1, /):
        if size is None or size < 0:
            return self.readall()
        data = bytearray(size)
        count = self.readinto(data)
        return None if count is None else bytes(data[:count])

    def readall(self):
        parts = []
        while part := self.read(DEFAULT_BUFFER_SIZE):
            parts.append(part)
        return b"".join(parts)


class IOBase(_IOBase, metaclass=ABCMeta):
    pass


class RawIOBase(_RawIOBase, IOBase):
    pass


class BufferedIOBase(_BufferedIOBase, IOBase):
    pass


class TextIOBase(_TextIOBase, IOBase):
    pass


def _index(value):
    if value is None:
        return -1
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError(f"argument should be integer or None, not {type(value).__name__!r}") from None


def _integer(value):
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError(f"{type(value).__name__!r} object cannot be interpreted as an integer") from None


# What both keep: pieces written at the end, joined when anything else is asked; a position.
class _Memory:
    def readable(self):
        self._open()
        return True

    writable = seekable = readable

    def close(self):
        self.closed = True

    def _whole(self):
        if self._parts:
            self._data += self._empty.join(self._parts)
            self._parts.clear()
        return self._data

    def getvalue(self):
        self._open()
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
        size = _index(size)
        self._open()
        data = self._whole()
        end = self._len if size < 0 else min(self._pos + size, self._len)
        text = data[self._pos:end]
        self._pos = max(self._pos, end)
        return text

    def _line_end(self, data):
        return data.find(self._newline, self._pos) + len(self._newline)

    def readline(self, size=-1, /):
        size = _index(size)
        self._open()
        data = self._whole()
        end = self._line_end(data)
        if end < self._pos + len(self._newline):
            end = self._len
        if size >= 0:
            end = min(end, self._pos + size)
        text = data[self._pos:end]
        self._pos = max(self._pos, end)
        return text

    def tell(self):
        self._open()
        return self._pos

    def truncate(self, pos=None, /):
        pos = _index(pos) if pos is not None else None
        self._open()
        if pos is None:
            pos = self._pos
        elif pos < 0:
            raise ValueError(f"{self._negative} size value {pos}")
        if pos < self._len:
            self._data = self._whole()[:pos]
            self._len = pos
        return pos


class StringIO(_Memory, _TextIOBase):
    __module__ = "_io"
    _empty, _pad, _negative = "", "\0", "Negative"
    line_buffering = False

    def __init__(self, initial_value="", newline="\n"):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._mode = newline
        self._newline = newline or "\n"
        self._seen = 0
        self._parts = []
        self._data = initial_value or ""
        if newline != "\n":
            self._data = self._translated(self._data)
        self._pos = 0
        self._len = len(self._data)

    def _open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def flush(self):
        pass

    def _translated(self, text):
        mode = self._mode
        if mode:
            return text.replace("\n", mode)
        if "\r" in text or "\n" in text:
            pairs = text.count("\r\n")
            self._seen |= (text.count("\r") > pairs) | (text.count("\n") > pairs) << 1 | (pairs > 0) << 2
            if mode is None:
                return text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    @property
    def newlines(self):
        self._open()
        kinds = tuple(text for i, text in enumerate(("\r", "\n", "\r\n")) if self._seen >> i & 1)
        return kinds if len(kinds) > 1 else kinds[0] if kinds else None

    def _line_end(self, data):
        if self._mode != "":
            return data.find(self._newline, self._pos) + len(self._newline)
        end = data.find("\n", self._pos)
        back = data.find("\r", self._pos, end if end >= 0 else len(data))
        return end + 1 if back < 0 or back + 1 == end else back + 1

    def __next__(self):
        self._open()
        return super().__next__()

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        self._open()
        if s:
            self._put(s if self._mode == "\n" else self._translated(s))
        return len(s)

    def seek(self, pos, whence=0, /):
        pos, whence = _integer(pos), _integer(whence)
        self._open()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence and pos:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._pos = pos if whence == 0 else self._pos if whence == 1 else self._len
        return self._pos


def _bytes_of(data):
    if isinstance(data, bytes):
        return data
    if type(data).__name__ in ("bytearray", "memoryview", "array"):
        return bytes(data)
    raise TypeError(f"a bytes-like object is required, not {type(data).__name__!r}")


class BytesIO(_Memory, _BufferedIOBase):
    __module__ = "_io"
    _empty, _pad, _newline, _negative = b"", b"\0", b"\n", "negative"

    def __init__(self, initial_bytes=b""):
        self._data = b"" if initial_bytes is None else _bytes_of(initial_bytes)
        self._parts = []
        self._pos = 0
        self._len = len(self._data)

    _open = _IOBase._check

    def __iter__(self):
        return self

    def write(self, b, /):
        self._open()
        b = _bytes_of(b)
        if b:
            self._put(b)
        return len(b)

    read1 = _Memory.read

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    readinto1 = readinto

    def getbuffer(self):
        from _vloop_lib import unsupported
        unsupported("BytesIO.getbuffer() is not supported")

    def seek(self, pos, whence=0, /):
        pos, whence = _integer(pos), _integer(whence)
        self._open()
        if whence not in (0, 1, 2):
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"negative seek value {pos}")
        self._pos = max(0, pos + (0 if whence == 0 else self._pos if whence == 1 else self._len))
        return self._pos


def _register():
    import sys
    TextIOBase.register(StringIO)
    TextIOBase.register(type(sys.stdout))
    BufferedIOBase.register(BytesIO)


_register()


def __getattr__(name):
    if name in ("TextIOWrapper", "BufferedWriter"):
        import _io_streams
        return getattr(_io_streams, name)
    raise AttributeError(f"module 'io' has no attribute {name!r}")
