"""Compares sim/random with the `random` module of the python3 that runs this, bit for bit.

usage: random_judge.py RANDOM_VALUES

RANDOM_VALUES is the program of random_values.c. MT19937 is judged by random.Random. PCG64 and its
streams are computed here a second time, from their papers, and put under Random's methods.
Exit code 77: this python3 is too old to judge.
"""
import random
import struct
import subprocess
import sys

MASK = 2**64 - 1
MASK128 = 2**128 - 1
GOLDEN = 0x9E3779B97F4A7C15
TASKS_ROOT = 0  # VL_STREAM_TASKS


class Pcg64(random.Random):
    """PCG XSL-RR 128/64 as a source for Random's methods."""

    MULTIPLIER = 2549297995355413924 << 64 | 4865540595714422341

    def start(self, state, stream):
        self.inc = (stream << 1 | 1) & MASK128
        self.state = ((state + self.inc) * self.MULTIPLIER + self.inc) & MASK128
        self.gauss_next = None
        return self

    def next(self):
        self.state = state = (self.state * self.MULTIPLIER + self.inc) & MASK128
        folded = (state >> 64 ^ state) & MASK
        turn = state >> 122
        return (folded >> turn | folded << 64 - turn) & MASK

    def random(self):
        return (self.next() >> 11) * 2.0**-53

    def getrandbits(self, k):
        value = shift = 0
        while k > 64:
            value |= self.next() << shift
            shift += 64
            k -= 64
        return value | (self.next() >> 64 - k) << shift if k else value


def mix64(x):
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & MASK
    x = (x ^ x >> 27) * 0x94D049BB133111EB & MASK
    return x ^ x >> 31


def child(key, index):
    hi, lo = key
    lo ^= mix64((index + 1) * GOLDEN & MASK)
    hi ^= mix64(lo + GOLDEN & MASK)
    lo ^= mix64(hi + 2 * GOLDEN & MASK)
    hi ^= mix64(lo + 3 * GOLDEN & MASK)
    lo ^= mix64(hi + 4 * GOLDEN & MASK)
    return hi, lo


def stream(seed, path):
    key = child((0x243F6A8885A308D3, 0x13198A2E03707344), TASKS_ROOT)
    for index in path:
        key = child(key, index)
    start = child(key, seed)
    sequence = child(start, seed)
    return Pcg64().start(start[0] << 64 | start[1], sequence[0] << 64 | sequence[1])


def words(value, count):
    return [value >> 32 * i & 0xFFFFFFFF for i in range(count)]


def cumulative(weights):
    total, sums = 0, []
    for w in weights:
        total += w
        sums.append(total)
    return sums


def shuffled(r, n):
    items = list(range(n))
    r.shuffle(items)
    return items


def of_float(name):
    def call(r, *args):
        return [getattr(r, name)(*args)]
    return call


def randbelow_words(r, *bound):
    n = sum(w << 32 * i for i, w in enumerate(bound))
    return words(r.randrange(n), len(bound))


def choices(r, n, k, *sums):
    return r.choices(range(n), cum_weights=list(sums) or None, k=k)


