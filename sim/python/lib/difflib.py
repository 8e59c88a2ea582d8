# Differences between sequences: matching blocks after Ratcliff and Obershelp, and deltas made of them. Which of
# several equal matches is taken is what CPython takes.
from collections import namedtuple
from types import GenericAlias

__all__ = ["get_close_matches", "ndiff", "restore", "SequenceMatcher", "Differ", "IS_CHARACTER_JUNK",
           "IS_LINE_JUNK", "context_diff", "unified_diff", "Match"]

Match = namedtuple("Match", "a b size")


def _ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk = isjunk
        self.a = self.b = None
        self.autojunk = autojunk
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        if b is not self.b:
            self.b = b
            self.matching_blocks = self.opcodes = self.fullbcount = None
            self._index()

    def _index(self):
        # Where each element of b stands, but for junk and what is all too common in a long sequence.
        places = {}
        for i, item in enumerate(self.b):
            places.setdefault(item, []).append(i)
        self.bjunk = {item for item in places if self.isjunk(item)} if self.isjunk else set()
        for item in self.bjunk:
            del places[item]
        self.bpopular = set()
        count = len(self.b)
        if self.autojunk and count >= 200:
            self.bpopular = {item for item, found in places.items() if len(found) > count // 100 + 1}
            for item in self.bpopular:
                del places[item]
        self.b2j = places

    def _grow(self, match, bounds, junk):
        # The match made longer on both sides, by junk alone or by anything else.
        i, j, size = match
        alo, ahi, blo, bhi = bounds
        a, b, is_junk = self.a, self.b, self.bjunk
        while i > alo and j > blo and (b[j - 1] in is_junk) == junk and a[i - 1] == b[j - 1]:
            i, j, size = i - 1, j - 1, size + 1
        while i + size < ahi and j + size < bhi and (b[j + size] in is_junk) == junk and a[i + size] == b[j + size]:
            size += 1
        return i, j, size

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        a, places = self.a, self.b2j
        ahi = len(a) if ahi is None else ahi
        bhi = len(self.b) if bhi is None else bhi
        best_i, best_j, best_size = alo, blo, 0
        lengths = {}  # of the matches that end at j and the element of a before
        for i in range(alo, ahi):
            longer = {}
            for j in places.get(a[i], ()):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                size = longer[j] = lengths.get(j - 1, 0) + 1
                if size > best_size:
                    best_i, best_j, best_size = i - size + 1, j - size + 1, size
            lengths = longer
        bounds = alo, ahi, blo, bhi
        match = self._grow((best_i, best_j, best_size), bounds, False)
        return Match(*self._grow(match, bounds, True))

    def get_matching_blocks(self):
        if self.matching_blocks is not None:
            return self.matching_blocks
        size_a, size_b = len(self.a), len(self.b)
        todo, found = [(0, size_a, 0, size_b)], []
        while todo:
            alo, ahi, blo, bhi = todo.pop()
            i, j, size = match = self.find_longest_match(alo, ahi, blo, bhi)
            if size:
                found.append(match)
                if alo < i and blo < j:
                    todo.append((alo, i, blo, j))
                if i + size < ahi and j + size < bhi:
                    todo.append((i + size, ahi, j + size, bhi))
        found.sort()
        blocks, last = [], (0, 0, 0)
        for i, j, size in found:
            if last[0] + last[2] == i and last[1] + last[2] == j:
                last = last[0], last[1], last[2] + size
            else:
                if last[2]:
                    blocks.append(last)
                last = i, j, size
        if last[2]:
            blocks.append(last)
        blocks.append((size_a, size_b, 0))
        self.matching_blocks = [Match(*block) for block in blocks]
        return self.matching_blocks

    def get_opcodes(self):
        if self.opcodes is None:
            self.opcodes = []
            i = j = 0
            for at_a, at_b, size in self.get_matching_blocks():
                tag = "replace" if i < at_a and j < at_b else "delete" if i < at_a else "insert" if j < at_b else ""
                if tag:
                    self.opcodes.append((tag, i, at_a, j, at_b))
                i, j = at_a + size, at_b + size
                if size:
                    self.opcodes.append(("equal", at_a, i, at_b, j))
        return self.opcodes

    def get_grouped_opcodes(self, n=3):
        codes = list(self.get_opcodes()) or [("equal", 0, 1, 0, 1)]
        if codes[0][0] == "equal":
            tag, i1, i2, j1, j2 = codes[0]
            codes[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if codes[-1][0] == "equal":
            tag, i1, i2, j1, j2 = codes[-1]
            codes[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == "equal" and i2 - i1 > 2 * n:
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == "equal"):
            yield group

    def ratio(self):
        return _ratio(sum(match.size for match in self.get_matching_blocks()), len(self.a) + len(self.b))

    def quick_ratio(self):
        if self.fullbcount is None:
            self.fullbcount = {}
            for item in self.b:
                self.fullbcount[item] = self.fullbcount.get(item, 0) + 1
        left, matches = {}, 0
        for item in self.a:
            count = left[item] if item in left else self.fullbcount.get(item, 0)
            left[item] = count - 1
            matches += count > 0
        return _ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        size_a, size_b = len(self.a), len(self.b)
        return _ratio(min(size_a, size_b), size_a + size_b)

    __class_getitem__ = classmethod(GenericAlias)


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    matcher, found = SequenceMatcher(), []
    matcher.set_seq2(word)
    for text in possibilities:
        matcher.set_seq1(text)
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
            found.append((matcher.ratio(), text))
    from heapq import nlargest
    return [text for _, text in nlargest(n, found)]


# ---- deltas of lines

def IS_LINE_JUNK(line, pat=None):
    if pat is not None:
        return pat(line) is not None
    return line.strip() in ("", "#")


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    return ch in ws


def _spaces_kept(line, tags):
    return "".join([c if tag == " " and c.isspace() else tag for c, tag in zip(line, tags)]).rstrip()


class Differ:
    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == "equal":
                yield from self._dump(" ", a, alo, ahi)
            else:
                yield from self._changed(a, alo, ahi, b, blo, bhi)

    def _dump(self, tag, lines, low, high):
        for line in lines[low:high]:
            yield f"{tag} {line}"

    def _changed(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi and blo < bhi:
            yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
        else:
            yield from self._dump("-", a, alo, ahi)
            yield from self._dump("+", b, blo, bhi)

    def _similar(self, a, alo, ahi, b, blo, bhi):
        # The most similar pair of lines that are not equal, if they are similar enough; else the first equal ones.
        best, pair, equal = 0.74, None, None
        matcher = SequenceMatcher(self.charjunk)
        for j in range(blo, bhi):
            matcher.set_seq2(b[j])
            for i in range(alo, ahi):
                if a[i] == b[j]:
                    equal = equal or (i, j)
                    continue
                matcher.set_seq1(a[i])
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, pair = matcher.ratio(), (i, j)
        return pair if best >= 0.75 else equal

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        # The shorter part first
        old, new = self._dump("-", a, alo, ahi), self._dump("+", b, blo, bhi)
        for part in (new, old) if bhi - blo < ahi - alo else (old, new):
            yield from part

    def _pair(self, old, new):
        if old == new:
            yield "  " + old
        else:
            yield from self._marked(old, new)

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        from _vloop_lib import python_minor
        if python_minor >= 14:
            yield from self._window_replace(a, alo, ahi, b, blo, bhi)
            return
        pair = self._similar(a, alo, ahi, b, blo, bhi)
        if pair is None:
            yield from self._plain_replace(a, alo, ahi, b, blo, bhi)
            return
        i, j = pair
        yield from self._changed(a, alo, i, b, blo, j)
        yield from self._pair(a[i], b[j])
        yield from self._changed(a, i + 1, ahi, b, j + 1, bhi)

    def _window_replace(self, a, alo, ahi, b, blo, bhi):
        # Each line of b with the most similar one of those that stand about as far from the beginning of a.
        matcher = SequenceMatcher(self.charjunk)
        done_a, done_b = alo, blo
        for j in range(blo, bhi):
            matcher.set_seq2(b[j])
            middle, best, found = alo + j - blo, 0.74999, None
            near = range(max(middle - 10, done_a), min(middle + 11, ahi))
            if not near:
                break
            for i in near:
                matcher.set_seq1(a[i])
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    found, best = i, matcher.ratio()
            if found is not None:
                yield from self._plain_replace(a, done_a, found, b, done_b, j)
                yield from self._pair(a[found], b[j])
                done_a, done_b = found + 1, j + 1
        yield from self._plain_replace(a, done_a, ahi, b, done_b, bhi)

    def _marked(self, old, new):
        marks = {"replace": "^^", "delete": "- ", "insert": " +", "equal": "  "}
        old_tags = new_tags = ""
        for tag, i1, i2, j1, j2 in SequenceMatcher(self.charjunk, old, new).get_opcodes():
            old_tags += marks[tag][0] * (i2 - i1)
            new_tags += marks[tag][1] * (j2 - j1)
        for sign, line, tags in (("-", old, old_tags), ("+", new, new_tags)):
            yield f"{sign} {line}"
            tags = _spaces_kept(line, tags)
            if tags:
                yield f"? {tags}\n"


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    try:
        tag = {1: "- ", 2: "+ "}[int(which)]
    except KeyError:
        raise ValueError("unknown delta choice (must be 1 or 2): %r" % which) from None
    for line in delta:
        if line[:2] in ("  ", tag):
            yield line[2:]


def _check_lines(a, b, *texts):
    if a and not isinstance(a[0], str):
        raise TypeError("lines to compare must be str, not %s (%r)" % (type(a[0]).__name__, a[0]))
    if b and not isinstance(b[0], str):
        raise TypeError("lines to compare must be str, not %s (%r)" % (type(b[0]).__name__, b[0]))
    if isinstance(a, str) or isinstance(b, str):
        from _vloop_lib import python_minor
        if python_minor >= 14:
            name = type(a if isinstance(a, str) else b).__name__
            raise TypeError(f"input must be a sequence of strings, not {name}")
    for text in texts:
        if not isinstance(text, str):
            raise TypeError("all arguments must be str, not: %r" % (text,))


def _unified_range(start, stop):
    count = stop - start
    if count == 1:
        return str(start + 1)
    return f"{start + (count > 0)},{count}"


def _context_range(start, stop):
    count = stop - start
    if count <= 1:
        return str(start + (count > 0))
    return f"{start + 1},{stop}"


def _heads(marks, names, dates, lineterm):
    for mark, name, date in zip(marks, names, dates):
        yield f"{mark} {name}{chr(9) + date if date else ''}{lineterm}"


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    _check_lines(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield from _heads(("---", "+++"), (fromfile, tofile), (fromfiledate, tofiledate), lineterm)
        old, new = (_unified_range(group[0][k], group[-1][k + 1]) for k in (1, 3))
        yield f"@@ -{old} +{new} @@{lineterm}"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for line in a[i1:i2]:
                    yield " " + line
                continue
            if tag != "insert":
                for line in a[i1:i2]:
                    yield "-" + line
            if tag != "delete":
                for line in b[j1:j2]:
                    yield "+" + line


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    _check_lines(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    signs = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield from _heads(("***", "---"), (fromfile, tofile), (fromfiledate, tofiledate), lineterm)
        yield "***************" + lineterm
        for lines, at, ends, without, with_ in ((a, 1, "*** {} ****", "insert", "delete"),
                                                (b, 3, "--- {} ----", "delete", "insert")):
            yield ends.format(_context_range(group[0][at], group[-1][at + 1])) + lineterm
            if any(code[0] in ("replace", with_) for code in group):
                for code in group:
                    if code[0] != without:
                        for line in lines[code[at]:code[at + 1]]:
                            yield signs[code[0]] + line
