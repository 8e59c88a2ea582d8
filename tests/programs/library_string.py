import string
from string import Template, Formatter

def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

t = Template("$who likes ${what}; $$100 $a_b9 ${_x}")
tell(t.substitute, who="x", what=1, a_b9=2, _x=3)
tell(t.substitute, {"who": "m"}, what=5, a_b9=0, _x="z")
tell(t.substitute, {"who": "m"})
tell(t.safe_substitute, who="only")
tell(t.safe_substitute)
print(t.get_identifiers(), t.is_valid(), t.template)
for bad in ("$", "a $ b", "${", "${a", "${a b}", "${1}", "$1", "line1\nline $-2", "\n\n  $!", "$é", "${é}", "$a.b", "$a$b$$c", "$$", "$$$", "$$$a", "${a}$", "é $ x", "$A ${B}"):
    x = Template(bad)
    tell(x.substitute, a=1, b=2, A=3, B=4)
    tell(x.safe_substitute, a=1, b=2, A=3, B=4)
    print(x.is_valid(), end=" ")
    tell(x.get_identifiers)
class P(Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"
p = P("%% %with_underscore %notunderscored %{x_y}")
tell(p.safe_substitute, with_underscore="W", notunderscored="no", x_y="q")
tell(p.substitute, with_underscore="W", x_y="q")
class B(Template):
    braceidpattern = "[a-z0-9.]+"
tell(B("$a ${a.b} ${1}").substitute, {"a": 1, "a.b": 2, "1": 3})
class Own(Template):
    delimiter = "{{"
    pattern = r"""
    \{\{(?:
    (?P<escaped>\{\{)|
    (?P<named>[_a-z][_a-z0-9]*)\}\}|
    (?P<braced>[_a-z][_a-z0-9]*)\}\}|
    (?P<invalid>)
    )
    """
tell(Own("{{a}} and {{{{ {{b}}").substitute, a=1, b=2)
class Cap(Template):
    flags = 0
    idpattern = "[A-Z]+"
tell(Cap("$A $a").safe_substitute, A=1, a=2)
class Slash(Template):
    delimiter = "/"
tell(Slash("/a //b /{c}").substitute, a=1, c=2)
print(Template.delimiter, Template.idpattern, Template.braceidpattern, Template.flags)
tell(Template("$self $mapping").substitute, self=1, mapping=2)
tell(Template("$x").substitute, {"x": "$y"})
tell(t.substitute, 5)
tell(t.substitute, {}, {})

f = Formatter()
tell(f.format, "{} {} {0}", 1, 2)
tell(f.format, "{} {}", 1)
tell(f.format, "{0} {1} {0!r:>5} {a.real} {b[0]} {b[k]}" if False else "{0} {1} {0!r:>5} {b[0]}", "x", 2, b=[7])
tell(f.format, "{a[k]} {a[0]}", a={"k": 1, 0: 2})
tell(f.format, "{:{}} {:{w}.{p}f}", "a", 5, 3.14159, w=8, p=2)
tell(f.format, "{!x}", 1)
tell(f.format, "{a}", b=1)
tell(f.format, "{")
tell(f.format, "}")
tell(f.format, "{{}}")
tell(f.format, "{a")
tell(f.format, "{a!}", a=1)
tell(f.format, "{a!rr}", a=1)
tell(f.format, "{a[}", a=1)
tell(f.format, "{a.}", a=1)
tell(f.format, "{a[]}", a=[1])
tell(f.format, "{0}{}", 1)
tell(f.format, "{}{0}", 1)
tell(f.format)
tell(f.vformat, "{0} {x}", (1,), {"x": 2})
tell(f.vformat, "{:{:{}}}", (1, 2, 3), {})
print(list(f.parse("a{b!r:c}d{{e}}{}{f:{g}}h")))
print(list(f.parse("")), list(f.parse("x")), list(f.parse("{{")), list(f.parse("{a.b[c]!s}")))
class D(Formatter):
    def get_value(self, key, args, kwargs):
        if isinstance(key, str):
            return kwargs.get(key, "?" + key)
        return super().get_value(key, args, kwargs)
    def check_unused_args(self, used, args, kwargs):
        print("used", sorted(map(str, used)), args, kwargs)
    def format_field(self, value, spec):
        return "<" + super().format_field(value, spec) + ">"
    def convert_field(self, value, conversion):
        return "up" if conversion == "u" else super().convert_field(value, conversion)
tell(D().format, "{a} {0} {b!u} {1!r:>4}", "p", "q", b=3)
print(f.get_field("0.real", (5,), {}), f.get_field("a[b].c" if False else "a[b]", (), {"a": {"b": 1}}))
print(string.capwords("  hello   wORLD "), string.capwords("a-b-c", "-"), string.capwords("x  y", " "))
print(repr(string.whitespace), string.hexdigits, string.octdigits, string.printable == string.digits + string.ascii_letters + string.punctuation + string.whitespace)
print(f.format("{:{}}", 5, "05d"), f.format("{a!s:*^{w}}", a="mid", w=9))
