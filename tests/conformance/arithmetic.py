"""Compares the numbers of vloop with CPython's: thousands of random expressions over int, float and math.

    arithmetic.py VLOOP [SEED [COUNT]]

Values are drawn where arithmetic is hard: around powers of two and the ends of 64 bits and of LibTomMath's
digits, halves, subnormals, infinities. Both run the same program of `try` lines, and every line must agree.
The seed is fixed, so a failure can be repeated. Judges are found as run.py finds them.
"""
import pathlib
import random
import sys
import tempfile

import run

BITS = [3, 8, 31, 32, 33, 58, 59, 60, 61, 62, 63, 64, 65, 66, 68, 119, 120, 121, 128, 180, 200, 500, 1100]
EDGES = [0.0, -0.0, 1e308, 5e-324, -1e-310, 2.0**63, -2.0**63, 2.0**64, 0.5, 1.5, 2.5, float("inf"),
         float("-inf")]
OPERATORS = ["+", "-", "*", "/", "//", "%", "//", "%", "&", "|", "^", "<", "<=", "==", "!=", ">", ">="]
PRELUDE = """import math
def show(number, call):
    try:
        print(number, repr(call()))
    except Exception as error:
        print(number, type(error).__name__, error)
"""


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.forms = [getattr(self, name) for name in sorted(dir(self)) if name.startswith("form_")]

    def chance(self, share):
        return self.random.random() < share

    def int_value(self):
        bits = self.random.choice(BITS)
        value = self.random.getrandbits(bits)
        if self.chance(0.2):
            value = 2**bits + self.random.randint(-2, 2)
        elif self.chance(0.1):
            value = self.random.getrandbits(8) << bits
        return -value if self.chance(0.5) else value

    def float_value(self):
        kind, sign = self.random.randrange(6), self.random.choice([-1, 1])
        if kind == 0:
            return float(self.random.randrange(-1000, 1000))
        if kind == 1:
            return self.random.uniform(-1e3, 1e3)
        if kind == 2:
            return self.random.choice(EDGES)
        if kind == 3:
            return round(self.random.uniform(-100, 100), self.random.randrange(4))
        if kind == 4:
            return sign * 2.0 ** self.random.randrange(-1074, 1023)
        return sign * self.random.uniform(1, 10) * 10.0 ** self.random.randrange(-320, 308)

    def source(self, value):
        text = repr(value)
        return f"float('{text}')" if text.strip("-") in ("inf", "nan") else f"({text})"

    def i(self):
        return self.source(self.int_value())

    def f(self):
        return self.source(self.float_value())

    def n(self):
        return self.i() if self.chance(0.6) else self.f()

    def form_binary(self):
        a, b = self.n(), self.n()
        return f"{a} {self.random.choice(OPERATORS)} {a if self.chance(0.1) else b}"

    form_binary_2 = form_binary_3 = form_binary_4 = form_binary

    def form_divmod(self):
        return f"divmod({self.n()}, {self.n()})"

    def form_round(self):
        return f"round({self.n()}, {self.random.randint(-25, 25)}), round({self.i()})"

    def form_shift(self):
        return f"{self.i()} {self.random.choice(['<<', '>>'])} {self.random.randint(0, 200)}"

    def form_power(self):
        return self.random.choice([f"{self.i()} ** {self.random.randrange(12)}",
                                   f"pow({self.i()}, {self.i()}, {self.i()})",
                                   f"abs({self.f()}) ** {self.f()}"])

    def form_hash(self):
        return f"hash({self.n()}), {self.n()}.as_integer_ratio()"

    def form_unary(self):
        return f"~{self.i()}, -{self.n()}, abs({self.n()}), {self.i()}.bit_length(), {self.i()}.bit_count()"

    def form_convert(self):
        return f"int({self.f()}), float({self.i()}), bool({self.n()}), math.trunc({self.n()})"

    def form_bytes(self):
        order = self.random.choice(["little", "big"])
        return f"int.from_bytes({self.i()}.to_bytes(160, '{order}', signed=True), '{order}', signed=True)"

    def form_parse(self):
        value, base = self.int_value(), self.random.choice("boxd")
        digits = format(value, base)
        return (f"int('{digits}', {dict(b=2, o=8, x=16, d=10)[base]}), float('{self.float_value()!r}'), "
                f"str({value})")

    def form_float_text(self):
        value = self.float_value()
        return f"repr({self.source(value)}), {self.source(value)}.hex(), float.fromhex('{value.hex()}')"

    def spec(self, types):
        draw = self.random.choice
        return (draw(["", "", "*<", "x>", "^", "=", "é=", ">"]) + draw(["", "+", " ", "-"]) + draw(["", "#"]) +
                draw(["", "0"]) + draw(["", "5", "20", "33"]) + draw(["", ",", "_"]) + draw(types))

    def form_format_int(self):
        return f"format({self.i()}, {self.spec(['', *'dboxXnef%cs'])!a})"

    def form_format_float(self):
        precision = self.random.choice(["", ".0", ".1", ".3", ".10", ".20"])
        types = [precision + kind for kind in ("", *"fegFEGn%d")]
        return f"format({self.f()}, {self.spec(types)!a})"

    def form_integers(self):
        return (f"math.gcd({self.i()}, {self.i()} * 30), math.lcm({self.i()}, {self.i()}), "
                f"math.isqrt(abs({self.i()})), math.comb({self.random.randrange(300)}, "
                f"{self.random.randrange(200)}), math.perm({self.random.randrange(90)}, "
                f"{self.random.randrange(20)})")

    def form_sums(self):
        terms = ", ".join(self.f() for _ in range(6))
        return f"math.fsum([{terms}]), math.prod([{terms}]), sum([{terms}])"

    def form_norm(self):
        return f"math.hypot({self.f()}, {self.f()}, {self.f()}), math.dist([{self.f()}, 1], [{self.f()}, 2])"

    def form_logarithm(self):
        return f"math.log(abs({self.n()})), math.log2(abs({self.n()})), math.log10(abs({self.n()}))"

    def form_rest(self):
        return f"math.fmod({self.n()}, {self.n()}), math.remainder({self.n()}, {self.n()})"

    def form_gamma(self):
        x = self.random.uniform(-170, 170)
        return f"math.gamma({x!r}), math.lgamma({x * 3!r}), math.gamma({int(x) / 2!r})"

    def program(self, count):
        lines = [f"show({number}, lambda: ({self.random.choice(self.forms)()}))" for number in range(count)]
        return PRELUDE + "\n".join(lines) + "\n"


def main():
    vloop = pathlib.Path(sys.argv[1]).resolve()
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 3000
    judges, failed = run.find_judges(), 0
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "random_numbers.py")
        source.write_text(Generator(seed).program(count))
        sources = source.read_text().splitlines()[len(PRELUDE.splitlines()):]
        for version, python in judges.items():
            expected = run.run([python, "-W", "ignore", source.name], folder)
            got = run.run([str(vloop), "run", "-q", "--python", version, source.name], folder)
            wanted, given = expected["out"].splitlines(), got["out"].splitlines()
            wrong = [at for at in range(count) if wanted[at:at + 1] != given[at:at + 1]]
            print(f"{version}: {count} expressions, seed {seed}, {len(wrong)} differ")
            for at in wrong[:5]:
                print(sources[at], wanted[at:at + 1], given[at:at + 1], sep="\n    ")
            if got["err"]:
                print(got["err"].strip().splitlines()[-1])
            failed += bool(wrong) or len(wanted) != count
    if not judges:
        print("no judge")
    return 1 if failed or not judges else 0


if __name__ == "__main__":
    sys.exit(main())
