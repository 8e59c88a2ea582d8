# bytes: making, operators, methods, the % operator, and the codecs utf-8, ascii and latin-1.


def attempt(call, *args, **kwargs):
    try:
        print("gave", ascii(call(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__ + ":", error)


class Raw:
    def __bytes__(self):
        return b"raw"


class Data(bytes):
    pass


def making():
    print(bytes(), bytes(3), bytes([1, 2, 255]), bytes(range(3)), bytes("é", "utf-8"), bytes(b"a"), bytes(Raw()), b"a" b"b")
    print(b"it's", b'"', b"\x00\t\n\r\\\x7f\xff", repr(b"it's \""), str(b"x"), bytes.fromhex("01 fF"), b"\x01\xab".hex())
    print(b"\x01\x02\x03\x04\x05".hex("-"), b"\x01\x02\x03\x04\x05".hex(":", 2), b"\x01\x02\x03".hex("_", -2))
    d = Data(b"xyz")
    print(d, d[0], d[1:], type(d[1:]).__name__, d + b"q", d == b"xyz", {d: 1}[b"xyz"], type(Data.fromhex("01")).__name__)
    for call in (lambda: bytes("a"), lambda: bytes(-1), lambda: bytes([256]), lambda: bytes(1.5), lambda: bytes(["a"]),
                 lambda: bytes(1, "utf8"), lambda: bytes.fromhex("1x"), lambda: b"a".hex("ab")):
        attempt(call)


def operators():
    b = b"hello"
    print(b[0], b[-1], b[1:3], b[::-1], b[::2], b + b"!", b * 2, 104 in b, b"ell" in b, list(b), len(b), bool(b""))
    print(b == b"hello", b < b"help", b > b"", b != "hello", hash(b) == hash(b"hel" + b"lo"), sorted(b), max(b))
    for call in (lambda: b + "a", lambda: "a" + b, lambda: b[9], lambda: b["x"], lambda: 256 in b, lambda: "a" in b,
                 lambda: b < "a", lambda: b * "a"):
        attempt(call)


def methods():
    b = b"one,two,,three"
    print(b.split(b","), b.split(b",", 1), b" a  b ".split(), b" a  b ".split(None, 1), b.partition(b","), b.rpartition(b","))
    print(b.find(b"t"), b.rfind(b"t"), b.find(116), b.count(b","), b.index(b"two"), b.startswith(b"one"), b.endswith((b"x", b"ee")))
    print(b.replace(b",", b"; "), b.replace(b",", b"", 1), b"ab".replace(b"", b"-"), b"-".join([b"a", b"b"]), b.upper(), b"AB".lower())
    print(b"  x ".strip(), b"xxaxx".strip(b"x"), b" a".lstrip(), b"a ".rstrip(), b"pre-x".removeprefix(b"pre-"), b"x.c".removesuffix(b".c"))
    print([n for n in b"ab"], b"%s|%5d|%x|%c|%r|%b" % (b"s", 4, 255, 65, "é", b"b"), b"%(k)s" % {b"k": b"v"})
    for call in (lambda: b.find("a"), lambda: b.index(b"zz"), lambda: b.split(1), lambda: b.split(b""), lambda: b.startswith("a"),
                 lambda: b.replace("a", b""), lambda: b",".join(["a"]), lambda: b"%s" % "a", lambda: b"%d" % "a",
                 lambda: b"%s" % (b"a", b"b"), lambda: b"%z" % 1):
        attempt(call)


def codecs():
    text = "aé€😀"
    print(text.encode(), text.encode("utf-8").decode(), "é".encode("latin-1"), b"\xe9\xff".decode("latin-1"), "a".encode("ascii"))
    for name in ("utf-8", "UTF8", "utf_8", "U8"):
        print(text.encode(name) == text.encode(), end=" ")
    print("Latin1".encode("iso-8859-1"), str(b"\xc3\xa9", "utf-8"), str(b"a", encoding="ascii", errors="strict"))
    for errors in ("strict", "ignore", "replace"):
        for codec in ("ascii", "latin-1", "utf-8"):
            attempt(text.encode, codec, errors)
            attempt("x\ud800\udfffy".encode, codec, errors)
            for data in (b"a\xffb", b"\xe2\x82", b"\xe2\x41", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xc0\x80", b"\xf4\x90\x80\x80"):
                attempt(data.decode, codec, errors)
    attempt("a".encode, "no-such-codec")
    attempt(b"a".decode, "no-such-codec")
    attempt("é".encode, "ascii", "no-such-handler")
    attempt("a".encode, 1)
    attempt(str, "a", "utf-8")
    attempt(str, 1, "utf-8")
    try:
        "aéb".encode("ascii")
    except UnicodeEncodeError as error:
        print(error.encoding, error.object == "aéb", error.start, error.end, error.reason)
    try:
        b"a\xff".decode()
    except UnicodeDecodeError as error:
        print(error.encoding, error.object, error.start, error.end, error.reason, isinstance(error, ValueError))


for part in (making, operators, methods, codecs):
    print("==", part.__name__)
    part()
