# conformance: except 3.14 machine: 32 bits
"""Sets of numbers: in which order their items come, after all that can be done to them."""


def show(n, *s):
    print(n, *[list(x) for x in s], *[x for x in s])

a = {656115, -4, 201058, 416425, 1048576, 147573952589676412928, 795062, 64}
b = set([6, 2, 2, (1.5,), 8, (1.5,), 3, (1.5,), (1.5,), (1.5,), (4, 2), (0, 3), (2, 0), 6, (1.5,), 9, (4, 2)])
c = set([-11, -7, 56, 48, -16, 5, 32, 17, 58, 13, -1, -15, 23, 20, 26, -3, 28, 28, 38])
c = b.copy()
show(0, c)
a.update([0, 8, (1.5,)])
show(1, a)
b = c & b
show(2, b)
b ^= b
show(3, b)
a = c.intersection([24, False, 0.0, False, False, 3.0, True, 96.0, 88, True, 3.5, 1.5, 3.0, 160])
show(4, a)
a.difference_update([False, True, 160, 0.0, 152, 0.5, 128, False, 80])
show(5, a)
c = a.copy()
show(6, c)
a = c | a
show(7, a)
for q in [1099511627776, 524288, 590295810358705651712, 72057594037927936, 68719476736, -274877906944]: b.discard(q)
show(8, b)
b = c ^ a
show(9, b)
a = b ^ b
show(10, a)
c.difference_update([1, (0, 4), 0, (1.5,), 6, 2, (2, 2), (2, 0), (1.5,)])
show(11, c)
b = c ^ a
show(12, b)
b = a.copy()
show(13, b)
b = a.intersection([17592186044416, -4503599627370496, 102816, -36893488147419103232, 592287, 17592186044416, 381297, 2251799813685248, 262144, 16, -4611686018427387904, -36893488147419103232, 67108864, 203826])
show(14, b)
c.update([(3, 1), (1.5,)])
show(15, c)
b = c ^ a
show(16, b)
c = c.intersection([17, 27, 4, 46, -8, -20, 21, 36, 18, 42, 56, -15, 20, 17])
show(17, c)
for q in [2.0, 3.0, 64.0, 64, 128.0, 0.0]: c.discard(q)
show(18, c)
c |= b
show(19, c)
b = a ^ a
show(20, b)
c = c.intersection([11, 21, 20, 37, 50, -15, 32, 8, -11, 23, -6, 40, 11, 28])
show(21, c)
b = a & a
show(22, b)
a.update([True, 1.5, 32, False])
show(23, a)
for q in [2, -4, 58, 54, 4, 51]: b.discard(q)
show(24, b)
print({v*v%37 for v in range(30)}, frozenset(range(100,0,-7)), a==b)

a = set([(3, 4), (1.5,), 1, (1.5,), 6, (4, 1), (4, 0), (1, 1), (1.5,), (1.5,), (1.5,), 4, 4, (1, 4), 1, (0, 2), (0, 0), (1.5,), (1.5,), (1, 2), 0, (1.5,), 0, (3, 1), (1.5,), (1, 3), (3, 3), (2, 4), (1.5,), (4, 0), (1, 3), 4, (0, 0), (1.5,), 9])
b = {1125899906842624, 857527, 166173, -1125899906842624, 2048, -32, -2251799813685248}
c = set([(1.5,), 3, (4, 4), (1.5,), 4, (3, 1), (1.5,), 1, (1.5,), (1.5,), 7, (1.5,), (1.5,), (2, 2), 8, 5, 1, (0, 3), (1.5,), (0, 4), 4, 9, (3, 3), 0, (4, 0), (1.5,), 0, (2, 1), (1.5,), 3, (1.5,), 3, (1, 4), 7, (0, 0), 7, (1.5,), (1.5,)])
c = b & b
show(0, c)
c ^= a
show(1, c)
c.difference_update([False, 0.0, 3.5, 0.5, 208, False, False, True, True])
show(2, c)
a = c & a
show(3, a)
if c: print('pop', c.pop())
show(4, c)
c = b - b
show(5, c)
b = a - a
show(6, b)
for q in [67108864, 67108864, -18014398509481984, -4096, 34359738368, 250222]: b.discard(q)
show(7, b)
c = c & c
show(8, c)
c = c | a
show(9, c)
c.difference_update([562949953421312, -576460752303423488, 382122, -64, -524288, 147573952589676412928, -524288, 549755813888, -1073741824])
show(10, c)
if a: print('pop', a.pop())
show(11, a)
b |= b
show(12, b)
a &= a
show(13, a)
a |= a
show(14, a)
c = a | a
show(15, c)
c.difference_update([72, True, 3.0, True, False, True, False, 144, False])
show(16, c)
c |= c
show(17, c)
c = b.copy()
show(18, c)
for q in [861840, 570203, 2097152, 683485, 474829, 281474976710656]: b.discard(q)
show(19, b)
c.difference_update([-3, 18, 12, 22, 8, 14, -1, 49, -1])
show(20, c)
a = c ^ c
show(21, a)
a = b.copy()
show(22, a)
b = c ^ b
show(23, b)
b -= c
show(24, b)
print({v*v%37 for v in range(30)}, frozenset(range(100,0,-7)), a==b)

