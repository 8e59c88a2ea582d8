# Regular expressions: what they find, what they refuse, what they replace.
import re
def show(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except (IndexError, TypeError, ValueError, AttributeError, OverflowError) as e:
        print(type(e).__name__, e)
    except re.error as e:
        print("re.error", e, e.msg, e.pos, e.lineno, e.colno)
show(re.match, r"(\w+) (\w+)", "hello world foo"); show(re.match, "b", "abc"); show(re.search, "b+", "abbbc"); show(re.fullmatch, "a|ab", "ab"); show(re.fullmatch, "a*", "b")
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "on 2024-05 and")
print(m.group(), m.group(0, 1, "month"), m.groups(), m.groups("x"), m.groupdict(), m.span(), m.span("year"), m.start(2), m.end(), m.start(4), m.lastindex, m.lastgroup, m["year"], m[1], m.string, m.re, m.pos, m.endpos, m.regs, m.expand(r"\2/\g<year>"))
show(m.group, 5); show(m.group, "nope"); show(m.start, -1)
for p, s in [(r"\d+", "a1b22c333"), (r"(\d)(\w)", "1a2b3"), (r"x*", "axb"), (r"", "ab"), (r"a|", "aab"), (r"(a)|b", "ab"), (r"\b\w", "the quick brown"), (r"^\w", "a\nb\nc"), (r"(?m)^\w", "a\nb\nc"), (r"(?m)$", "a\nb\n"), (r"$", "a\n"), (r".", "a\nb"), (r"(?s).", "a\nb"), (r"(?i)AB", "abABaB"), (r"\s+", "a \x1c\u2003b"), (r"\w+", "héllo wörld ß日本"), (r"(?a)\w+", "héllo"), (r"[^a-c]", "abcd-"), (r"[]a]", "]a"), (r"[a-]", "-a"), (r"[\w.-]+@[\w-]+\.\w+", "x.y@z-w.com, q@r.s"), (r"(?<=a)b", "ab cb"), (r"(?<!a)b", "ab cb"), (r"a(?=b)", "ab ac"), (r"a(?!b)", "ab ac"), (r"(.)\1", "aabbcd"), (r"(?P<q>['\"]).*?(?P=q)", "'a' \"b\""), (r"a{2}", "aaaa"), (r"a{2,}?", "aaaa"), (r"a{,2}", "aaa"), (r"a{x}", "a{x}"), (r"a{", "a{"), (r"(?:ab)+", "ababab"), (r"(?x) a  b # c", "ab"), (r"\x41\u00e9\101\t", "Aé" "A\t"), (r"(?#comment)a", "a"), (r"a++b", "aaab"), (r"(?>a+)b", "aab"), (r"(a)?(?(1)b|c)", "abc"), (r"\Aa\Z", "a"), (r"[\d\s]+", "1 2a"), (r"[^\W\d]+", "ab1_"), (r"(?i:a)b", "Ab aB"), ("é+", "éé"), (r"[à-ü]", "aéz"), (r"\.\*\\", r".*\ "), (r"(?-i:a)", "aA"), (r"((a)|(b))*", "ab"), (r"(\w+)\s(?:\w+)", "a b c d"), ("[[]", "["), ("a{1}{2}" if False else "a{1,3}", "aaaa"), (r"\0", "\0"), ("|a", "a"), ("(|a)+", "aa"), (r"(a*)*", "aab"), (r"(a*)+", "b")]:
    show(re.findall, p, s)
    print([(x.span(), x.groups(), x.lastindex) for x in re.finditer(p, s)])
    show(re.split, p, s); show(re.sub, p, "-", s); show(re.subn, p, r"<\g<0>>", s, count=1)
