# Values printed over several lines where they are wider than one.
import sys as _sys

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._line(object, {}, None, 0)[0]


def isreadable(object):
    return PrettyPrinter()._line(object, {}, None, 0)[1]


def isrecursive(object):
    return PrettyPrinter()._line(object, {}, None, 0)[2]


# Sorts what cannot be compared by the name of its type.
class _key:
    __slots__ = ("obj",)

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


def _pair_key(pair):
    return _key(pair[0]), _key(pair[1])


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth = depth
        self._indent_per_level = indent
        self._width = width
        self._stream = _sys.stdout if stream is None else stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        if self._stream is not None:
            self._stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        out = []
        self._format(object, out.append, 0, 0, {}, 0)
        return "".join(out)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    # The whole on one line, whether it can be read back, and whether it holds itself. For classes to extend.
    def format(self, object, context, maxlevels, level):
        return self._line(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        return self.format(object, context.copy(), self._depth, level)[0]

    # ---- on one line

    def _line(self, object, context, maxlevels, level):
        cls = type(object)
        if cls is str or cls is bool or cls is float or object is None:
            return repr(object), True, False
        show = cls.__repr__
        if show is int.__repr__ and issubclass(cls, int):
            return f"{object:_d}" if self._underscore_numbers else repr(object), True, False
        if show is dict.__repr__ and issubclass(cls, dict):
            opening, closing = "{", "}"
        elif show is list.__repr__ and issubclass(cls, list):
            opening, closing = "[", "]"
        elif show is tuple.__repr__ and issubclass(cls, tuple):
            opening, closing = "(", ",)" if len(object) == 1 else ")"
        else:
            text = repr(object)
            return text, text and not text.startswith("<"), False
        if not object:
            return opening + closing, True, False
        key = id(object)
        if maxlevels and level >= maxlevels:
            return opening + "..." + closing, False, key in context
        if key in context:
            return _recursion(object), False, True
        context[key] = 1
        parts, readable, recursive = self._line_parts(object, context, maxlevels, level + 1)
        del context[key]
        return opening + ", ".join(parts) + closing, readable, recursive

    def _line_parts(self, object, context, maxlevels, level):
        parts, readable, recursive = [], True, False
        is_dict = isinstance(object, dict)
        for item in self._pairs(object) if is_dict else object:
            text = ""
            for part in item if is_dict else (item,):
                shown, can_be_read, holds_itself = self.format(part, context, maxlevels, level)
                text = f"{text}: {shown}" if text else shown
                readable = readable and can_be_read
                recursive = recursive or holds_itself
            parts.append(text)
        return parts, readable, recursive

    def _pairs(self, object):
        return sorted(object.items(), key=_pair_key) if self._sort_dicts else object.items()

    # ---- on several: `indent` columns stand before it, `allowance` must stay free behind its last line

    def _format(self, object, write, indent, allowance, context, level):
        key = id(object)
        if key in context:
            write(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            spread = _spreader(type(object).__repr__) or _is_plain_dataclass(object) and PrettyPrinter._dataclass
            if spread:
                context[key] = 1
                spread(self, object, write, indent, allowance, context, level + 1)
                del context[key]
                return
        write(text)

    def _pad(self, write):
        if self._indent_per_level > 1:
            write((self._indent_per_level - 1) * " ")

    def _items(self, items, write, indent, allowance, context, level):
        indent += self._indent_per_level
        self._pad(write)
        newline, between = ",\n" + " " * indent, ""
        width = most = self._width - indent + 1
        items = list(items)
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                most -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                needed = len(text) + 2
                if width < needed:
                    width = most
                    between = between and newline
                if width >= needed:
                    width -= needed
                    write(between + text)
                    between = ", "
                    continue
            write(between)
            between = newline
            self._format(item, write, indent, allowance if last else 1, context, level)

    def _dict_items(self, items, write, indent, allowance, context, level):
        indent += self._indent_per_level
        last = len(items) - 1
        for i, (key, value) in enumerate(items):
            text = self._repr(key, context, level)
            write(text + ": ")
            self._format(value, write, indent + len(text) + 2, allowance if i == last else 1, context, level)
            if i != last:
                write(",\n" + " " * indent)

    def _fields(self, items, write, indent, allowance, context, level):
        last = len(items) - 1
        for i, (name, value) in enumerate(items):
            write(name + "=")
            if id(value) in context:
                write("...")
            else:
                self._format(value, write, indent + len(name) + 1, allowance if i == last else 1, context, level)
            if i != last:
                write(",\n" + " " * indent)

    # ---- by kinds of objects

    def _dict(self, object, write, indent, allowance, context, level):
        write("{")
        self._pad(write)
        if object:
            pairs = self._pairs(object)
            self._dict_items(pairs, write, indent, allowance + 1, context, level)
        write("}")

    def _list(self, object, write, indent, allowance, context, level):
        write("[")
        self._items(object, write, indent, allowance + 1, context, level)
        write("]")

    def _tuple(self, object, write, indent, allowance, context, level):
        end = ",)" if len(object) == 1 else ")"
        write("(")
        self._items(object, write, indent, allowance + len(end), context, level)
        write(end)

    def _set(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        name, end = type(object).__name__, "})"
        if type(object) is set:
            end = "}"
            write("{")
        else:
            write(name + "({")
            indent += len(name) + 1
        self._items(sorted(object, key=_key), write, indent, allowance + len(end), context, level)
        write(end)

    def _str(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        if level == 1:
            indent += 1
            allowance += 1
        chunks = _chunks(object, self._width - indent, allowance)
        if len(chunks) == 1:
            write(chunks[0])
            return
        text = ("\n" + " " * indent).join(chunks)
        write(f"({text})" if level == 1 else text)

    def _bytes(self, object, write, indent, allowance, context, level):
        if len(object) <= 4:
            write(repr(object))
            return
        if level == 1:
            indent += 1
            allowance += 1
        width, chunks, current = self._width - indent, [], b""
        for i in range(0, len(object), 4):
            part = object[i:i + 4]
            if i == len(object) // 4 * 4:
                width -= allowance
            if len(repr(current + part)) > width:
                if current:
                    chunks.append(repr(current))
                current = part
            else:
                current += part
        if current:
            chunks.append(repr(current))
        text = ("\n" + " " * indent).join(chunks)
        write(f"({text})" if level == 1 else text)

    def _mappingproxy(self, object, write, indent, allowance, context, level):
        write("mappingproxy(")
        self._format(object.copy(), write, indent + 13, allowance + 1, context, level)
        write(")")

    def _namespace(self, object, write, indent, allowance, context, level):
        cls = type(object)
        name = "namespace" if cls.__module__ == "types" else cls.__name__
        write(name + "(")
        self._fields(object.__dict__.items(), write, indent + len(name) + 1, allowance, context, level)
        write(")")

    def _dataclass(self, object, write, indent, allowance, context, level):
        name = object.__class__.__name__
        fields = object.__dataclass_fields__.values()
        items = [(f.name, getattr(object, f.name)) for f in fields if f.repr and f._field_type.name == "_FIELD"]
        write(name + "(")
        self._fields(items, write, indent + len(name) + 1, allowance, context, level)
        write(")")

    def _ordered_dict(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        name = type(object).__name__
        write(name + "(")
        self._format(_pairs_of_ordered(object), write, indent + len(name) + 1, allowance + 1, context, level)
        write(")")

    def _default_dict(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        factory = self._repr(object.default_factory, context, level)
        name = type(object).__name__
        indent += len(name) + 1
        write(f"{name}({factory},\n{' ' * indent}")
        self._dict(object, write, indent, allowance + 1, context, level)
        write(")")

    def _counter(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        name = type(object).__name__
        write(name + "({")
        self._pad(write)
        self._dict_items(object.most_common(), write, indent + len(name) + 1, allowance + 2, context, level)
        write("})")

    def _chain_map(self, object, write, indent, allowance, context, level):
        if not object.maps:
            write(repr(object))
            return
        name = type(object).__name__
        write(name + "(")
        indent += len(name) + 1
        last = len(object.maps) - 1
        for i, mapping in enumerate(object.maps):
            self._format(mapping, write, indent, allowance + 1 if i == last else 1, context, level)
            write(")" if i == last else ",\n" + " " * indent)

    def _deque(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        name = type(object).__name__
        write(name + "([")
        indent += len(name) + 1
        self._items(object, write, indent, allowance + 2 if object.maxlen is None else 2, context, level)
        if object.maxlen is None:
            write("])")
        else:
            write(f"],\n{' ' * indent}maxlen={self._repr(object.maxlen, context, level)})")

    def _user(self, object, write, indent, allowance, context, level):
        self._format(object.data, write, indent, allowance, context, level - 1)


def _pairs_of_ordered(object):
    return list(object.items())


# A text in pieces that fit: its lines, and those in words.
def _chunks(text, width, allowance):
    import re
    chunks, lines = [], text.splitlines(True)
    for i, line in enumerate(lines):
        last = i == len(lines) - 1
        if len(repr(line)) <= width - allowance * last:
            chunks.append(repr(line))
            continue
        words, current = re.findall(r"\S+\s*|\s+", line), ""
        for j, word in enumerate(words):
            most = width - allowance if last and j == len(words) - 1 else width
            if len(repr(current + word)) > most:
                if current:
                    chunks.append(repr(current))
                current = word
            else:
                current += word
        if current:
            chunks.append(repr(current))
    return chunks


_LIBRARY = {"types.SimpleNamespace": "_namespace", "collections.OrderedDict": "_ordered_dict",
            "collections.defaultdict": "_default_dict", "collections.Counter": "_counter",
            "collections.deque": "_deque", "collections.ChainMap": "_chain_map", "collections.UserDict": "_user",
            "collections.UserList": "_user", "collections.UserString": "_user"}
_spreaders = {dict.__repr__: PrettyPrinter._dict, list.__repr__: PrettyPrinter._list,
              tuple.__repr__: PrettyPrinter._tuple, set.__repr__: PrettyPrinter._set,
              frozenset.__repr__: PrettyPrinter._set, str.__repr__: PrettyPrinter._str,
              bytes.__repr__: PrettyPrinter._bytes, type(type.__dict__).__repr__: PrettyPrinter._mappingproxy}


# The method that spreads what is shown by `show`. Modules that the program has not imported are left alone.
def _spreader(show):
    if show not in _spreaders:
        for name, method in list(_LIBRARY.items()):
            module, _, cls = name.partition(".")
            found = _sys.modules[module].__dict__.get(cls) if module in _sys.modules else None
            if found is not None:
                _spreaders[found.__repr__] = getattr(PrettyPrinter, _LIBRARY.pop(name))
    return _spreaders.get(show)


def _is_plain_dataclass(object):
    cls = type(object)
    if not hasattr(cls, "__dataclass_fields__") or not object.__dataclass_params__.repr:
        return False
    code = getattr(cls.__repr__, "__code__", None)
    return code is not None and code.co_filename == "<string>" and "__dataclass_running__" in code.co_freevars
