# Methods and operators of str, their errors, Unicode, subclasses.


def attempt(call, *args, **kwargs):
    try:
        print("gave", ascii(call(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__ + ":", error)


def searching():
    s = "abracadabra é€😀 abra"
    for part in ("abra", "é", "😀", "", "zz", "a"):
        print(ascii(part), s.find(part), s.rfind(part), s.count(part), s.find(part, 5), s.find(part, -4),
              s.rfind(part, 0, 11), s.count(part, 3, 15), part in s, s.startswith(part), s.endswith(part))
    print("a".find("", 2), "a".find("", 1), "a".rfind(""), "".count(""), "abc".count(""),
          "a".startswith("", 2), "a".startswith(()), "a".endswith("", 1, 0))
    print("long text " * 40 + "needle in it" > "", ("x" * 300 + "needle!!" + "y" * 9).find("needle!!"))
    print("a".startswith(("b", "a")), "abc".endswith(("b", "bc"), 1), "abc".index("c"))
    attempt("abc".index, "d")
    attempt("abc".rindex, "c", 0, 2)
    attempt("abc".find, "a", "b")
    attempt("abc".startswith, 1)
    attempt("abc".endswith, ("a", 1))
    attempt(lambda: 1 in "abc")


def splitting():
    print(" a  b c ".split(), " a  b c ".split(" "), " a  b c ".split(None, 1), "a,b,,c".split(",", 2))
    print(" a  b c ".rsplit(None, 1), "a,b,,c".rsplit(",", 2), "a--b--c".split("--"), "".split(), "".split(","))
    print("a\nb\r\nc\x0bd\x85e\u2028f\rg\n".splitlines(), "a\n\nb".splitlines(True), "".splitlines())
    print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="))
    attempt("a".split, "")
    attempt("a".split, 1)
    attempt("a".partition, "")
    attempt("a".partition, None)


def shaping():
    print("ab".center(7, "*"), "abc".center(6, "é"), "ab".ljust(5) + "|", "ab".rjust(5, "."), "-4".zfill(5),
          "+".zfill(3), "ab".zfill(1), "a\tbc\td\n\te".expandtabs(4), "a\tb".expandtabs(0))
    print(repr("  a \n".strip()), repr("xxaxx".strip("x")), repr("éaé".lstrip("é")), "abcba".rstrip("ab"))
    print("prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "x".removesuffix("yx"))
    print("aaa".replace("a", "bb"), "aaa".replace("a", "", 2), "ab".replace("", "-"), "é€".replace("€", "é"))
    print("abc".translate({97: "é", 98: None, 99: 0x1F600}), "hello".translate(str.maketrans("lo", "01", "h")))
    print(str.maketrans({"a": "b", 98: None}), ", ".join(["a", "é", "c"]), "-".join("abc"), "".join(()))
    print(",".join(str(n) for n in range(4)), "ab" * 3, 2 * "é", "a" * 0, "a" * -1, "a" "b" + "c")
    attempt("a".center, 5, "xy")
    attempt("a".center, 5, 5)
    attempt("a".center, "x")
    attempt("a".strip, 1)
    attempt("a".translate, {97: 1.5})
    attempt("a".translate, {97: 0x110000})
    attempt(",".join, [1])
    attempt(",".join, 5)
    attempt(str.maketrans, "ab", "c")
    attempt("a".removeprefix, 1)
    attempt("a".replace, "a", 1)
    attempt(lambda: "a" + 1)
    attempt(lambda: 1 + "a")
    attempt(lambda: "a" * 1.5)
    attempt(lambda: "a" < 1)
    attempt(lambda: "a" - "b")


def items():
    for s in ("abcdef", "aé€😀ef"):
        print([s[i] for i in range(-6, 6)], s[1:4], s[::-1], s[::2], s[-2:], s[4:1:-1], s[10:], s[:-10], s[1:1])
        print(list(s), len(s), [c for c in reversed(s)], max(s), sorted(s, reverse=True), list(enumerate(s))[2])
    attempt(lambda: "abc"[3])
    attempt(lambda: "é"[-2])
    attempt(lambda: ""[0])
    attempt(lambda: "abc"[::0])
    print("a" < "b", "a" < "aa", "Z" < "a", "é" > "z", "\ud800" < "\uffff" < "😀", "abc" == "ab" + "c", "a" != "b")
    print(hash("text") == hash("te" + "xt"), {"k" + str(i): i for i in range(3)}, {"é": 1}["\xe9"])


def cases():
    for s in ("hello wORLD", "straße", "ŉ ǆ ﬁ", "ΑΣ ΣΑΣ ΟΔΟΣ. Σ", "İstanbul", "they're bill's", "3rd x2y", "ᾳ ὰ"):
        print(ascii([s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()]))
    kinds = ("isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace "
             "istitle isupper").split()
    for s in ("", "a", "A1", "1", "²", "½", "٣", "一", " \t", "é_1", "1a", "Title Case", "ǅ", "\x00", "\u2028", "ª"):
        print(ascii(s), "".join("01"[getattr(s, kind)()] for kind in kinds))


def shown():
    for s in ("it's", 'say "it\'s"', "tab\tnew\nback\\", "\x00\x7f\x80\xa0\xad", "\u200b\u2028é€", "\ud800", "😀\U000e0001"):
        print(ascii(repr(s)), ascii(ascii(s)), len(repr(s)))


class Name(str):
    def __new__(cls, text, number=0):
        name = super().__new__(cls, text)
        name.number = number
        return name

    def __str__(self):
        return "Name:" + str.__str__(self)


def subclasses():
    n = Name("abc", 5)
    print(n, repr(n), n.number, len(n), n + "d", type(n + "d").__name__, n == "abc", {n: 1}["abc"], n[0], "b" in n)
    print(f"{n}|{n:>10}|{n!r}", "%s" % n, "".join([n, "x"]), type(n.strip()).__name__, type(n[:]).__name__)
    print(str(n), type(str(n)).__name__, n.upper(), [c for c in n], isinstance(n, str), n.replace("z", "y"))


def growing():
    s, kept = "", []
    for i in range(2000):
        s += "é" if i % 7 == 0 else "ab"
        if i % 500 == 0:
            kept.append(s)
        s = s + "-"
    print(len(s), [len(k) for k in kept], s[:12], s[-5:], hash(s) == hash("".join(list(s))))
    s += s
    print(len(s), s.count("é"))


for part in (searching, splitting, shaping, items, cases, shown, subclasses, growing):
    print("==", part.__name__)
    part()
