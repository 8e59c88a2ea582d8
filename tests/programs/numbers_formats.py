# conformance: except 3.14 machine: 32 bits
# numbers and text formatting
def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


import sys, math
for v in (0, 1, -1, 42, -12345, 10**15, 10**16, 10**20, 2**64, -(2**63), 255):
    for s in ("", "d", "5", "<8", ">8", "^8", "=8", "08", "+", " ", "-", "x", "#x", "#X", "o", "#o", "b", "#b", ",", "_", "_x", "#_b", "c" if 0 <= v < 0x110000 else "", "e", ".2e", "f", ".3f", "g", ".3g", "%", ".1%", "n", "*^12", "+08,", "=+12,", "012,", "#012x", "_^12b", "1000d" if v == 1 else ""):
        t(lambda: format(v, s))
for v in (0.0, -0.0, 1.0, 1.5, -2.675, 1e16, 1e15, 123456789.123, 1e-5, 0.0001, 1e100, float("inf"), float("-inf"), float("nan"), 0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 100.0, 1e22, 123e-7):
    for s in ("", "5", ".0f", ".1f", ".2f", "f", "F", "e", "E", ".0e", ".3e", "g", "G", ".3g", ".10g", "#g", "#.0f", "%", ".1%", "+", " ", "08.2f", ",", ",.2f", "_.1f", "n", "z.0f", "<10", "^10", ">10", "=10", "*=+12.1f", "015,.2f", ".15g", ".17g", ".20f", "10.3", ".3"):
        t(lambda: format(v, s))
    print(repr(v), str(v), v.hex(), v.is_integer())
    t(lambda: v.as_integer_ratio())
    t(lambda: (round(v), round(v, 1), round(v, -1), math.floor(v), math.ceil(v), int(v)))
    t(lambda: v != v or hash(v))
for s in ("", "s", "5", "<5", ">5", "^5", "=5", "05", ".2", "10.2", "*^9", "é>6", "d", "+", ",", "#"):
    t(lambda: format("abc", s))
    t(lambda: format("héé", s))
for s in ("1.5", " 1e5 ", "inf", "-Infinity", "nan", "1_0.5", "1__0", "_1", ".5", "5.", "1e", "0x1p3", "", "1,5", "１.５", "1e400", "-0"):
    t(lambda: float(s))
for s in ("0x1.8p1", "-0x.8p-3", "1p", "inf", "0x1p1024", "nan", "0x1.fffffffffffff8p0", ""):
    t(lambda: float.fromhex(s))
