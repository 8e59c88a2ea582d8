"""string and textwrap: templates, formatters, paragraphs."""
import string, textwrap
from string import Template, Formatter
print(string.capwords("hello  big world"), string.punctuation, len(string.printable))
t = Template("$who likes ${what}s for $$5")
print(t.substitute(who="tim", what="kung pao"), t.safe_substitute(who="x"), t.get_identifiers() if hasattr(t, "get_identifiers") else "")
for bad in ("a $ b", "x\ny ${z", "$1"):
    try: print(Template(bad).substitute())
    except ValueError as e: print(e)
    print(Template(bad).safe_substitute())
try: Template("$a").substitute()
except KeyError as e: print(repr(e))
f = Formatter()
print(f.format("{0} {1!r:>6} {a.real:{w}} {{}}", 1, "q", a=3, w=4), f.format("{} {}", 1, 2))
print(list(f.parse("a{b!r:c}d{{e}}")))
text = "The quick-brown fox -- jumps over the lazy dog's well-known back; supercalifragilisticexpialidocious! And so on...  Then\nmore. e-mail --opt-name a--b"
for w in (10, 17, 25, 40, 70):
    print(textwrap.fill(text, w)); print("--")
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  ", max_lines=3))
print(textwrap.wrap(text, 20, break_long_words=False, break_on_hyphens=False), textwrap.wrap("", 5), textwrap.wrap("  lead  ", 4, drop_whitespace=False))
print(repr(textwrap.dedent("\n    a\n      b\n\n    c\n  \n")), repr(textwrap.dedent("\ta\n    b")))
print(textwrap.indent("a\n\nb\n", "> "), textwrap.shorten("Hello  world and  more!", 12), textwrap.shorten("Hello world", 5, placeholder="..."))
