# conformance: except 3.14 some of its own messages and reprs are not done
import textwrap
from textwrap import TextWrapper, wrap, fill, dedent, indent, shorten

def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

texts = ["The quick brown fox jumped over the lazy dog.", "", "   ", " \n\t ", "a", "Hello there -- you goof-ball, use the -b option!",
  "Look, goof-ball -- use the -b option! And --foo-bar=baz", "this-is-a-very-long-hyphenated-word-indeed", "supercalifragilisticexpialidocious",
  "one\ttwo\t\tthree\n\nfour  five.  Six?  Seven! Eight.\" Nine.' ten", "x--y---z a--b", "em—dash “quoted” naïve-été über-alles", "foo-bar-baz-1-2-3 2001-02-03 a-1 1-a",
  "(and) \"so--on\" 'tis - - -- --- ----", "http://example.com/a/very/long-path/with-hyphens/index.html?x=1&y=2", "a  b   c    d", "\u00a0non\u00a0breaking space",
  "Sentence one. Sentence two.  Three?Yes! e.g. this", "x" * 30 + " " + "y" * 5, "end-", "-start", "a-b", "ab-cd", "w1-w2", "I'm well-known, aren't-you?", "tab\there\r\nand\x0bvertical\x0cfeed"]
for text in texts:
    for width in (1, 5, 10, 20, 40):
        tell(wrap, text, width)
    tell(wrap, text, 12, break_long_words=False)
    tell(wrap, text, 12, break_on_hyphens=False)
    tell(wrap, text, 12, drop_whitespace=False)
    tell(wrap, text, 12, initial_indent="* ", subsequent_indent="    ")
    tell(wrap, text, 15, fix_sentence_endings=True, expand_tabs=False)
    tell(wrap, text, 10, replace_whitespace=False, tabsize=4)
    for lines in (1, 2):
        tell(wrap, text, 14, max_lines=lines)
        tell(wrap, text, 14, max_lines=lines, placeholder="...")
    tell(shorten, text, 15)
    tell(shorten, text, 15, placeholder="…")
    tell(fill, text, 17)
tell(wrap, "a b", 0)
tell(wrap, "a b", -1)
tell(shorten, "hello world", 3)
tell(wrap, "hello world", 5, max_lines=1, placeholder=" [...........]")
tell(wrap, "abc def", 3, initial_indent="    ")
w = TextWrapper(width=10); w.initial_indent = "> "; w.subsequent_indent = ".."; w.max_lines = 3
print(w.wrap("aaa bbb ccc ddd eee fff ggg hhh"), w.fill("x y"), w.width, w.placeholder, w.tabsize)
class T(TextWrapper):
    def _split(self, text):
        return [c for c in super()._split(text)]
print(T(width=6).wrap("ab cd-ef gh"))
for text in ("  a\n  b", "  a\n b\n   c", "\ta\n  b", "\t a\n\t b", "  a\n\n   \n  b\n", "a\n  b", "\n  x\n", "", "  ", "  \n\t\n", "  a\r\n  b", "    one\n      two\n    three\n  ", "  x\n\x0b  y", "  é\n  ü"):
    tell(dedent, text)
for text in ("a\nb", "a\n\nb\n", "", "  \n a", "a\r\nb", "x\x0by"):
    tell(indent, text, "> ")
    tell(indent, text, "> ", lambda line: True)
    tell(indent, text, "--", predicate=lambda line: "b" in line)
print(dedent("""
    def f():
        return 1

      odd
    """))
print(TextWrapper.sentence_end_re.pattern, TextWrapper.word_punct if hasattr(TextWrapper, "word_punct") else "", TextWrapper.unicode_whitespace_trans[9])
