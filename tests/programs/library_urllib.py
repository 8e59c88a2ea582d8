from urllib.parse import *
import urllib.parse

def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

urls = ["http://user:pass@Host.Example:8080/p/a;x=1/t;y=2?q=1&r=2#frag", "//host/path", "path/only", "", "?q", "#f", "mailto:a@b.c", "HTTP://H", "a:b:c",
  "http:///path", "http://[::1", "http://host]:80", "file:///etc/passwd", "scheme+x.y-z:rest", "1a://b", "http://h:99999/", "http://h:ab/", "http://h:/",
  "  http://x/ ", "ht\ntp://x/\ty", "http://x?a#b?c#d", "http://x;p", "ftp://h/a;type=i", "tel:+1;x", "http://a@b@c:1", "http://:pw@h", "javascript:alert(1)", "//", "http:", "é://x", "http://é.com/ü?ö#ä",
  "http://h/..;x/./y", "data:text/plain,hi", "http://h%25zone/", "x;y", "/a;b/c;d"]
for u in urls:
    tell(urlsplit, u)
    tell(urlparse, u)
    try:
        p = urlparse(u)
        print(p.username, p.password, p.hostname, end=" ")
        print(p.port, end=" ")
    except ValueError as e:
        print(e)
        continue
    print(repr(p.geturl()), repr(urlsplit(u).geturl()), urldefrag(u))
tell(urlsplit, "x/y", "https")
tell(urlparse, "//h/p#f", scheme="ftp", allow_fragments=False)
tell(urlsplit, b"http://u:p@h:1/p?q#f")
p = urlparse(b"http://u:p@H:1/p;x?q#f"); print(p.hostname, p.port, p.username, p.geturl(), p.decode(), p.decode().encode() == p)
tell(urlsplit, b"a", "b")
tell(urlsplit, 5)
tell(urlsplit, None)
for parts in (("http", "h", "p", "", "", ""), ("", "", "//a", "", "", ""), ("http", "", "/p", "", "", ""), ("http", "", "p", "", "", ""), ("http", "", "", "", "", ""), ("x", "", "p", "k", "q", "f"), ("file", "", "//a", "", "", "")):
    tell(urlunparse, parts)
tell(urlunsplit, ("a", "b"))
base = "http://a/b/c/d;p?q"
for r in ("g:h", "g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", "g?y#s", ";x", "g;x", "g;x?y#s", "", ".", "./", "..", "../", "../g", "../..", "../../", "../../g", "../../../g", "/./g", "/../g", "g.", ".g", "g..", "./../g", "./g/.", "g/./h", "g/../h", "g;x=1/./y", "http:g", "g?y/./x", "g#s/../x", "//x//y", "a//b"):
    print(r, urljoin(base, r), urljoin("http://a", r), urljoin("b/c", r))
tell(urljoin, "mailto:a", "b")
tell(urljoin, b"http://a/b", b"c")
tell(urljoin, "http://a", b"c")
tell(urljoin, "", "x"); tell(urljoin, "x", "")
for s in ("a b/c", "é", "~-_.", "a+b&c=d", "", "100%", "\u20ac", "/x?y"):
    print(quote(s), quote(s, safe=""), quote_plus(s), quote_plus(s, "/"), unquote(quote(s)) == s, unquote_plus(quote_plus(s)) == s)
tell(quote, b"\xff a"); tell(quote, b"a", encoding="utf-8"); tell(quote, "é", encoding="latin-1"); tell(quote, "é", encoding="ascii"); tell(quote, "é", encoding="ascii", errors="ignore"); tell(quote, 5); tell(quote, "a/b", safe=b"/"); tell(quote_plus, b"a b", safe=b"x"); tell(quote_from_bytes, "a"); tell(quote, "aé", safe="é")
for s in ("%41%42", "%", "%4", "%zz%41", "a%20b+c", "%C3%A9", "%E9", "é%41", "%e2%82%ac", "%2", "%%41", "%4g"):
    print(repr(unquote(s)), repr(unquote_plus(s)), unquote_to_bytes(s))
tell(unquote, b"%41"); tell(unquote, "%E9", "latin-1"); tell(unquote, "%E9", errors="strict"); tell(unquote, 5); tell(unquote_to_bytes, "")
tell(urlencode, {"a": 1, "b c": "d&e", "f": [1, 2], b"g": b"h i", "n": None})
tell(urlencode, [("a", 1), ("a", 2)]); tell(urlencode, {"f": [1, "x y", b"z"], "s": "str", "i": 5, "e": [], "t": (1,)}, doseq=True)
tell(urlencode, {"a": "b c"}, quote_via=quote); tell(urlencode, {"a": "é"}, encoding="latin-1"); tell(urlencode, {"a/": "b/"}, safe="/"); tell(urlencode, "abc"); tell(urlencode, [1]); tell(urlencode, {}); tell(urlencode, 5)
for q in ("a=1&b=2&a=3", "a=&b", "a=1;b=2", "&&a=1&", "a=b=c", "a+b=c%20d", "%41=%C3%A9", "=x", ""):
    print(parse_qs(q), parse_qsl(q, keep_blank_values=True), parse_qsl(q, separator=";"))
tell(parse_qs, "a", strict_parsing=True); tell(parse_qsl, "a=1&b=2", max_num_fields=1); tell(parse_qsl, b"a=1&b=%41+c"); tell(parse_qs, "a=1", separator=""); tell(parse_qs, "a=1", separator=None); tell(parse_qsl, "a=%E9", encoding="latin-1")
r = SplitResult("s", "n", "/p", "q", ""); print(r, r._replace(netloc="m").geturl(), r[1], tuple(r), r == ("s", "n", "/p", "q", ""), r._fields)
print(urldefrag("http://a/b#c").geturl(), urldefrag(b"x#y"), urllib.parse.unwrap("<URL:http://a>"))
print(type(urlparse("a")).__mro__[0], SplitResult.__module__, isinstance(r, tuple))
