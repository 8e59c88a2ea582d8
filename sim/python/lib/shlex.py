# Words as a shell splits them.
from collections import deque
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]

_LATIN = "".join(chr(c) for c in (*range(0xdf, 0xf7), *range(0xf8, 0x100), *range(0xc0, 0xd7), *range(0xd8, 0xdf)))


class shlex:
    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if instream is None:
            from _vloop_lib import unsupported
            unsupported("shlex.shlex() without a stream reads standard input, which a simulated program lacks")
        self.instream = StringIO(instream) if isinstance(instream, str) else instream
        self.infile = infile
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_" + (_LATIN if posix else "")
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        self.state = " "  # " ": between words, "a": in one, "c": in punctuation, a quote, an escape; None: over
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ""
        self.filestack = deque()
        self.source = None
        self._punctuation_chars = "();<>|&" if punctuation_chars is True else punctuation_chars or ""
        self._unread = []
        if self._punctuation_chars:
            self.wordchars = "".join(c for c in self.wordchars + "~-./*?=" if c not in self._punctuation_chars)

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def push_token(self, tok):
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.instream = StringIO(newstream) if isinstance(newstream, str) else newstream
        self.infile = newfile
        self.lineno = 1

    def pop_source(self):
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        self.state = " "

    def get_token(self):
        if self.pushback:
            return self.pushback.popleft()
        token = self.read_token()
        while self.source is not None and token == self.source:
            spec = self.sourcehook(self.read_token())
            if spec:
                self.push_source(spec[1], spec[0])
            token = self.get_token()
        while token == self.eof and self.filestack:
            self.pop_source()
            token = self.get_token()
        return token

    def _skip_comment(self):
        self.instream.readline()
        self.lineno += 1

    def _begin(self, c):
        # The first character of a word. True: it is a word.
        if self.posix and c in self.escape:
            self._before = "a"
            self.state = c
        elif c in self.wordchars:
            self.token, self.state = c, "a"
        elif c in self._punctuation_chars:
            self.token, self.state = c, "c"
        elif c in self.quotes:
            if not self.posix:
                self.token = c
            self.state = c
        else:
            self.token = c
            if not self.whitespace_split:
                return True
            self.state = "a"
        return False

    def _go_on(self, c):
        # A character within a word, no white space and no comment. True: the word has ended before it.
        if self.state == "c":
            if c in self._punctuation_chars:
                self.token += c
                return False
            self._unread.append(c)
        elif self.posix and c in self.quotes:
            self.state = c
            return False
        elif self.posix and c in self.escape:
            self._before = "a"
            self.state = c
            return False
        elif c in self.wordchars or c in self.quotes or \
                self.whitespace_split and c not in self._punctuation_chars:
            self.token += c
            return False
        elif self._punctuation_chars:
            self._unread.append(c)
        else:
            self.pushback.appendleft(c)
        self.state = " "
        return True

    def _quoted(self, c):
        # A character within quotes. True: the word ends with it.
        if not c:
            raise ValueError("No closing quotation")
        if c == self.state:
            if not self.posix:
                self.token += c
                self.state = " "
                return True
            self.state = "a"
        elif self.posix and c in self.escape and self.state in self.escapedquotes:
            self._before = self.state
            self.state = c
        else:
            self.token += c
        return False

    def _escaped(self, c):
        if not c:
            raise ValueError("No escaped character")
        if self._before in self.quotes and c not in (self.state, self._before):
            self.token += self.state  # within quotes it stands for itself elsewhere
        self.token += c
        self.state = self._before

    def read_token(self):
        quoted = False
        self._before = " "
        while True:
            c = self._unread.pop() if self._unread else self.instream.read(1)
            if c == "\n":
                self.lineno += 1
            if self.state is None:
                self.token = ""
                break
            if self.state != " " and self.state in self.quotes:
                quoted = True
                if self._quoted(c):
                    break
                continue
            if self.state != " " and self.state in self.escape:
                self._escaped(c)
                continue
            if not c:
                self.state = None
                break
            inside = self.state != " "
            if c in self.whitespace:
                self.state = " "
                if self.token or self.posix and quoted:
                    break
            elif c in self.commenters:
                self._skip_comment()
                if inside and self.posix:
                    self.state = " "
                    if self.token or quoted:
                        break
            elif not inside:
                if self._begin(c):
                    break
            elif self._go_on(c) and (self.state != " " or self.token or self.posix and quoted):
                break
        result, self.token = self.token, ""
        return None if self.posix and not quoted and result == "" else result

    def sourcehook(self, newfile):
        from _vloop_lib import unsupported
        unsupported("shlex.sourcehook() opens a file: a simulated program has no files")

    def error_leader(self, infile=None, lineno=None):
        return '"%s", line %d: ' % (self.infile if infile is None else infile,
                                    self.lineno if lineno is None else lineno)

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


def split(s, comments=False, posix=True):
    if s is None:
        raise ValueError("s argument must not be None")
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


def quote(s):
    if not s:
        return "''"
    if not isinstance(s, str):
        raise TypeError(f"expected string or bytes-like object, got {type(s).__name__!r}")
    if _PLAIN.issuperset(s):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    return " ".join(quote(word) for word in split_command)
