import codecs, locale, gettext, unicodedata
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
print(codecs.encode("é", "utf-8"), codecs.decode(b"\xc3\xa9"), codecs.encode("abc", "rot13"), codecs.encode(b"ab", "hex"), codecs.decode("6162", "hex") if False else codecs.decode(b"6162", "hex"), codecs.encode(b"abc", "base64"), codecs.decode(b"YWJj\n", "base64"), codecs.BOM_UTF8, codecs.decode(b"\xff", "latin-1"))
for n in ("utf-8", "UTF8", "U8", "ascii", "latin-1", "ISO-8859-1", "us-ascii", "hex", "rot13", "base64"):
    i = codecs.lookup(n); print(i.name, len(i), isinstance(i, tuple))
tell(codecs.lookup, "nope"); tell(codecs.encode, "é", "ascii"); tell(codecs.decode, b"\xff", "utf-8"); tell(codecs.decode, b"\xff", "utf-8", "replace"); tell(codecs.encode, "é", "ascii", "ignore"); tell(codecs.lookup, 5) if False else None
d = codecs.getincrementaldecoder("utf-8")(); data = "aé漢😀z".encode(); out = [d.decode(data[i:i + 1]) for i in range(len(data))]; print(out, d.getstate(), repr(d.decode(b"", True)))
d.decode(b"\xe6"); print(d.getstate()); tell(d.decode, b"", True); d.reset(); print(d.decode(b"ok"))
d = codecs.getincrementaldecoder("utf-8")("replace"); print(ascii(d.decode(b"a\xff\xe6")), ascii(d.decode(b"x", True)))
e = codecs.getincrementalencoder("utf-8")(); print(e.encode("é"), codecs.getencoder("ascii")("ab"), codecs.getdecoder("utf-8")(b"ab"), list(codecs.iterdecode([b"a\xc3", b"\xa9"], "utf-8")), list(codecs.iterencode(["a", "é"], "utf-8")))
print(locale.setlocale(locale.LC_ALL, "C"), locale.getlocale(), locale.localeconv()["decimal_point"], locale.format_string("%d %.2f", (1234567, 2.5), grouping=True), locale.str(1.5), locale.atof("2.5"), locale.atoi("7"), locale.strcoll("a", "b") < 0, sorted(["b", "a"], key=locale.strxfrm), locale.setlocale(locale.LC_ALL)); tell(locale.currency, 5)
_ = gettext.gettext; print(_("hi"), gettext.ngettext("a", "b", 2), gettext.textdomain(), gettext.translation("x", fallback=True).gettext("m")); gettext.install("x")
for data in (b"\xe2\xc3\x98", b"\xf0\x98\xf0", b"A\xc3\xf0\xa9", b"\xff\x98\x80A", b"\xe2\x82\xac\xe2\x82", b"\xf4\x90\x80\x80"):
    for errors in ("strict", "replace", "ignore"):
        d, out = codecs.getincrementaldecoder("utf-8")(errors), []
        try:
            for i in range(len(data)):
                out.append(ascii(d.decode(data[i:i + 1])))
            out.append(ascii(d.decode(b"", True)))
        except UnicodeDecodeError as error:
            out.append(str(error))
        print(data, errors, out)
