# str.format, format_map, f-strings, format() of str and the % operator, with their errors.


class Point:
    x, y = 3, -4.5
    names = {"a": [10, 20], "b c": "text"}

    def __format__(self, spec):
        return "<" + spec + ">"

    def __repr__(self):
        return "Point()"


class Two:
    def __index__(self):
        return 2


def attempt(call, *args, **kwargs):
    try:
        print("gave", ascii(call(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__ + ":", error)


def fields():
    p = Point()
    print("{} {} {}".format(1, "a", None), "{1}{0}{1}".format("a", "b"), "{a}{b!r}".format(a=1, b="x"))
    print("{0.x} {0.y:.2f} {0.names[a][1]} {0.names[b c]}".format(p), "{:abc} {!r} {!s}".format(p, p, p))
    print("{:{}}|{:>{w}.{p}f}|{:{}{}}".format("a", 4, 2.71828, "b", "^", 5, w=8, p=2), "{{}} {{{}}}".format(1))
    print("{a[0]}{a[-1]}".format(a={0: "zero", "-1": "text"}), "{0[k]}".format({"k": "v"}), "{!a}".format("é"))
    print("{x} {y}".format_map({"x": 1, "y": 2}), "{:*^9}|{:.2}|{:>4.1}".format("mid", "cut", "xyz"))
    width, text = 7, "f"
    print(f"{text:>{width}}|{text!r:^{width}}|{width=}|{text * 2!s:.<4}|{{}}|{p:q{width}}")


def field_errors():
    for text in ("{", "}", "{0", "{0!x}", "{0!}", "{0!r", "{0!rr}", "{a}", "{}{1}", "{1}{}", "{0[}", "{0[]}", "{0.}",
                 "{0[0]x}", "{0.nope}", "{:{:{}}}", "{9}", "{:}}", "{:{}", "{ 0}", "{-1}", "{a{b}}", "{0[99999999999999999999]}",
                 "{99999999999999999999}", "{0!", "{:d}", "{0[x]}"):
        print(text, end=" ")
        attempt(text.format, "abc", 2)
    attempt("{}".format)
    attempt("{}".format_map, {})
    attempt("{a}".format_map, {})
    attempt("{a}".format_map, 5)


def specs():
    for spec in ("", "s", "10", "<10", ">10", "^10", "*^10", "é>5", "010", ".2", "6.2", "<6.2s", "0>5", "}>6"):
        print(ascii(spec), ascii(format("abc", spec)))
    for spec in ("d", "=10", "+", " ", ",", "_", "#", ".", "ss", "10s5", "99999999999999999999", ",_", "é", "x", ",d"):
        print(ascii(spec), end=" ")
        attempt(format, "abc", spec)


def percent():
    print("%s %r %a" % ("é", "it's", "é"), "%d %i %u" % (1, -2, True), "%5d|%-5d|%05d|%+d|% d" % (1, 2, 3, 4, 5))
    print("%x %X %o %#x %#X %#o %-6x| %06x %.5d %8.3d" % (255, 255, 8, 255, 255, 8, 10, 11, 42, 7))
    print("%x %#o %d" % (-255, -8, -10**30), "%e %E %g %G %f %F" % (1.5, 1.5, 1.5, 1e10, 1.5, 2.5))
    print("%.2f|%10.3f|%-10.2f|%+f|%08.3f|%.0f|%#.0f|%g" % (1.255, 2, 3, 4, -1.5, 2.5, 2.5, 1e-10))
    print("%s|%5s|%-5s|%.2s|%5.1s|%%" % ("abc", "a", "b", "xyz", "pq"), "%c%c%5c|" % ("a", 8364, "é"))
    print("%(a)s %(b)05.1f %(a)r %%" % {"a": "x", "b": 2.25}, "%(a(b))s" % {"a(b)": 1}, "%*d|%-*d|%.*f" % (5, 1, 4, 2, 2, 1.0))
    print("%s" % ((1, 2),), "%s" % [1, 2], "%s" % None, "%s %s" % (Point(), Point), "%d" % 3.99, "%ld %hd" % (1, 2))
    print("%d %x %c" % (Two(), Two(), 65), "abc" % {}, "abc" % [], "%f %F" % (float("inf"), float("nan")))


def percent_errors():
    for text, values in (("%d", "a"), ("%x", 1.5), ("%f", "a"), ("%s %s", 1), ("%s", (1, 2)), ("%", 1), ("%z", 1),
                         ("%(a)s", 1), ("%(a)s", {}), ("%(a", {}), ("%(a)s %s", {"a": 1}), ("%*d", ("a", 1)), ("abc", 1),
                         ("abc", (1,)), ("%5%", ()), ("%.-1d", 1), ("é%\u20ac", 1), ("%d", None), ("%c", 1114112), ("%c", -1),
                         ("%99999999999999999999d", 1), ("%.99999999999999999999d", 1), ("%o", "a"), ("%i", [])):
        print(ascii(text), end=" ")
        attempt(lambda: text % values)


for part in (fields, field_errors, specs, percent, percent_errors):
    print("==", part.__name__)
    part()
