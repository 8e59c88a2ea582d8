# conformance: except 3.14 some of its own messages and reprs are not done
import shlex, fnmatch, html, html.entities

def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

lines = ["", "a b  c", "'a b' c", '"a \'b\' c" d', r"a\ b c\\d", r'"a\"b\c\$" x', "a'b'c\"d\"", "#no comment here", "a #c\nb", "a#b", "'unclosed", '"unclosed', "trailing\\", "''", "a '' b", "é ü x", "x=1;y|z&&w>out", "~/a/*.py -n --foo=bar", "\n\n a\n", "a\tb\r\nc", "'a'\"b\"", "\"\" ''", "a\\\nb", "echo 'it'\"'\"'s'", "a(b)c", "!$%^*"]
for s in lines:
    tell(shlex.split, s)
    tell(shlex.split, s, comments=True)
    tell(shlex.split, s, posix=False)
    tell(lambda: list(shlex.shlex(s)))
    tell(lambda: list(shlex.shlex(s, posix=True)))
    tell(lambda: list(shlex.shlex(s, punctuation_chars=True)))
    tell(lambda: list(shlex.shlex(s, posix=True, punctuation_chars="|;")))
    tell(shlex.quote, s)
tell(shlex.join, ["a b", "c", "it's", "", "$x"])
tell(shlex.quote, "a/b-c_d.e:f@g%h+i=j,k")
tell(shlex.quote, 5)
lex = shlex.shlex("a b\nc 'd' # x\ne", infile="f.txt")
print(lex.get_token(), lex.lineno); lex.push_token("P"); print(lex.get_token(), lex.get_token(), lex.get_token(), lex.lineno, lex.error_leader(), lex.get_token(), lex.get_token(), repr(lex.get_token()), repr(lex.get_token()))
lex = shlex.shlex("a-b c.d", posix=True); lex.wordchars += "-"; lex.whitespace += "."; print(list(lex))
lex = shlex.shlex("x y"); lex.push_source("1 2"); print(list(lex))
lex = shlex.shlex("a,b;c", posix=True); lex.whitespace = ",;"; lex.whitespace_split = True; print(list(lex))

names = ["a.py", "b.txt", "A.PY", "ab.py", "[x]", "a-b", "x]", "^", "!", "a\nb.py", ".hidden", "", "a/b.py", "\\", "é.py", "-", "a&b", "z~"]
pats = ["*", "*.py", "?.py", "[ab].*", "[!a]*", "[a-c]*", "[]x]*", "[!]]*", "[", "[a", "a*b*", "**", "[[]x]", "[^]", "[!]", "*[!a-z]*", "[b-a]*", "[a-]", "[-a]*", "[a-b-c]*", "[--]", "[!--0]*", "\\*", "[\\]*", "a.py*", "", "*&*", "[&~|]*", "[z-a]", "[a-cx-z]?*", "é*"]
for p in pats:
    print(p, fnmatch.filter(names, p), fnmatch.translate(p))
print(fnmatch.fnmatch("a.PY", "*.py"), fnmatch.fnmatchcase("x", "[xy]"), fnmatch.fnmatch(b"a.py", b"*.py"), fnmatch.filter([b"a", b"b"], b"[a]"))
tell(fnmatch.fnmatch, "a", 5)
tell(fnmatch.fnmatch, "a", b"a")

for s in ("<a href=\"x\">'&'</a>", "", "plain", "&amp;"):
    print(html.escape(s), html.escape(s, quote=False), html.escape(s, False))
for s in ("&lt;&gt;&amp;&quot;&#39;&#x27;", "&eacute;&Eacute;&nbsp;x", "&ampx; &notit; &notin; &not", "&#65;&#x41;&#X41", "&#0;&#128;&#150;&#xd800;&#x110000;&#1;&#x7f;&#xfffe;", "&unknown; &;& &#; &#x;", "&NotEqualTilde;&fjlig;", "&copy &copyx &copy;", "a & b", "&CounterClockwiseContourIntegral;", "&#13;&#11;", "&amp;lt;", "&frac12;&euro;&hearts;", "&Amp; &AMP", "&lt<"):
    print(ascii(html.unescape(s)))
print(len(html.entities.html5), html.entities.name2codepoint["euro"], html.entities.codepoint2name[233], ascii(html.entities.entitydefs["nbsp"]), len(html.entities.name2codepoint))
tell(html.escape, 5)
