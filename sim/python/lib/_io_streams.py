# Text over bytes: TextIOWrapper over a BytesIO, and the bytes under sys.stdout and sys.stderr.
import sys
from io import BytesIO, StringIO, TextIOBase, BufferedIOBase, _TextIOBase, _BufferedIOBase, _bytes_of
from _abc import ABCMeta
from _vloop_lib import unsupported


class BufferedWriter(_BufferedIOBase):
    __module__ = "_io"

    def __init__(self, raw, buffer_size=8192):
        if type(raw) is not type(sys.__stdout__):
            unsupported("io.BufferedWriter is not supported but under sys.stdout and sys.stderr")
        self._stream = raw
        self.name = raw.name
        self.mode = "wb"

    def writable(self):
        return True

    def write(self, buffer, /):
        data = _bytes_of(buffer)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            unsupported(f"writing to {self.name} bytes that are not UTF-8 is not supported")
        self._stream.write(text)
        return len(data)

    def fileno(self):
        return self._stream.fileno()

    def __repr__(self):
        return f"<_io.BufferedWriter name={self.name!r}>"


class TextIOWrapper(_TextIOBase, metaclass=ABCMeta):
    __module__ = "_io"

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False,
                 write_through=False):
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        if not isinstance(buffer, (BytesIO, BufferedWriter)):
            unsupported(f"a TextIOWrapper over {type(buffer).__name__} is not supported")
        self.encoding = encoding or "utf-8"
        "".encode(self.encoding)
        self.errors = errors or "strict"
        self.buffer = buffer
        self.line_buffering = bool(line_buffering)
        self.write_through = bool(write_through)
        self._newline = newline
        self._pending = []
        self._text = None

    def reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None):
        self.flush()
        self.encoding = encoding or self.encoding
        self.errors = errors or self.errors
        self._newline = newline if newline is not None else self._newline
        self.line_buffering = self.line_buffering if line_buffering is None else bool(line_buffering)
        self.write_through = self.write_through if write_through is None else bool(write_through)

    def __repr__(self):
        name = getattr(self.buffer, "name", None)
        return f"<_io.TextIOWrapper {'' if name is None else f'name={name!r} '}encoding={self.encoding!r}>"

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seekable(self):
        return self.buffer.seekable()

    def fileno(self):
        return self.buffer.fileno()

    def close(self):
        if not self.closed:
            self.flush()
            self.closed = True
            self.buffer.close()

    def detach(self):
        self.flush()
        buffer, self.buffer = self.buffer, None
        return buffer

    def flush(self):
        self._check()
        if self._pending:
            data = b"".join(self._pending)
            self._pending.clear()
            self.buffer.write(data)
        self.buffer.flush()

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._check()
        if self._text is not None:
            unsupported("writing to a TextIOWrapper after reading from it is not supported")
        plain = text.replace("\n", self._newline) if self._newline and self._newline != "\n" else text
        self._pending.append(plain.encode(self.encoding, self.errors))
        if self.write_through or self.line_buffering and ("\n" in text or "\r" in text) or \
                sum(map(len, self._pending)) > 8192:
            self.flush()
        return len(text)

    def _reader(self):
        self._check()
        if not self.buffer.readable():
            self._unsupported("not readable")
        self.flush()
        if self._text is None:
            data = self.buffer.read().decode(self.encoding, self.errors)
            self._text = StringIO(newline=self._newline)
            if self._newline:
                self._text = StringIO(newline="\n")
                self._text._newline = self._newline
            self._text.write(data)
            self._text.seek(0)
        return self._text

    def read(self, size=-1, /):
        return self._reader().read(size)

    def readline(self, size=-1, /):
        return self._reader().readline(size)

    @property
    def newlines(self):
        return self._text.newlines if self._text else None

    def seek(self, cookie, whence=0, /):
        if cookie != 0 or whence not in (0, 2):
            unsupported("TextIOWrapper.seek() but to the beginning or end is not supported")
        self.flush()
        self._text = None
        return self.buffer.seek(0, whence)

    def tell(self):
        if self._text is not None:
            unsupported("TextIOWrapper.tell() after reading is not supported")
        self.flush()
        return self.buffer.tell()


TextIOBase.register(TextIOWrapper)
BufferedIOBase.register(BufferedWriter)
TextIOWrapper.register(type(sys.stdout))
