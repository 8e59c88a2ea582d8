# Constants, Template, Formatter, capwords.
__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits",
           "octdigits", "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _is_start(self, c):
        return c == "_" or "a" <= c <= "z" or "A" <= c <= "Z"

    def _parts(self):
        # (text before, name, start); name None: the end; "": a doubled delimiter; False: a wrong one
        text, mark, at, begin = self.template, self.delimiter, 0, 0
        while (at := text.find(mark, at)) >= 0:
            after = at + len(mark)
            if text.startswith(mark, after):
                yield text[begin:at], "", at
                at = begin = after + len(mark)
                continue
            braced = text.startswith("{", after)
            start = end = after + braced
            while end < len(text) and (self._is_start(text[end]) or end > start and text[end] in digits):
                end += 1
            if end == start or braced and not text.startswith("}", end):
                yield text[begin:at], False, at
                begin, at = at, after
                continue
            yield text[begin:at], text[start:end], at
            at = begin = end + braced
        yield text[begin:], None, len(text)

    def _invalid(self, at):
        lines = self.template[:at].splitlines(keepends=True)
        column = at - len("".join(lines[:-1])) if lines else 1
        raise ValueError(f"Invalid placeholder in string: line {len(lines) or 1}, col {column}")

    def _fill(self, mapping, kws, safe):
        if mapping and kws:
            from collections import ChainMap
            values = ChainMap(kws, mapping[0])
        else:
            values = mapping[0] if mapping else kws
        out = []
        for text, name, at in self._parts():
            out.append(text)
            if name == "":
                out.append(self.delimiter)
            elif name is False:
                if not safe:
                    self._invalid(at + len(self.delimiter))
            elif name is not None:
                try:
                    out.append(str(values[name]))
                except KeyError:
                    if not safe:
                        raise
                    braced = self.template.startswith("{", at + len(self.delimiter))
                    out.append(self.delimiter + ("{" + name + "}" if braced else name))
        return "".join(out)

    def substitute(self, mapping=None, /, **kws):
        return self._fill(() if mapping is None else (mapping,), kws, False)

    def safe_substitute(self, mapping=None, /, **kws):
        return self._fill(() if mapping is None else (mapping,), kws, True)

    def is_valid(self):
        return all(name is not False for _, name, _ in self._parts())

    def get_identifiers(self):
        names = [name for _, name, _ in self._parts() if name]
        return list(dict.fromkeys(names))


def _parse(text):
    # (literal, field name, format spec, conversion) as str.format reads them
    at, literal = 0, []
    while at < len(text):
        c = text[at]
        if c in "{}" and text[at:at + 2] == c + c:
            yield "".join(literal) + c, None, None, None
            literal, at = [], at + 2
        elif c == "}":
            raise ValueError("Single '}' encountered in format string")
        elif c == "{":
            depth, end = 1, at + 1
            while end < len(text) and depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            if depth:
                raise ValueError("Single '{' encountered in format string" if at + 1 == len(text)
                                 else "expected '}' before end of string")
            inside = text[at + 1:end - 1]
            name, spec, conversion = inside, "", None
            brackets = 0
            for i, d in enumerate(inside):
                brackets += (d == "[") - (d == "]")
                if not brackets and d in "!:":
                    name, rest = inside[:i], inside[i:]
                    if d == "!":
                        conversion, spec = rest[1:2], rest[3:]
                        if len(rest) > 2 and rest[2] != ":":
                            raise ValueError("expected ':' after conversion specifier")
                    else:
                        spec = rest[1:]
                    break
            yield "".join(literal), name, spec, conversion
            literal, at = [], end
        else:
            literal.append(c)
            at += 1
    if literal:
        yield "".join(literal), None, None, None


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            first = name.split(".")[0].split("[")[0]
            if first == "":
                if auto is False:
                    raise ValueError("cannot switch from manual field specification to automatic "
                                     "field numbering")
                name = str(auto) + name
                auto += 1
            elif first.isdigit():
                if auto:
                    raise ValueError("cannot switch from manual field specification to automatic "
                                     "field numbering")
                auto = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            out.append(self.format_field(value, spec))
        return "".join(out), auto

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion in ("s", "r", "a"):
            return {"s": str, "r": repr, "a": ascii}[conversion](value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        first, end = field_name, len(field_name)
        for i, c in enumerate(field_name):
            if c in ".[":
                first, end = field_name[:i], i
                break
        key = int(first) if first.isdigit() else first
        value = self.get_value(key, args, kwargs)
        while end < len(field_name):
            if field_name[end] == ".":
                start = end = end + 1
                while end < len(field_name) and field_name[end] not in ".[":
                    end += 1
                value = getattr(value, field_name[start:end])
            else:
                stop = field_name.index("]", end)
                item = field_name[end + 1:stop]
                value = value[int(item) if item.isdigit() else item]
                end = stop + 1
        return value, key
