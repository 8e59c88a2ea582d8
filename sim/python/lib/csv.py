# Rows of comma-separated values, from any iterable of lines and to anything with write().
from _vloop_lib import python_minor as _minor

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "excel", "excel_tab",
           "field_size_limit", "reader", "writer", "register_dialect", "get_dialect", "list_dialects",
           "unregister_dialect", "DictReader", "DictWriter", "unix_dialect"]

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)
if _minor >= 12:
    QUOTE_STRINGS, QUOTE_NOTNULL = 4, 5
    __all__ += ["QUOTE_STRINGS", "QUOTE_NOTNULL"]


class Error(Exception):
    __module__ = "_csv"


# ---- dialects


def _instead(value):
    return f", not {type(value).__name__}" if _minor >= 14 else ""


class _Rules:
    # A dialect whose values are checked.
    __module__ = "_csv"
    _usual = {"delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
              "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False}

    def __init__(self, dialect, options):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name, usual in self._usual.items():
            value = options.pop(name, ...)
            given = value is not ...
            if not given:
                value = getattr(dialect, name, usual)
                given = dialect is not None and hasattr(dialect, name)
            setattr(self, name, self._checked(name, value))
            if name == "quoting" and not given and self.quotechar is None:
                self.quoting = QUOTE_NONE
        if options:
            raise TypeError(f"{next(iter(options))!r} is an invalid keyword argument for this function"
                            if _minor < 13 else f"this function got an unexpected keyword argument "
                                                f"{next(iter(options))!r}")
        if self.quoting not in range(4 if _minor < 12 else 6):
            raise TypeError('bad "quoting" value')
        if self.quotechar is None and self.quoting != QUOTE_NONE:
            raise TypeError("quotechar must be set if quoting enabled")
        if _minor >= 13:
            self._check_marks()

    def _checked(self, name, value):
        if name in ("doublequote", "skipinitialspace", "strict"):
            return bool(value)
        if name == "quoting":
            if type(value) is not int:
                raise TypeError('"quoting" must be an integer' + _instead(value))
            return value
        if name == "lineterminator":
            if not isinstance(value, str):
                raise TypeError('"lineterminator" must be a string' + _instead(value))
            return value
        if value is None and name != "delimiter":
            return None
        if not isinstance(value, str):
            raise TypeError(f'"{name}" must be {"string" if _minor < 14 else "a unicode character"}'
                            f'{"" if name == "delimiter" else " or None"}, not {type(value).__name__}')
        if len(value) != 1 and _minor < 14:
            raise TypeError(f'"{name}" must be a 1-character string')
        if len(value) != 1:
            raise TypeError(f'"{name}" must be a unicode character{"" if name == "delimiter" else " or None"}, '
                            f"not a string of length {len(value)}")
        return value

    def _check_marks(self):
        for name in ("delimiter", "escapechar", "quotechar"):
            mark = getattr(self, name)
            if mark in ("\n", "\r") or mark == " " and self.skipinitialspace and name != "delimiter":
                raise ValueError(f"bad {name} value")
            if mark is not None and mark in self.lineterminator:
                raise ValueError(f"bad {name} or lineterminator value")
        marks = self.delimiter, self.escapechar, self.quotechar
        for first, second, names in ((0, 1, "delimiter or escapechar"), (0, 2, "delimiter or quotechar"),
                                     (1, 2, "escapechar or quotechar")):
            if marks[first] is not None and marks[first] == marks[second]:
                raise ValueError(f"bad {names} value")


_Rules.__name__ = _Rules.__qualname__ = "Dialect"


class Dialect:
    _name = ""
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        try:
            _Rules(self, {})
        except TypeError as e:
            raise Error(str(e)) from None


class excel(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(excel):
    lineterminator = "\n"
    quoting = QUOTE_ALL


_dialects = {}
_limit = 131072


def register_dialect(name, /, dialect=None, **fmtparams):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _Rules(dialect, fmtparams)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    try:
        return _dialects[name]
    except KeyError:
        raise Error("unknown dialect") from None


def list_dialects():
    return list(_dialects)


def field_size_limit(*limit):
    global _limit
    old = _limit
    if limit:
        if not isinstance(limit[0], int):
            raise TypeError("limit must be an integer")
        _limit = limit[0]
    return old


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)

# ---- reading

(_RECORD, _FIELD, _ESCAPED, _INSIDE, _QUOTED, _ESCAPED_QUOTED, _QUOTE, _LINE_END, _ESCAPED_END) = range(9)


class _Reader:
    def __init__(self, lines, dialect, options):
        self.dialect = dialect if type(dialect) is _Rules and not options else _Rules(dialect, options)
        self._lines = iter(lines)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        rules = self.dialect
        self._fields, self._field, self._state = [], [], _RECORD
        self._plain = False
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._field or self._state == _QUOTED:
                    if rules.strict:
                        raise Error("unexpected end of data") from None
                    self._save()
                    return self._fields
                raise
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} "
                            "(the file should be opened in text mode)")
            self.line_num += 1
            if self._state == _RECORD and self._simple(line):
                return self._fields
            for c in line:
                self._step(c)
            self._step("")
            if self._state == _RECORD:
                return self._fields

    def _simple(self, line):
        # Without quotes and escapes a line is only split.
        rules = self.dialect
        if rules.quotechar is not None and rules.quotechar in line or \
                rules.escapechar is not None and rules.escapechar in line or len(line) > _limit:
            return False
        text = line.rstrip("\r\n")
        if "\n" in text or "\r" in text or rules.skipinitialspace or rules.quoting in (2, 4, 5):
            return False
        self._fields = text.split(rules.delimiter) if text else []
        return True

    def _save(self):
        text, quoting = "".join(self._field), self.dialect.quoting
        self._field = []
        if self._plain:
            if quoting == QUOTE_NONNUMERIC and text or quoting == 4 and text and _minor >= 13:
                text = float(text)
            elif quoting in (4, 5) and not text and _minor >= 13:
                text = None
        self._fields.append(text)

    def _add(self, c):
        if len(self._field) >= _limit:
            raise Error(f"field larger than field limit ({_limit})")
        self._field.append(c)

    def _end(self, c):
        self._save()
        self._state = _LINE_END if c else _RECORD

    def _step(self, c):
        # "" ends a line.
        rules, state = self.dialect, self._state
        quote = rules.quotechar if rules.quoting != QUOTE_NONE else None
        if state == _RECORD:
            if c == "":
                return
            if c in "\r\n":
                self._state = _LINE_END
                return
            state = _FIELD
        if state == _FIELD:
            self._plain = _minor >= 13
            if c in "\r\n":
                self._end(c)
            elif c == quote:
                self._plain = False
                self._state = _QUOTED
            elif c == rules.escapechar:
                self._state = _ESCAPED
            elif c == " " and rules.skipinitialspace:
                self._state = _FIELD
            elif c == rules.delimiter:
                self._save()
                self._state = _FIELD
            else:
                self._plain = True
                self._add(c)
                self._state = _INSIDE
        elif state == _ESCAPED:
            self._state = _ESCAPED_END if c and c in "\r\n" else _INSIDE
            self._add(c or "\n")
        elif state in (_INSIDE, _ESCAPED_END):
            if state == _ESCAPED_END and c == "":
                return
            if c in "\r\n":
                self._end(c)
            elif c == rules.escapechar:
                self._state = _ESCAPED
            elif c == rules.delimiter:
                self._save()
                self._state = _FIELD
            else:
                self._add(c)
        elif state == _QUOTED:
            if c == "":
                return
            if c == rules.escapechar:
                self._state = _ESCAPED_QUOTED
            elif c == quote:
                self._state = _QUOTE if rules.doublequote else _INSIDE
            else:
                self._add(c)
        elif state == _ESCAPED_QUOTED:
            self._add(c or "\n")
            self._state = _QUOTED
        elif state == _QUOTE:
            if c and c == quote:
                self._add(c)
                self._state = _QUOTED
            elif c and c == rules.delimiter:
                self._save()
                self._state = _FIELD
            elif c in "\r\n":
                self._end(c)
            elif rules.strict:
                raise Error(f"'{rules.delimiter}' expected after '{rules.quotechar}'")
            else:
                self._add(c)
                self._state = _INSIDE
        elif c == "":
            self._state = _RECORD
        elif c not in "\r\n":
            raise Error("new-line character seen in unquoted field - do you need to open the file "
                        + ("with newline=''?" if _minor >= 13 else "in universal-newline mode?"))