a = {False, False, True, 64.0, 1.0, 64.0, 1.5}
b = set([23, 31, 8, 31, 48, 24, 55, 53, 47, 14, 14, 56, 18, 50, -6, 16])
c = set([18446744073709551616, 426780, 956626, -17179869184, 2305843009213693952, 4611686018427387904, -4096, 830644, 139354, -4611686018427387904, 16777216, 712968, -524288, 454982, 8, 539406, 9172, -36028797018963968, -2305843009213693952, 1048576, 281474976710656, 795465, 8388608, 171133, -131072, -281474976710656, -4096, 415848, 777466, -34359738368, -8589934592, 4096])
b = a.intersection([32.0, 1.5, False, False, 136, 3.5, True, 2.0, 128.0, 64, 0.5, False, False, 0.5])
show(0, b)
a = c - c
show(1, a)
b.difference_update([160, True, 96.0, True, 0.5, 3.0, 32.0, 128.0, False])
show(2, b)
b = a & c
show(3, b)
a |= b
show(4, a)
a ^= a
show(5, a)
c -= b
show(6, c)
for q in [935395, 639441, -34359738368, -1024, 616278, 9223372036854775808]: b.discard(q)
show(7, b)
a -= a
show(8, a)
c.update([(3, 0)])
show(9, c)
a.update([(3, 3), 5, (4, 2), (2, 4), (2, 2), (4, 1), 8])
show(10, a)
a = c - a
show(11, a)
c = c.copy()
show(12, c)
c = a ^ c
show(13, c)
c = c ^ c
show(14, c)
c = c ^ c
show(15, c)
if a: print('pop', a.pop())
show(16, a)
a = b | c
show(17, a)
a -= a
show(18, a)
a = c - b
show(19, a)
c = b ^ a
show(20, c)
c = a.copy()
show(21, c)
a &= c
show(22, a)
c -= a
show(23, c)
c -= b
show(24, c)
print({v*v%37 for v in range(30)}, frozenset(range(100,0,-7)), a==b)

a = set([11, 16, 6, -4, 24, 15, 36, -17, 47, -4, -13, 5, 59, 38, -14, 2, 57, 20, -6, 12, 21, -2, 45, 46, -8, 32, -14, 20, 22, 9, -1, 19, 0])
b = set([3, (3, 4), (1.5,), (1.5,), (2, 0), 1, 7, (4, 4), 9, (1.5,), (3, 1), (3, 3), (1, 3), (1.5,), (0, 1), (1, 0), (0, 4), 7])
c = {31, -15, 0}
if c: print('pop', c.pop())
show(0, c)
c ^= c
show(1, c)
a = b.copy()
show(2, a)
if c: print('pop', c.pop())
show(3, c)
c |= b
show(4, c)
if b: print('pop', b.pop())
show(5, b)
if c: print('pop', c.pop())
show(6, c)
a.difference_update([-144115188075855872, 410524, 8388608, 16384, -32768, 144115188075855872, -281474976710656, 42151, 274877906944])
show(7, a)
a = a - c
show(8, a)
if c: print('pop', c.pop())
show(9, c)
b &= a
show(10, b)
b |= a
show(11, b)
a = a.copy()
show(12, a)
for q in [(0, 3), 7, (1.5,), 7, (2, 0), 0]: c.discard(q)
show(13, c)
a.difference_update([24, 64.0, False, 2.0, True, True, 64.0, 3.0, True])
show(14, a)
a = a.intersection([True, False, 1.0, True, 2.0, 0.0, 144, False, 232, False, 0.0, False, True, 96.0])
show(15, a)
a = b.intersection([(2, 3), (4, 3), 1, (1.5,), 2, (1.5,), (1.5,), 6, 2, 6, (2, 1), (1.5,), 8, (1.5,)])
show(16, a)
c -= a
show(17, c)
for q in [32.0, True, 192, True, False, True]: a.discard(q)
show(18, a)
b &= a
show(19, b)
c -= a
show(20, c)
c = a.intersection([(1.5,), (1.5,), 1, (0, 1), (0, 1), 3, (1.5,), (1.5,), (3, 2), (1.5,), (1.5,), 0, (1.5,), (1.5,)])
show(21, c)
c |= b
show(22, c)
a ^= c
show(23, a)
c = a & b
show(24, c)
print({v*v%37 for v in range(30)}, frozenset(range(100,0,-7)), a==b)

a = {(1, 1), 0, (0, 0), (1, 3)}
b = {31, 23}
c = set([(1.5,), (1.5,), (3, 1), 8, (4, 0), 9, (2, 1), 8, (1.5,), (0, 1), (3, 1), 9, (1.5,), (4, 4), (2, 0), (1.5,)])
c.update([True, False, True, False, 208, True, True])
show(0, c)
c = b.copy()
show(1, c)
c = b ^ b
show(2, c)
a &= a
show(3, a)
a -= b
show(4, a)
a &= a
show(5, a)
a &= b
show(6, a)
if c: print('pop', c.pop())
show(7, c)
c = a.intersection([9, 3, (3, 2), 4, 0, (1.5,), (1.5,), 8, (1.5,), (1.5,), (4, 4), (1.5,), (1.5,), (1.5,)])
show(8, c)
c = b.copy()
show(9, c)
a.difference_update([4, 22, 12, 53, -5, 7, 56, 46, 6])
show(10, a)
b = c ^ c
show(11, b)
c = c | b
show(12, c)
c = a - c
show(13, c)
if b: print('pop', b.pop())
show(14, b)
for q in [413192, 512, -576460752303423488, 729390, 33554432, -268435456]: c.discard(q)
show(15, c)
b ^= b
show(16, b)
b.update([(1, 0), (1.5,), 9, 9, (4, 2), (2, 2), (1.5,), (1.5,)])
show(17, b)
a = c.copy()
show(18, a)
c = b.intersection([(1.5,), 2, (1.5,), 1, 9, 2, (1.5,), 3, (4, 1), 7, (4, 4), (1.5,), 7, 3])
show(19, c)
c ^= c
show(20, c)
b |= b
show(21, b)
b = c & c
show(22, b)
b &= c
show(23, b)
c ^= c
show(24, c)
print({v*v%37 for v in range(30)}, frozenset(range(100,0,-7)), a==b)
