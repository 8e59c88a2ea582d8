"""Compares the text of vloop with CPython's: thousands of random expressions over str and bytes.

    text.py VLOOP [SEED [COUNT]]

Each expression becomes a `try` that prints its value or exception; both run the program, and every line
must agree. The seed is fixed, so a failure can be repeated. Judges are found as run.py finds them.
"""
import pathlib
import random
import sys
import tempfile

import run

ALPHABET = list("aabbcABC xyz.,-_019\t\n'\"\\%{}\r\x00\x0b\x1c") + list(
    "éßΣσςİıŉǆǅǄﬁ€😀٣²½一ªⅷⅧⓐᾳᾼ") + ["\ud800", "\x85", "\xa0", "\u2028", "\u0301", "\u0345"]
ASKING = ["capitalize", "casefold", "lower", "swapcase", "title", "upper", "isalnum", "isalpha",
          "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric", "isprintable",
          "isspace", "istitle", "isupper"]
FIELDS = list("ab{}{}{}!:.[]0123rsax>é") + ["{}", "{0}", "{a}", "{0!r}", "{a:>5}", "{:{}}", "{0[1]}",
                                            "{b.real}"]
DIRECTIVES = list("%%%%%%sdrxXocefgGa%(.)0123- +#*é") + ["%s", "%d", "%5.2f", "%-6s", "%(a)s", "%+d",
                                                         "%#x", "%r", "%08.3f", "%g", "%e"]