big = 3**200
print(big, -big // 7, big % 1000, -big % 1000, divmod(-big, 10**30), big >> 50, -big >> 50, big << 3, big & 0xFFFF, big | 1, big ^ big, ~big, big.bit_length(), big.bit_count())
print(pow(3, 1000, 10**9 + 7), pow(3, -1, 7), pow(-3, 3, 7), pow(2, 0, 1), pow(5, 3, -7), 7 // -2, -7 // 2, -7 % 3, 7 % -3, divmod(-7, 3), divmod(7, -3))
t(lambda: 2**-1)
t(lambda: (-2)**0.5)
t(lambda: 0**0)
t(lambda: 0.0**-1)
t(lambda: 10**400 * 1.0)
t(lambda: 10**400 / 10**399)
t(lambda: 1 / 10**400)
t(lambda: int("9" * 5000))
t(lambda: str(10**5000))
t(lambda: 1 << -1)
t(lambda: 1 << 10**20)
t(lambda: 5 >> 10**20)
t(lambda: math.isqrt(10**40), )
t(lambda: (255).to_bytes(2, "big") + (255).to_bytes(2, "little", signed=True) + (-1).to_bytes(3, "big", signed=True))
t(lambda: (256).to_bytes(1, "big"))
t(lambda: (-1).to_bytes(1, "big"))
t(lambda: (128).to_bytes(1, "big", signed=True))
t(lambda: (5).to_bytes(-1, "big"))
t(lambda: (5).to_bytes(2, "middle"))
t(lambda: (5).to_bytes())
t(lambda: int.from_bytes(b"\xff\x00", "big"))
t(lambda: int.from_bytes(b"\xff\x00", "little", signed=True))
t(lambda: int.from_bytes([1, 2, 3]))
t(lambda: (10**30).to_bytes(13, "little").hex())
t(lambda: (5).as_integer_ratio())
t(lambda: round(2.5) + round(3.5) + round(-0.5))
t(lambda: [round(x, 2) for x in (2.675, 1.005, 0.125, -1.5, 1e300)])
t(lambda: [round(x, -2) for x in (150, 250, 12345, -150, 149)])
t(lambda: round(1234, 2))
t(lambda: round(5, -1) + round(15, -1) + round(25, -1))
t(lambda: round(1.5, 400))
t(lambda: round(float("inf")))
t(lambda: round(float("nan")))
t(lambda: [0.1 + 0.2, 1e16 + 1, 2.0**53 + 1, 1e308 * 10, -1e308 * 10, 0.1 * 3, 1 - 0.9])
t(lambda: [5.0 // 2, -5.0 // 2, 5.5 % 2, -5.5 % 2, 5.5 % -2, divmod(-5.5, 2), 1e300 % 3, 0.0 % 1, -0.0 % 1])
t(lambda: 5.0 % 0)
t(lambda: 5.0 // 0)
t(lambda: [1 == 1.0, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 10**400 > 1e308, float("nan") == float("nan"), 1 < 1.5, True + True, True == 1, hash(True) == hash(1.0)])
t(lambda: [int("-0x1f", 16), int("0o17", 0), int("  -12\n"), int("１２"), int(True), int(3.99), int(-3.99), int("1_2_3")])
t(lambda: [bin(-5), hex(-255), oct(8), hex(10**20), bin(0)])
t(lambda: [(5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate(), (5).__index__(), (5).bit_length(), (5).is_integer() if sys.version_info >= (3, 12) else True])
t(lambda: [sum([0.1] * 10), sum([1, 2.5, 10**20]), sum([[1], [2]], []), sum([]), math.fsum([0.1] * 10)])
t(lambda: [max(1, 2.5, True), min("b", "a"), max([1, 3, 2], key=lambda x: -x), max("abc", default=1), min((), default=None)])
t(lambda: [abs(-5), abs(-2.5), abs(True), -True, ~True, +True, True & False, True | 2, True ^ True, not 0])
t(lambda: sorted([3, 1.5, True, 0, -2**70, 2**70, 1e10]))
t(lambda: sorted(["b", "A", "a", "B", "é", "z", ""], key=str.lower))
t(lambda: sorted([(1, "b"), (1, "a"), (0, "z")], reverse=True))
t(lambda: sorted([(i % 3, i) for i in range(9)], key=lambda p: p[0], reverse=True))
t(lambda: "{:>{w}.{p}f}|{!r:^7}|{0[1]}|{x.real}|{d[k]}".format(3.14159, "a", w=8, p=2, x=5, d={"k": 1}) if 0 else "{0:>{w}.{p}f}|{1!r:^7}|{2[1]}|{x.real}|{d[k]}".format(3.14159, "a", [1, 2], w=8, p=2, x=5, d={"k": 1}))
for bad in ("{", "}", "{}{1}", "{0}{}", "{5}", "{a}", "{!x}", "{0.zz}", "{0[9]}", "{:{}}", "{0!}", "{0:d}", "{[}", "{0!r", "{:}}"):
    t(lambda: bad.format("x"))
t(lambda: "{:d} {:s} {:f}".format(1, "a", 2))
t(lambda: f"{3.7:d}")
t(lambda: f"{'a':d}")
t(lambda: f"{1:.3d}")
t(lambda: f"{[1]:5}")
t(lambda: f"{1:{'x' * 3}}")
