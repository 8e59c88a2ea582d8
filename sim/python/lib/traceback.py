# Tracebacks as text and as lists of places. The text is the interpreter's own; frames of library modules are
# not shown, as everywhere.
import sys
from _traceback import last, line as _line, position as _position, render, source as _source

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list",
           "format_stack", "format_tb", "print_exc", "format_exc", "print_exception",
           "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary", "TracebackException",
           "walk_stack", "walk_tb", "print_list"]

_sentinel = object()


class FrameSummary:
    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.locals = None if locals is None else {k: repr(v) for k, v in locals.items()}
        self.end_lineno, self.colno, self.end_colno = end_lineno, colno, end_colno
        self._text = line

    @property
    def line(self):
        if self._text is None and self.lineno is not None:
            self._text = _line(self.filename, self.lineno)
        return None if self._text is None else self._text.strip()

    def __eq__(self, other):
        if isinstance(other, (FrameSummary, tuple)):
            return tuple(self) == tuple(other)
        return NotImplemented

    def __getitem__(self, at):
        return (self.filename, self.lineno, self.name, self.line)[at]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    @classmethod
    def from_list(cls, frames):
        result = cls()
        for frame in frames:
            if isinstance(frame, FrameSummary):
                result.append(frame)
            else:
                filename, lineno, name, text = frame
                result.append(FrameSummary(filename, lineno, name, line=text))
        return result

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        places = ((frame, (lineno, None, None, None)) for frame, lineno in frame_gen)
        return cls._extract(places, limit, capture_locals)

    @classmethod
    def _extract(cls, places, limit=None, capture_locals=False):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        places = list(places)
        if limit is not None:
            places = places[:limit] if limit >= 0 else places[limit:]
        result = cls()
        for frame, (lineno, end_lineno, colno, end_colno) in places:
            code = frame.f_code
            result.append(FrameSummary(code.co_filename, lineno, code.co_name, end_lineno=end_lineno,
                                       colno=colno, end_colno=end_colno,
                                       locals=frame.f_locals if capture_locals else None))
        return result

    def format_frame_summary(self, frame):
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        if frame.line:
            shown = None
            if frame.colno is not None and frame.end_colno is not None:
                shown = _source(frame.filename, frame.lineno, frame.end_lineno, frame.colno, frame.end_colno)
            text += shown or f"    {frame.line}\n"
        if frame.locals:
            text += "".join(f"    {name} = {value}\n" for name, value in sorted(frame.locals.items()))
        return text

    def format(self):
        return [self.format_frame_summary(frame) for frame in self]


def _places(tb):
    while tb is not None:
        lineno, end_lineno, colno, end_colno = _position(tb)
        yield tb.tb_frame, (lineno, end_lineno, colno - 1 if colno else None, end_colno - 1 if end_colno else None)
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    return StackSummary._extract(_places(tb), limit)


def extract_stack(f=None, limit=None):
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _write(file, format_list(extracted_list))


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    _write(file, format_tb(tb, limit))


def format_stack(f=None, limit=None):
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    _write(file, format_stack(f, limit))


def walk_stack(f):
    if f is None:
        f = sys._getframe()
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _write(file, lines):
    file = sys.stderr if file is None else file
    for line in lines:
        print(line, file=file, end="")


def _value_of(exc, value, what):
    if value is _sentinel:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return exc
    return value


def _pieces(text):
    # One string for each heading, each frame with what belongs to it, and each last line.
    pieces = []
    for line in text.splitlines(True):
        if pieces and line.startswith("  ") and not line.lstrip("| ").startswith("File \"") and \
                pieces[-1].lstrip("| ").startswith("File \""):
            pieces[-1] += line
        else:
            pieces.append(line)
    return pieces


def _without_chain(value):
    cause, context, suppress = value.__cause__, value.__context__, value.__suppress_context__
    value.__cause__ = value.__context__ = None
    try:
        return render(value)
    finally:
        value.__context__ = context
        value.__cause__ = cause
        value.__suppress_context__ = suppress


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True):
    value = _value_of(exc, value, "format_exception")
    if value is None:
        return ["NoneType: None\n"]
    text = render(value) if chain else _without_chain(value)
    pieces = _pieces(text)
    if limit is not None:
        frames = [i for i, piece in enumerate(pieces) if piece.startswith('  File "')]
        dropped = frames[limit:] if limit >= 0 else frames[:limit]
        pieces = [piece for i, piece in enumerate(pieces) if i not in dropped]
    return pieces


def format_exception_only(exc, /, value=_sentinel, *, show_group=False):
    value = _value_of(exc, value, "format_exception_only")
    if value is None:
        return ["NoneType: None\n"]
    text = last(value)
    for note in getattr(value, "__notes__", None) or ():
        text += "\n" + str(note)
    return [line if line.endswith("\n") else line + "\n" for line in text.splitlines(True)] or ["\n"]


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True):
    _write(file, format_exception(exc, value, tb, limit, chain))


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def clear_frames(tb):
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass  # it still runs
        tb = tb.tb_next


class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10):
        self._exception = exc_value
        self.exc_type = exc_type
        self._capture_locals = capture_locals
        self.stack = StackSummary._extract(_places(exc_traceback), limit, capture_locals)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__suppress_context__ = exc_value is not None and exc_value.__suppress_context__
        self.__cause__ = self._of(exc_value.__cause__) if exc_value is not None else None
        self.__context__ = self._of(exc_value.__context__) if exc_value is not None else None

    def _of(self, exc):
        return None if exc is None else type(self)(type(exc), exc, exc.__traceback__,
                                                   capture_locals=self._capture_locals)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type_str(self):
        module = self.exc_type.__module__
        name = self.exc_type.__qualname__
        return name if module in ("__main__", "builtins") else f"{module}.{name}"

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return str(self._exception)

    def format_exception_only(self, *, show_group=False):
        yield from format_exception_only(self._exception)

    def format(self, *, chain=True):
        if self._capture_locals:
            yield from self._format_with_locals(chain)
        else:
            yield from format_exception(self._exception, chain=chain)

    def _format_with_locals(self, chain):
        if isinstance(self._exception, BaseExceptionGroup):
            from _vloop_lib import unsupported
            unsupported("local variables in tracebacks of exception groups are not supported")
        if chain and self.__cause__ is not None:
            yield from self.__cause__.format(chain=chain)
            yield "\nThe above exception was the direct cause of the following exception:\n\n"
        elif chain and self.__context__ is not None and not self.__suppress_context__:
            yield from self.__context__.format(chain=chain)
            yield "\nDuring handling of the above exception, another exception occurred:\n\n"
        if self.stack:
            yield "Traceback (most recent call last):\n"
            yield from self.stack.format()
        yield from self.format_exception_only()

    def print(self, *, file=None, chain=True):
        _write(file, self.format(chain=chain))