BYTES = [0, 65, 97, 0x80, 0xbf, 0xc2, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0x98, 0xf4, 0x8f, 0x90,
         0xff, 0xc0, 0xe0]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.forms = [getattr(self, name) for name in sorted(dir(self)) if name.startswith("form_")]

    def one(self, *choices):
        return self.random.choice(choices)

    def draw(self, alphabet):
        return "".join(self.random.choice(alphabet) for _ in range(self.one(0, 1, 1, 2, 3, 5, 8, 13)))

    def text(self):
        return self.draw(self.one(ALPHABET, ALPHABET, "aab", "ab ,", "aé", "ab\n\r "))

    def part(self, text):
        if text and self.random.random() < 0.7:
            at = self.random.randrange(len(text))
            return ascii(text[at:at + self.random.randint(0, 3)])
        return ascii(self.text())

    def number(self):
        return self.one("None", "True", "10**20", "-10**20", *map(str, range(-6, 13)))

    def bounds(self):
        return self.one("", f", {self.number()}", f", {self.number()}, {self.number()}")

    def form_search(self):
        text = self.text()
        method = self.one("find", "rfind", "index", "rindex", "count", "startswith", "endswith")
        return f"{text!a}.{method}({self.part(text)}{self.bounds()})"

    def form_ask(self):
        return f"{self.text()!a}.{self.random.choice(ASKING)}()"

    def form_ask_again(self):
        return self.form_ask()

    def form_pad(self):
        width = self.random.randint(-2, 20)
        fill = self.one("", ", " + ascii(self.random.choice(ALPHABET)))
        return self.one(f"{self.text()!a}.{self.one('center', 'ljust', 'rjust')}({width}{fill})",
                        f"{self.text()!a}.zfill({width})",
                        f"{self.text()!a}.expandtabs({self.one('', '0', '1', '4', '-1')})")

    def form_replace(self):
        text = self.text()
        times = self.one("", f", {self.random.randint(-1, 4)}")
        return f"{text!a}.replace({self.part(text)}, {self.text()!a}{times})"

    def form_split(self):
        text = self.text()
        times = self.one("", f", maxsplit={self.random.randint(-1, 4)}")
        return self.one(f"{text!a}.split({self.one('None', self.part(text))}{times})",
                        f"{text!a}.rsplit({self.one('None', self.part(text))}{times})",
                        f"{text!a}.splitlines({self.one('', 'True', 'False')})",
                        f"{text!a}.partition({self.part(text)})",
                        f"{text!a}.rpartition({self.part(text)})")

    def form_strip(self):
        text = self.text()
        return self.one(f"{text!a}.{self.one('strip', 'lstrip', 'rstrip')}({self.part(text)})",
                        f"{text!a}.{self.one('strip', 'lstrip', 'rstrip')}()",
                        f"{text!a}.removeprefix({self.part(text)})",
                        f"{text!a}.removesuffix({self.part(text)})")

    def form_item(self):
        step = self.one("", "1", "-1", "2", "-2", "3", "-3", "None")
        return self.one(f"{self.text()!a}[{self.number()}:{self.number()}:{step}]",
                        f"{self.text()!a}[{self.random.randint(-10, 10)}]")

    def form_operator(self):
        a, b = self.text(), self.text()
        return self.one(f"{self.part(a)} in {a!a}", f"{a!a} * {self.random.randint(-1, 4)} + {b!a}",
                        f"{a!a} {self.one('<', '<=', '>', '>=', '==', '!=')} {b!a}",
                        f"{a!a}.join([{b!a}, {a!a}])", f"list({a!a}), len({a!a})",
                        f"hash({a!a}) == hash({a!a} + '')")

    def form_translate(self):
        text = self.text()
        table = self.one(f"str.maketrans({text!a}, {text[::-1]!a})", "str.maketrans('ab', 'xy', 'c ')",
                         f"{{97: None, 98: {self.text()!a}, 233: 8364}}")
        return f"{text!a}.translate({table})"

    def form_spec(self):
        spec = "".join(self.one(*choices) for choices in (
            ["", "é", "*", "0", "{"], ["", "<", ">", "^", "="], [""] * 6 + ["+", " ", "-"],
            [""] * 8 + ["#"], [""] * 5 + ["0"], ["", "3", "10", "20"], [""] * 8 + [",", "_"],
            ["", ".0", ".2", ".5", "."], ["", "", "s", "d", "r"]))
        return f"format({self.text()!a}, {spec!a})"

    def form_format(self):
        a = self.text()
        return f"{self.draw(FIELDS)!a}.format({a!a}, 7, {self.text()!a}, a={self.text()!a}, b=3)"

    def form_percent(self):
        arguments = self.one("(1, 2.5, 3)", f"({self.text()!a}, 3)", '{"a": 5}', "5", "(255,)",
                             "(-7.25, -3, 1e10)", "(10**25, True)")
        return f"{self.draw(DIRECTIVES)!a} % {arguments}"

    def form_codec(self):
        codec, errors = self.one("utf-8", "ascii", "latin-1"), self.one("strict", "replace", "ignore")
        data = bytes(self.random.choice(BYTES) for _ in range(self.random.randint(0, 7)))
        return self.one(f"{self.text()!a}.encode({codec!a}, {errors!a})",
                        f"{data!a}.decode({codec!a}, {errors!a})")

    def form_bytes(self):
        def data():
            return bytes(self.random.choice(b"aab c,\n\x00\xff'\"XyZ")
                         for _ in range(self.one(0, 1, 1, 2, 3, 8)))
        a, b, c = data(), data(), data()
        at = self.random.randrange(len(a) + 1)
        part, n = self.one(a[at:at + 2], b), self.random.randint(-3, 3)
        return f"{a!a}" + self.one(
            f".find({part!a})", f".rfind({part!a})", f".count({part!a}{self.bounds()})",
            f".count({self.random.randint(0, 256)})", f".split({part!a})", f".split(None, {n})",
            f".strip({part!a})", ".lstrip()", f".replace({part!a}, {c!a})",
            f".replace({part!a}, {c!a}, 2)", f".partition({part!a})", f".rpartition({part!a})",
            ".upper()", ".lower()", ".hex()", f".hex('-', {n})", f".startswith({part!a})",
            f".endswith({part!a}{self.bounds()})", f"[{n}]", f"[{self.number()}:{n}:{self.one(1, -1, 2)}]",
            f" + {c!a}", f" * {n}", f" < {c!a}", f" in {c!a}", f".join([{b!a}, {c!a}])",
            f".removeprefix({part!a})", f".removesuffix({part!a})", " % ()", f".index({part!a})",
            ".decode()", f" % ({b!a}, 5)")

    def program(self, count):
        lines = []
        for number in range(count):
            lines.append(f"try:\n    shown = repr({self.random.choice(self.forms)()})\n"
                         "except Exception as error:\n"
                         "    shown = type(error).__name__ + ': ' + str(error)\n"
                         f"print({number}, ascii(shown))\n")
        return "".join(lines)


def main():
    vloop = pathlib.Path(sys.argv[1]).resolve()
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 3000
    judges, failed = run.find_judges(), 0
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "random_text.py")
        source.write_text(Generator(seed).program(count))
        sources = source.read_text().split("\ntry:\n")
        for version, python in judges.items():
            expected = run.run([python, "-W", "ignore", source.name], folder)
            got = run.run([str(vloop), "run", "-q", "--python", version, source.name], folder)
            wanted, given = expected["out"].splitlines(), got["out"].splitlines()
            wrong = [at for at in range(count) if wanted[at:at + 1] != given[at:at + 1]]
            print(f"{version}: {count} expressions, seed {seed}, {len(wrong)} differ")
            for at in wrong[:5]:
                print(sources[at].splitlines()[-4 if at else 1], wanted[at:at + 1], given[at:at + 1],
                      sep="\n    ")
            if got["err"]:
                print(got["err"].strip().splitlines()[-1])
            failed += bool(wrong) or len(wanted) != count
    if not judges:
        print("no judge")
    return 1 if failed or not judges else 0


if __name__ == "__main__":
    sys.exit(main())