BIG = 2**62
# name: (how python3 does it, format, argument lists, numbers a call)
METHODS = {
    "random": (of_float("random"), "d", [()], 1),
    "uniform": (of_float("uniform"), "d", [(1, 3), (0.0, 1e-3), (-1e308, 1e307), (5, 2)], 1),
    "triangular": (of_float("triangular"), "d",
                   [(0.0, 1.0), (0.5, 7.25, 1.5), (3, 3, 3), (0, 10, 10), (0.0, 1.0, 3.0)], 1),
    "normalvariate": (of_float("normalvariate"), "d", [(0.0, 1.0), (10, 2.5), (-3.0, 0.0)], 1),
    "gauss": (of_float("gauss"), "d", [(0.0, 1.0), (100.0, 15), (1e-3, -2.0)], 1),
    "lognormvariate": (of_float("lognormvariate"), "d", [(0.0, 1.0), (1.5, 0.25), (-3, 4)], 1),
    "expovariate": (of_float("expovariate"), "d", [(1.0,), (0.2,), (-3,), (1e-300,)], 1),
    "vonmisesvariate": (of_float("vonmisesvariate"), "d",
                        [(0.0, 4.0), (3.0, 0.0), (1.0, 0.01), (-2.5, 1e5), (6.0, 1e-5)], 1),
    "gammavariate": (of_float("gammavariate"), "d",
                     [(2.5, 1.5), (1.0, 0.5), (0.3, 2.0), (0.01, 1.0), (200.0, 3), (1.0001, 1)], 1),
    "betavariate": (of_float("betavariate"), "d",
                    [(2, 5), (0.5, 0.5), (1.0, 3.0), (30.0, 0.1), (1e-3, 1.0)], 1),
    "paretovariate": (of_float("paretovariate"), "d", [(3.0,), (0.7,), (-2,)], 1),
    "weibullvariate": (of_float("weibullvariate"), "d", [(1.0, 1.5), (10, 0.5), (2.0, -3.0)], 1),
    "randint": (of_float("randint"), "q",
                [(1, 6), (-3, -3), (0, 2**31), (-2**63, 2**63 - 1), (-BIG, BIG), (0, 255)], 1),
    "randrange": (of_float("randrange"), "q",
                  [(0, 10, 1), (5, 50, 7), (10, -10, -3), (-2**63, 2**63 - 1, 1),
                   (2**63 - 1, -2**63, -2**63), (-2**63, 2**63 - 1, 3)], 1),
    "choice": (lambda r, n: [r.choice(range(n))], "Q", [(1,), (2,), (37,), (2**40 + 1,)], 1),
    "choices": (choices, "Q",
                [(10, 8), (2**50, 8), (4, 8, *cumulative([5, 0, 1.25, 3])), (2, 8, 1e-300, 2e-300),
                 (3, 8, *cumulative([0.1, -0.05, 0.2])), (1, 8, 1)], 8),
    "shuffle": (shuffled, "Q", [(40,), (1,), (0,), (64,)], 26),
    "sample": (lambda r, n, k: r.sample(range(n), k), "Q",
               [(100, 10), (10, 10), (21, 5), (22, 5), (84, 5), (85, 6), (86, 21), (277, 21),
                (278, 21), (10**12, 40), (5, 0), (1000, 85), (1045, 86), (1046, 86)], 25),
    "getrandbits": (lambda r, k: words(r.getrandbits(k), (k + 31) // 32), "Q",
                    [(1,), (5,), (31,), (32,), (33,), (53,), (63,), (64,), (65,), (96,), (100,),
                     (128,), (161,), (1000,), (0,)], 3),
    "randbytes": (lambda r, n: list(r.randbytes(n)), "Q", [(1,), (3,), (4,), (8,), (13,), (0,)], 5),
    "below": (randbelow_words, "Q", [(5,), (0, 1), (7, 0, 1), (1, 2, 3, 4), (2**32 - 1,) * 3], 2),
    "binomialvariate": (of_float("binomialvariate"), "q",
                        [(10, 0.5), (1, 0.3), (100, 0.03), (100, 0.4), (1000, 0.97), (0, 0.5),
                         (10**6, 0.25), (10**15, 1e-14), (2**60, 0.3), (7, 0.0), (7, 1),
                         (5, 1e-17), (40, 0.25), (20, 0.9)], 1),
}

NAN, INF = float("nan"), float("inf")
FAILURES = [  # calls that raise whatever is drawn, with None: CPython would never return
    ("expovariate", (0.0,)), ("expovariate", (-0.0,)), ("paretovariate", (0.0,)),
    ("paretovariate", (1e-30,)), ("weibullvariate", (1.0, 0.0)), ("weibullvariate", (1.0, -1e-30)),
    ("lognormvariate", (1e5, 1.0)), ("gammavariate", (0.0, 1.0)), ("gammavariate", (1.0, -1)),
    ("betavariate", (-1.0, 1.0)), ("betavariate", (1.0, 0.0)), ("choices", (2, 1, 1.0, 0.0)),
    ("choices", (2, 1, 1.0, -3.0)), ("choices", (2, 1, 1.0, INF)), ("choices", (2, 1, 1.0, NAN)),
    ("sample", (3, 4)), ("binomialvariate", (-1, 0.5)), ("binomialvariate", (5, 1.5)),
    ("binomialvariate", (5, -0.5)), ("binomialvariate", (5, NAN)), ("binomialvariate", (5, INF)),
    ("randrange", (1, 5, 0)), ("randrange", (5, 5, 1)), ("randrange", (5, 6, -1)),
    ("randint", (3, 2)),
]
ENDLESS = [("gammavariate", (NAN, 1.0)), ("gammavariate", (INF, 1.0)), ("gammavariate", (1e308, 1)),
           ("vonmisesvariate", (0.0, NAN)), ("betavariate", (1.0, NAN))]

MT_SEEDS = [0, 42, -1, -123456789, 2**32 - 1, 2**32, 2**64 + 12345, -(2**200) + 7, 10**6000 + 1,
            3.5, -0.25, INF, "", "a", "vloop", "gr\u00fc\u00df dich \U0001f600", "x" * 3000,
            b"", b"\x00\x00\x00", b"\x00\x01bytes", bytearray(b"array"), True]
PCG_SEEDS = [(0, 0), (42, 54), (MASK128, 1 << 127 | 3), (1 << 100 | 5, 1 << 64)]
STREAMS = [(0, ()), (1, (0,)), (42, (0, 1, 2)), (MASK, (MASK, 7, 0, 0, 3))]


def mt_line(seed):
    if isinstance(seed, str):
        return "seed bytes " + seed.encode().hex()
    if isinstance(seed, (bytes, bytearray)):
        return "seed bytes " + seed.hex()
    value = abs(seed) if isinstance(seed, int) else hash(seed) & MASK
    return "seed words " + value.to_bytes((value.bit_length() + 7) // 8, "little").hex()


def text(value):
    return value.hex() if isinstance(value, float) else str(value)


class Jobs:
    """Lines for the program, and what python3 says to them."""

    def __init__(self):
        self.lines, self.expected, self.counts = [], [], {}

    def seed(self, line):
        self.lines.append(line)
        self.expected.append((line, "", b""))

    def call(self, r, method, args, count):
        compute, code, _, _ = METHODS[method]
        values = [v for _ in range(count) for v in compute(r, *args)]
        line = " ".join([method, str(count), *map(text, args)])
        self.lines.append(line)
        self.expected.append((line, code, struct.pack(f"={len(values)}{code}", *values)))
        self.counts[method] = self.counts.get(method, 0) + len(values)

    def rounds(self, r, methods, rounds, values):
        """Each round calls every method in another order with other arguments; odd counts leave
        gauss() with and without a number in store."""
        order = random.Random(rounds)
        for n in range(rounds):
            for method in order.sample(methods, len(methods)):
                argument_lists, size = METHODS[method][2:]
                args = argument_lists[n % len(argument_lists)]
                self.call(r, method, args, values // size + n % 2)

    def failure(self, r, method, args):
        compute = METHODS[method][0]
        try:
            compute(r, *args)
            said = "no failure"
        except Exception as e:
            said = f"{type(e).__name__}: {e}"
        self.expect_failure(method, args, said)

    def expect_failure(self, method, args, said):
        line = " ".join(["?", method, *map(text, args)])
        self.lines.append(line)
        self.expected.append((line, "s", said.encode().ljust(128, b"\0")))


def same_failure(got, said):
    got, said = (t.rstrip(b"\0").decode() for t in (got, said))
    kind, _, message = got.partition(": ")
    if kind in ("ZeroDivisionError", "ValueError", "AssertionError") and said.startswith(kind):
        # Texts are those of 3.13, and randrange's names its arguments.
        return sys.version_info[:2] != (3, 13) or said.startswith(got) or not message
    return got == said


def compare(jobs, output):
    at = wrong = 0
    for line, code, expected in jobs.expected:
        got = output[at:at + len(expected)]
        at += len(expected)
        if got == expected or (code == "s" and same_failure(got, expected)):
            continue
        wrong += 1
        if wrong > 10:
            break
        if code == "s":
            print(f"{line}\n  got  {got.rstrip(bytes(1))}\n  want {expected.rstrip(bytes(1))}")
            continue
        for i in range(0, len(expected), 8):
            if got[i:i + 8] != expected[i:i + 8]:
                both = [struct.unpack("=" + code, b) if len(b) == 8 else ("nothing",)
                        for b in (got[i:i + 8], expected[i:i + 8])]
                print(f"{line}\n  value {i // 8}: got {text(both[0][0])}, want {text(both[1][0])}")
                break
    if at != len(output):
        wrong += 1
        print(f"{len(output)} bytes came, {at} were expected")
    return wrong


def main():
    if sys.version_info < (3, 10):
        print("skipped: python3 is older than 3.10 (paretovariate was another)")
        return 77
    methods = [m for m in METHODS if m in ("below",) or hasattr(random, m)]
    mt, pcg = Jobs(), Jobs()
    for seed in MT_SEEDS:
        r = random.Random()
        r.seed(seed)  # Random(bytearray) fails before 3.11
        mt.seed(mt_line(seed))
        mt.rounds(r, methods, 28, 190)
    r = random.Random(1)
    mt.seed(mt_line(1))
    for method, args in FAILURES:
        if method in methods:
            mt.failure(r, method, args)
    for method, args in ENDLESS:
        mt.expect_failure(method, args, ": the method would never return")
    for state, sequence in PCG_SEEDS:
        pcg.seed("seed pcg %d %d %d %d" % (state >> 64, state & MASK, sequence >> 64,
                                           sequence & MASK))
        pcg.rounds(Pcg64().start(state, sequence), methods, 28, 520)
    for seed, path in STREAMS:
        pcg.seed(" ".join(map(str, ["seed stream", seed, *path])))
        pcg.rounds(stream(seed, path), methods, 28, 520)
    wrong = 0
    for name, jobs in ("MT19937", mt), ("PCG64", pcg):
        done = subprocess.run([sys.argv[1]], input="\n".join(jobs.lines).encode() + b"\n",
                              stdout=subprocess.PIPE)
        wrong += compare(jobs, done.stdout) + (done.returncode != 0)
        least = min(jobs.counts, key=jobs.counts.get)
        print(f"{name}: {sum(jobs.counts.values())} values of {len(jobs.counts)} methods, "
              f"at least {jobs.counts[least]} each ({least}), python {sys.version.split()[0]}")
        wrong += jobs.counts[least] < 100000
    return 1 if wrong else 0


sys.exit(main())
