# conformance: except 3.14 machine: 32 bits
# conformance: 3.12+
import struct
from struct import *
import math
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)
for f in ("bhilq", "qb", "bq", "=bq", "3s", "0s", "x", "3x", "b0q", "bx3h", "2h 3i", " <h", "< h", "?c", "p", "10p", "efd", "<efd", "nNP", "", "@", ">lL", "0p", "5c"):
    tell(calcsize, f)
vals = (1, -2, 3, -4, 5)
for m in ("", "=", "<", ">", "!", "@"):
    d = pack(m + "bhilq", *vals); print(m, d.hex(), unpack(m + "bhilq", d))
    d = pack(m + "BHILQ", 255, 65535, 4294967295, 2**32 - 1, 2**64 - 1); print(d.hex(), unpack(m + "BHILQ", d))
    for x in (0.0, -0.0, 1.5, -2.25, 65504.0, 6e-8, 5.96e-8, 2.9e-8, 2.99e-8, 1e-5, 6.1e-5, 0.1, math.inf, -math.inf, 3.0e38 if m else 1.0, 1/3, 1e-45, 2049.0, 2051.0, 65519.99):
        try:
            e = pack(m + "e", x).hex()
        except OverflowError as err:
            e = str(err)
        print(x, e, pack(m + "f", x).hex(), pack(m + "d", x).hex(), end=" ")
        print(unpack(m + "f", pack(m + "f", x)))
    for i in range(0, 65536, 1777):
        v, = unpack(m + "e", i.to_bytes(2, "little"))
        print(v, pack(m + "e", v).hex() if v == v else "nan", end=" ")
    print()
print(math.isnan(unpack("e", pack("e", math.nan))[0]), math.isnan(unpack("f", pack("f", math.nan))[0]))
print(pack("3s5s0s", b"abcdef", b"xy", b"q"), unpack("3s2x2s", b"abc\0\0de"), pack("5p3p1p0p", b"hello world", b"a", b"b", b"c"), unpack("5p1p", pack("5p1p", b"hello", b"z")), unpack("3p", b"\xffab"))
print(pack("??", 5, []), unpack("??", b"\x02\0"), pack("2c", b"a", b"b"), unpack("2c", b"xy"), pack("b3xb", 1, 2))
print(pack("<hhl", 1, 2, 3), unpack(">I", b"\0\0\1\0"), unpack_from("<H", b"abcdef", 2), unpack_from("<H", b"abcdef", offset=-2), unpack_from("b", buffer=b"a"))
class I:
    def __index__(self): return 7
print(pack("bB", I(), True))
b = bytearray(8); pack_into("<hh", b, 2, 1, -1); print(b); pack_into("b", b, -1, 9); print(b)
tell(pack_into, "<q", b, 4, 1); tell(pack_into, "<q", b, -4, 1); tell(pack_into, "<h", b, -9, 1); tell(pack_into, "h", b"ab", 0, 1)
print(list(iter_unpack("<hb", b"\1\0\2\3\0\4")), unpack("<2h", bytearray(b"\1\0\2\0")), unpack("<h", memoryview(b"\1\0")))
s = Struct("<If"); print(s.size, s.format, s.pack(1, 2.5), s.unpack(s.pack(1, 2.5)), s.unpack_from(b"\0" + s.pack(3, 1.0), 1), list(s.iter_unpack(s.pack(1, 1.0) * 2)))
s.pack_into(b, 0, 5, 0.5); print(b)
it = iter_unpack("b", b"ab"); print(next(it), it.__length_hint__(), list(it))
tell(next, it)
for m in ("=", "<", ">"):
    for c in "bBhHiIlLqQnNP":
        for v in (-2**100, -2**63-1, -2**63, -2**31-1, -32769, -129, -1, 0, 255, 256, 65536, 2**32, 2**63, 2**64, 1.5, "a", None):
            if c != "n": tell(pack, m + c, v)
print(error, error.__module__, error.__mro__)
