SAMPLES = [b"", b"a", b"A", b"1", b" ", b"hello World", b"HELLO", b"Hello World 12", b"a\tb\nc\td", b"  x  y ", b"\xff\x00",
           b"one,two,,three", b"-42", b"+", b"line\r\nnext\rlast\n", b"\n\n", b"they're bill's", b"\v\f\t\r\n"]


def attempt(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for s in SAMPLES:
    print(s, s.isalnum(), s.isalpha(), s.isdigit(), s.isspace(), s.isascii(), s.isupper(), s.islower(), s.istitle())
    print(s.capitalize(), s.swapcase(), s.title(), s.expandtabs(), s.expandtabs(3), s.expandtabs(0))
    print([s.ljust(w) for w in (0, 5, 12)], [s.rjust(w, b"*") for w in (0, 5, 12)], [s.center(w, b".") for w in range(14)])
    print([s.zfill(w) for w in (0, 3, 6, 15)])
    print(s.splitlines(), s.splitlines(True), s.rsplit(), s.rsplit(None, 1), s.rsplit(b","), s.rsplit(b",", 1), s.rsplit(b"l", 2))
    print(s.rsplit(b"ll"), s.rsplit(None, 0), s.rsplit(b",", 0), s.rsplit(b"\n"))
table = bytes.maketrans(b"abc", b"xyz")
print(len(table), b"aabbcc dd".translate(table), b"hello".translate(None, b"l"), b"hello".translate(table, delete=b"eo"))
print(attempt(lambda: bytes.maketrans(b"a", b"bc")))
print(attempt(lambda: b"a".translate(b"a")))
print(attempt(lambda: b"a".ljust(3, b"ab")))
print(attempt(lambda: b"a".center(3, "x")))
print(attempt(lambda: b"a".rsplit(b"")))
print(attempt(lambda: b"a".rsplit("x")))
print(attempt(lambda: b"a".zfill("3")))
