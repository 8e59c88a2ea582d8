# string.Template: a pattern made of a delimiter and what names look like finds the places to fill.
import re


class _Pattern:
    # Made when it is first asked for: most programs have no Template.
    def __get__(self, instance, cls):
        cls._compile()
        return cls.pattern


class Template:
    __module__ = "string"
    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = re.IGNORECASE
    pattern = _Pattern()

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compile()

    @classmethod
    def _compile(cls):
        pattern, flags = cls.__dict__.get("pattern"), cls.flags
        if pattern is None or isinstance(pattern, _Pattern):
            mark, name = re.escape(cls.delimiter), cls.idpattern
            if name == Template.idpattern:  # with letters of ASCII alone, whatever the case
                if cls.flags & re.IGNORECASE:
                    name = "[_a-zA-Z][_a-zA-Z0-9]*"
                    flags &= ~re.IGNORECASE if cls.braceidpattern is None else -1
                else:
                    name = "[_a-z][_a-z0-9]*"
            pattern = fr"""
            {mark}(?:
              (?P<escaped>{mark}) |
              (?P<named>{name}) |
              {{(?P<braced>{cls.braceidpattern or name})}} |
              (?P<invalid>)
            )
            """
        cls.pattern = re.compile(pattern, flags | re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        at = match.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        column = at - len("".join(lines[:-1])) if lines else 1
        raise ValueError(f"Invalid placeholder in string: line {len(lines) or 1}, col {column}")

    def _unknown(self):
        raise ValueError("Unrecognized named group in pattern", self.pattern)

    def _fill(self, given, kws, safe):
        if not given:
            values = kws
        elif kws:
            from collections import ChainMap
            values = ChainMap(kws, given[0])
        else:
            values = given[0]

        def replaced(match):
            name = match["named"] or match["braced"]
            if name is not None:
                if not safe:
                    return str(values[name])
                try:
                    return str(values[name])
                except KeyError:
                    return match[0]
            if match["escaped"] is not None:
                return self.delimiter
            if match["invalid"] is None:
                self._unknown()
            return match[0] if safe else self._invalid(match)

        return self.pattern.sub(replaced, self.template)

    def substitute(self, mapping=..., /, **kws):
        return self._fill(() if mapping is ... else (mapping,), kws, False)

    def safe_substitute(self, mapping=..., /, **kws):
        return self._fill(() if mapping is ... else (mapping,), kws, True)

    def is_valid(self):
        for match in self.pattern.finditer(self.template):
            if match["invalid"] is not None:
                return False
            if match["named"] is match["braced"] is match["escaped"] is None:
                self._unknown()
        return True

    def get_identifiers(self):
        names = {}
        for match in self.pattern.finditer(self.template):
            name = match["named"] or match["braced"]
            if name is not None:
                names[name] = None
            elif match["invalid"] is match["escaped"] is None:
                self._unknown()
        return list(names)
