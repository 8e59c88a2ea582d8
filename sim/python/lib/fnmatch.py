# Names matched against shell patterns: each pattern becomes a regular expression.
import re
from functools import lru_cache

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    from os import fspath
    return fnmatchcase(fspath(name), fspath(pat))


@lru_cache(maxsize=32768, typed=True)
def _compiled(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(str(pat, "ISO-8859-1")).encode("ISO-8859-1")).match
    return re.compile(translate(pat)).match


def fnmatchcase(name, pat):
    return _compiled(pat)(name) is not None


def filter(names, pat):
    from os import fspath
    match = _compiled(fspath(pat))
    return [name for name in names if match(fspath(name))]


def _ranges(inside):
    # What stands in brackets and has a hyphen: ranges that end before they begin hold nothing.
    chunks, start, at = [], 0, 2 if inside[0] == "!" else 1
    while (hyphen := inside.find("-", at)) >= 0:
        chunks.append(inside[start:hyphen])
        start, at = hyphen + 1, hyphen + 3
    if inside[start:]:
        chunks.append(inside[start:])
    else:
        chunks[-1] += "-"
    for i in range(len(chunks) - 1, 0, -1):
        if chunks[i - 1][-1] > chunks[i][0]:
            chunks[i - 1] = chunks[i - 1][:-1] + chunks[i][1:]
            del chunks[i]
    return "-".join(chunk.replace("\\", r"\\").replace("-", r"\-") for chunk in chunks)


def _set(inside):
    inside = _ranges(inside) if "-" in inside else inside.replace("\\", r"\\")
    inside = re.sub(r"([&~|])", r"\\\1", inside)
    if not inside:
        return "(?!)"
    if inside == "!":
        return "."
    if inside[0] == "!":
        inside = "^" + inside[1:]
    elif inside[0] in "^[":
        inside = "\\" + inside
    return f"[{inside}]"


def _runs(pat, any_one):
    # The expressions of what stands between stars; `any_one` is that of a question mark.
    fixed, at = [[]], 0
    starred = False
    while at < len(pat):
        c = pat[at]
        at += 1
        if c == "*":
            if not starred:
                fixed.append([])
            starred = True
            continue
        starred = False
        if c == "?":
            c = any_one
        elif c == "[":
            end = at + pat.startswith("!", at)
            end = pat.find("]", end + pat.startswith("]", end))
            if end < 0:
                c = "\\["
            else:
                c, at = _set(pat[at:end]), end + 1
        else:
            c = re.escape(c)
        fixed[-1].append(c)
    return ["".join(run) for run in fixed]


def translate(pat):
    first, *rest = _runs(pat, ".")
    if rest:
        first += "".join(f"(?>.*?{run})" for run in rest[:-1]) + ".*" + rest[-1]
    return fr"(?s:{first})\Z"
