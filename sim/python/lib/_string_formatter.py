# string.Formatter: str.format with every step a method.
from _vloop_lib import python_minor as _minor


def _field(text, at):
    # What stands between "{" (before `at`) and its "}": (name, spec, conversion, where it ends).
    start, end, c = at, len(text), ""
    while at < end:
        c = text[at]
        at += 1
        if c == "{":
            raise ValueError("unexpected '{' in field name")
        if c == "[":
            while at < end and text[at] != "]":
                at += 1
        elif c in "}:!":
            break
    else:
        raise ValueError("expected '}' before end of string")
    name, conversion = text[start:at - 1], None
    if c == "}":
        return name, "", None, at
    if c == "!":
        if at >= end:
            raise ValueError("end of string while looking for conversion specifier")
        conversion = text[at]
        at += 1
        if at < end:
            at += 1
            if text[at - 1] == "}":
                return name, "", conversion, at
            if text[at - 1] != ":":
                raise ValueError("expected ':' after conversion specifier")
    start, depth = at, 1
    while at < end:
        c = text[at]
        at += 1
        depth += (c == "{") - (c == "}")
        if not depth:
            return name, text[start:at - 1], conversion, at
    raise ValueError("unmatched '{' in format spec")


def _parse(text):
    if not isinstance(text, str):
        raise TypeError(f"expected str, got {type(text).__name__}")
    at, end = 0, len(text)
    while at < end:
        start = at
        while at < end and text[at] not in "{}":
            at += 1
        literal = text[start:at]
        if at == end:
            yield literal, None, None, None
            return
        c = text[at]
        at += 1
        if text[at:at + 1] == c:
            yield literal + c, None, None, None
            at += 1
        elif c == "}" or at == end:
            raise ValueError(f"Single '{c}' encountered in format string")
        else:
            name, spec, conversion, at = _field(text, at)
            yield literal, name, spec, conversion


def _number(text):
    return int(text) if text.isascii() and text.isdigit() else text


def _first(name):
    for i, c in enumerate(name):
        if c in ".[":
            return _number(name[:i]), name[i:]
    return _number(name), ""


def _steps(rest):
    # (is an attribute, name) for each step behind the first name
    at, end = 0, len(rest)
    while at < end:
        c = rest[at]
        start = at = at + 1
        if c == ".":
            while at < end and rest[at] not in ".[":
                at += 1
            step = True, rest[start:at]
        elif c == "[":
            at = rest.find("]", start)
            if at < 0:
                raise ValueError("Missing ']' in format string")
            step = False, _number(rest[start:at])
            at += 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if step[1] == "":
            raise ValueError("Empty attribute in format string")
        yield step


class Formatter:
    __module__ = "string"

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            if name == "" or name.isdigit():
                if auto_arg_index is False if name == "" else auto_arg_index:
                    if name and _minor >= 14:
                        raise ValueError("cannot switch from automatic field numbering to manual field specification")
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                if name == "":
                    name = str(auto_arg_index) + name
                    auto_arg_index += 1
                else:
                    auto_arg_index = False
            value, used = self.get_field(name, args, kwargs)
            used_args.add(used)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            out.append(self.format_field(value, spec))
        return "".join(out), auto_arg_index

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
        first, rest = _first(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, step in _steps(rest):
            value = getattr(value, step) if is_attribute else value[step]
        return value, first