_Reader.__name__ = _Reader.__qualname__ = "reader"
_Reader.__module__ = "_csv"


def reader(iterable, /, dialect="excel", **fmtparams):
    return _Reader(iterable, dialect, fmtparams)


# ---- writing

class _Writer:
    def __init__(self, file, dialect, options):
        if not callable(getattr(file, "write", None)):
            raise TypeError('argument 1 must have a "write" method')
        self._write = file.write
        self.dialect = dialect if type(dialect) is _Rules and not options else _Rules(dialect, options)

    def _text(self, value, only):
        # One field; `only`: nothing else stands in the row.
        rules = self.dialect
        quoting = rules.quoting
        quoted = quoting == QUOTE_ALL or \
            quoting == QUOTE_NONNUMERIC and not (hasattr(value, "__float__") or hasattr(value, "__index__")) or \
            quoting == 4 and isinstance(value, str) or quoting == 5 and value is not None
        text = "" if value is None else value if isinstance(value, str) else str(value)
        if not text and rules.delimiter == " " and rules.skipinitialspace and _minor >= 13:
            if quoting == QUOTE_NONE or value is None and quoting in (4, 5):
                raise Error("empty field must be quoted if delimiter is a space and skipinitialspace is true")
            quoted = True
        marks = rules.lineterminator + rules.delimiter + (rules.escapechar or "") + (rules.quotechar or "") + \
            ("\r\n" if _minor >= 13 else "")
        if any(c in marks for c in text):
            parts = []
            for c in text:
                if c in marks:
                    escape = quoting == QUOTE_NONE
                    if not escape and c == rules.quotechar:
                        escape = not rules.doublequote
                        if not escape:
                            parts.append(c)
                    elif c == rules.escapechar:
                        escape = True
                    if not escape:
                        quoted = True
                    elif rules.escapechar is None:
                        raise Error("need to escape, but no escapechar set")
                    else:
                        parts.append(rules.escapechar)
                parts.append(c)
            text = "".join(parts)
        if only and not text and not quoted:
            if quoting == QUOTE_NONE or value is None and quoting in (4, 5) and _minor >= 13:
                raise Error("single empty field record must be quoted")
            quoted = True
        return rules.quotechar + text + rules.quotechar if quoted else text

    def writerow(self, row, /):
        try:
            values = iter(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        values = list(values)
        texts = [self._text(value, len(values) == 1) for value in values]
        return self._write(self.dialect.delimiter.join(texts) + self.dialect.lineterminator)

    def writerows(self, rows, /):
        for row in rows:
            self.writerow(row)


_Writer.__name__ = _Writer.__qualname__ = "writer"
_Writer.__module__ = "_csv"


def writer(fileobj, /, dialect="excel", **fmtparams):
    return _Writer(fileobj, dialect, fmtparams)


# ---- rows as dicts

class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while not row:
            row = next(self.reader)
        names = self.fieldnames
        found = dict(zip(names, row))
        if len(names) < len(row):
            found[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            found[name] = self.restval
        return found

    if _minor >= 12:
        __class_getitem__ = classmethod(type(list[int]))


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ("raise", "ignore"):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _values(self, row):
        if self.extrasaction == "raise":
            wrong = row.keys() - self.fieldnames
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in wrong]))
        return (row.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._values(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._values, rowdicts))

    if _minor >= 12:
        __class_getitem__ = classmethod(type(list[int]))