for p in ["(", ")", "a)", "(a", "[", "[a", "[z-a]", "*", "a**", "+a", "a|*", "(?", "(?P", "(?P<", "(?P<a", "(?P<1>a)", "(?P<a>x)(?P<a>y)", "(?P=a)", r"\1", r"(\1)", r"(a)\2", "(?<a)", "(?<=a*)b", "(?<=a|bc)", "\\", r"\q", r"\x1", r"[\q]", r"\u12", "(?z)", "a(?i)", "(?i", "(?i-", "(?i-i:a)", "(?:a", "(?#a", "a{3,2}", "(?P<>a)", "(?P>a)", "(?(1)a)", "(?(x)a)", "(?(0)a)", "(?(1)a|b|c)", "[a-\\d]", "[\\d-a]", "^*", r"\b+", "(?P<a b>c)", "x{2}{3}", "a???", "(?-:a)", "(?)", "ab\n(", r"(?P<n>a)\g<n>", r"\8", r"\400", "(?=a", "(?!", "(?<", "(?<!a+)", "(?ii)a", "(?u)a", "(?L)a", "(?au)a", "(*)", "(?:*)", "[]", "[^]", "a{1,2"]:
    show(re.compile, p)
for t in [r"\1\1", r"\g<1>", r"\g<n>", r"\n\t\\", r"\q", r"\9", r"\g<x>", r"\g<", r"\g", r"\g<>", r"\g<1a>", "\\", r"\0", r"\101", r"a&b", r"\.", r"\g<0>"]:
    show(re.sub, r"(?P<n>[bc])", t, "abcd")
show(re.sub, "a", lambda m: m.group().upper() + "!", "banana"); show(re.sub, "a", lambda m: 5, "a"); show(re.sub, "x", "y", "abc"); show(re.subn, "a", "b", "aaa", 2); show(re.split, ",", "a,b,c", 1); show(re.split, "(,)(x)?", "a,b,xc"); show(re.sub, "(a)|b", r"[\1]", "ab")
p = re.compile(r"a(?P<x>b)?", re.I | re.M); print(p, p.pattern, p.flags, p.groups, p.groupindex, p == re.compile(r"a(?P<x>b)?", 10), p.search("xxAB", 2), p.match("xa", 1), p.search("aaa", 1, 2), p.fullmatch("abx", 0, 2), re.compile(p) is p)
print(re.compile("^b").search("ab", 1), re.compile("b$").search("abc", 0, 2), re.compile(r"(?<=a)b").search("ab", 1), re.compile(b"a."), re.findall(b"\\w", b"a1 \xe9"), re.sub(b"a", b"\\g<0>b", b"aa"), re.compile("x" * 300))
show(re.match, "a", b"a"); show(re.match, b"a", "a"); show(re.match, "a", 5); show(re.compile, 5); show(re.compile, p, re.I); show(re.compile, "a", re.A | re.U)
print(re.escape("a.b*c[d]é-_ \n"), re.escape(b"a.b"), re.I, re.I | re.M, repr(re.A), re.NOFLAG, str(re.X), int(re.S), ~re.I & re.M, re.RegexFlag.IGNORECASE is re.I, re.I == 2)
print(re.search("日本", "これは日本語").span(), re.sub("(?<=é)x", "Y", "éxx"), [m.start() for m in re.finditer("😀", "a😀b😀")], re.split(r"\W+", "Words, words, words."), re.search("(?i)straße", "STRASSE STRAße"), re.findall("(?i)É", "éÉ"))
print(re.match("a", "a") and 1, bool(re.match("", "")), re.Pattern, re.Match, type(p), type(re.match("", "")), isinstance(p, re.Pattern), re.match("(a)(b)?", "a").group(2), re.search("a.{60}", "a" + "xyz" * 30))
it = re.finditer("a", "aa"); print(next(it), list(it)); d = {p: 1}; print(d[re.compile(p.pattern, 10)])
print(re.search(r"(?P<a>.)(?P<b>.)", "xy").groupdict(), re.match(r"(?:(a)|(b))+", "ab").groups(), re.match("(a)b", "ab").lastindex, re.match("((a)b)", "ab").lastindex, re.match("(a)(b)", "ab").lastindex)
def log_line(line, pat=re.compile(r"(?P<ip>[\d.]+) - \[(?P<ts>[^\]]+)\] \"(?P<verb>GET|POST) (?P<path>\S+)\" (?P<code>\d{3})")):
    m = pat.match(line); return m and m.groupdict()
print(log_line('1.2.3.4 - [10/Oct] "GET /x/y?z=1" 200'), log_line("nope"))
