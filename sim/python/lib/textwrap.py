# Paragraphs broken into lines, and indentation taken out and put in.
import re

from _vloop_lib import python_minor as _minor

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_BLANK = "\t\n\x0b\x0c\r "
_LETTER = r"[^\d\W]"


class TextWrapper:
    unicode_whitespace_trans = dict.fromkeys(map(ord, _BLANK), 32)
    sentence_end_re = re.compile(r"[a-z][\.\!\?][\"\']?\Z")
    # Where a chunk may end: white space, after a hyphen between letters, around long dashes.
    _split_re = re.compile(
        r"([\t\n\x0b\x0c\r ]+"
        r"|(?<=[\w!\"'&.,?])-{2,}(?=\w)"
        r"|[^\t\n\x0b\x0c\r ](?:[^\t\n\x0b\x0c\r ]*?)(?:"
        r"-(?:(?<=[^\d\W]{2}-)|(?<=[^\d\W]-[^\d\W]-))(?=[^\d\W]-?[^\d\W])"
        r"|(?=[\t\n\x0b\x0c\r ]|\Z)"
        r"|(?<=[\w!\"'&.,?])(?=-{2,}\w)))")
    _split_simple_re = re.compile(r"([\t\n\x0b\x0c\r ]+)")

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        return text.translate(self.unicode_whitespace_trans) if self.replace_whitespace else text

    def _split(self, text):
        splitter = self._split_re if self.break_on_hyphens else self._split_simple_re
        return [chunk for chunk in splitter.split(text) if chunk]

    def _fix_sentence_endings(self, chunks):
        for i in range(len(chunks) - 1):
            if chunks[i + 1] == " " and self.sentence_end_re.search(chunks[i]):
                chunks[i + 1] = "  "

    def _split_chunks(self, text):
        chunks = self._split(self._munge_whitespace(text))
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return chunks

    def _break_word(self, chunks, line, length, width):
        # The first chunk (the last of the reversed list) is longer than any line.
        room = width - length if width >= 1 else 1
        if self.break_long_words and (room > 0 or _minor < 14):
            chunk, end = chunks[-1], room
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind("-", 0, room)
                if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                    end = hyphen + 1
            line.append(chunk[:end])
            chunks[-1] = chunk[end:]
        elif not line:
            line.append(chunks.pop())

    def wrap(self, text):
        return self._wrap_chunks(self._split_chunks(text))

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks.reverse()
        lines = []
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            line, length = [], 0
            if self.drop_whitespace and chunks[-1].strip() == "" and lines:
                del chunks[-1]
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._break_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == "":
                length -= len(line.pop())
            if not line:
                continue
            if self.max_lines is None or len(lines) + 1 < self.max_lines or \
                    (not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()) \
                    and length <= width:
                lines.append(indent + "".join(line))
                continue
            self._end(lines, line, length, width, indent)
            break
        return lines

    def _end(self, lines, line, length, width, indent):
        # The last line that is allowed, with more to come.
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            before = lines[-1].rstrip()
            if len(before) + len(self.placeholder) <= self.width:
                lines[-1] = before + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    if not isinstance(text, str):
        raise TypeError(f"expected string or bytes-like object, got {type(text).__name__!r}")
    lines = text.split("\n")
    lines = [line if line.strip(" \t") else "" for line in lines]
    margin = None
    for line in lines:
        if not line:
            continue
        blank = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = blank
        else:
            common = 0
            while common < min(len(margin), len(blank)) and margin[common] == blank[common]:
                common += 1
            margin = margin[:common]
    return "\n".join(line[len(margin):] if line else line for line in lines) if margin else "\n".join(lines)


def indent(text, prefix, predicate=None):
    if predicate is None:
        predicate = str.strip
    return "".join(prefix + line if predicate(line) else line for line in text.splitlines(True))
