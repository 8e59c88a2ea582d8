# conformance: except 3.14 machine: 32 bits
# Operators of int and float: division, powers, bits, exact comparisons, hashes, and their errors.

def show(*calls):
    for number, call in enumerate(calls):
        try:
            print(number, repr(call()))
        except Exception as error:
            print(number, type(error).__name__, error.args)


def division():
    show(
        lambda: 1 // 0,
        lambda: 1 % 0,
        lambda: divmod(1, 0),
        lambda: 1 / 0,
        lambda: 1.0 // 0,
        lambda: 1.0 % 0,
        lambda: 1.0 / 0,
        lambda: divmod(1.0, 0),
        lambda: 1 // 0.0,
        lambda: 10 ** 400 // 1.0,
        lambda: 10 ** 400 / 3,
        lambda: '%d' % 1.5,
        lambda: True // 1,
        lambda: (-8) ** (1 / 3.0) if 0 else 1,
        lambda: divmod(1, 'a'),
        lambda: divmod(7.5, 2),
        lambda: divmod(-7.5, 2),
        lambda: divmod(7, -2.5),
        lambda: -7.5 % 2,
        lambda: 7.5 % -2,
        lambda: -0.0 % 5,
        lambda: 0.0 % -5,
        lambda: 5.0 % float('inf'),
        lambda: -5.0 % float('inf'),
        lambda: 1e+300 // 1e-300,
        lambda: 5 // float('inf'),
        lambda: -5 // float('inf'),
        lambda: 1e-320 / 2,
        lambda: 2 ** 1023 * 3 / 2 ** 1000,
        lambda: 2 ** 2000 / 2 ** 1990,
        lambda: 1 / 2 ** 1074,
        lambda: 3 / 2 ** 1075,
        lambda: 1 / 2 ** 1075,
        lambda: -1 / 10 ** 400,
        lambda: 10 ** 308 * 17 / 10,
        lambda: (2 ** 53 + 1) / 1,
        lambda: (2 ** 54 + 3) / 2,
        lambda: -2 ** 63 // -1,
        lambda: -2 ** 63 % -1,
        lambda: '%x' % 2 ** 70,
    )


def powers():
    show(
        lambda: 0 ** (-1),
        lambda: 0.0 ** (-1),
        lambda: 10.0 ** 400,
        lambda: pow(2, -1, 4),
        lambda: pow(2, -1, 5),
        lambda: pow(2, 3, 0),
        lambda: pow(2.0, 3, 5),
        lambda: str(10 ** 5000),
        lambda: (-1) ** 10 ** 20,
        lambda: 0 ** 10 ** 20,
        lambda: 1 ** (-5),
        lambda: (-1) ** (-1),
        lambda: 2 ** 0.5,
        lambda: pow(3, 4, -5),
        lambda: pow(0, 0, 1),
        lambda: pow(5, 0, 7),
        lambda: pow(2, 10 ** 20, 10 ** 9 + 7),
        lambda: pow(2 ** 70, 3, 2 ** 65),
        lambda: pow(3, -5, 2 ** 70 + 1),
        lambda: divmod(-2 ** 63, -1),
        lambda: --2 ** 63,
        lambda: abs(-2 ** 63),
        lambda: 2 ** 62 * 2,
        lambda: 2 ** 62 + 2 ** 62,
        lambda: -2 ** 63 - 1,
        lambda: ~(2 ** 63 - 1),
        lambda: -2 ** 70 >> 69,
        lambda: -2 ** 70 - 1 >> 70,
        lambda: 5 >> 10 ** 20,
        lambda: 0 << 10 ** 20,
        lambda: 2 ** 70 ^ 2 ** 70 - 1,
        lambda: -2 ** 70 & 2 ** 66,
        lambda: -2 ** 70,
        lambda: format(10 ** 25, ','),
        lambda: hex(-2 ** 70),
        lambda: bin(2 ** 65),
        lambda: oct(8 ** 30),
        lambda: [1][2 ** 70],
        lambda: [1] * 2 ** 70,
        lambda: 'a' * 2 ** 70,
        lambda: sum([2 ** 62] * 4),
        lambda: min(2 ** 70, 1.0),
        lambda: type(2 ** 70),
        lambda: int is type(2 ** 70),
        lambda: len(str(10 ** 4299)),
        lambda: f'{2 ** 70:,}',
    )


def bits():
    show(
        lambda: 1 << (1 << 70),
        lambda: True & False,
        lambda: True & 1,
        lambda: True ^ True,
        lambda: ~1.5,
        lambda: 1.5 << 2,
        lambda: 1.5 & 1,
        lambda: 1 << 63,
        lambda: -1 << 63,
        lambda: 1 << 62,
        lambda: -3 << 62,
        lambda: -1 >> 100,
        lambda: 5 << -1,
        lambda: 5 >> -1,
    )


def comparisons():
    show(
        lambda: 1 < 2.5,
        lambda: 2 ** 53 + 1 == 2.0 ** 53,
        lambda: 2 ** 53 + 1 > 2.0 ** 53,
        lambda: 10 ** 400 > 1e+308,
        lambda: 10 ** 400 > float('inf'),
        lambda: -10 ** 400 < float('-inf'),
        lambda: 10 ** 400 == float('nan'),
        lambda: 2 ** 64 == 2.0 ** 64,
        lambda: 2 ** 64 + 1 == 2.0 ** 64,
        lambda: 2 ** 64 + 1 > 2.0 ** 64,
        lambda: 2 ** 64 - 1 < 2.0 ** 64,
        lambda: 2 ** 1024 > 1.7976931348623157e+308,
        lambda: 1 == True,
        lambda: 1.0 == True,
        lambda: 1 == 'a',
        lambda: 1 < 'a',
        lambda: 1.5 < 'a',
    )


def hashes():
    show(
        lambda: hash(True),
        lambda: hash(2 ** 61 - 1),
        lambda: hash(2 ** 61),
        lambda: hash(-1),
        lambda: hash(-2),
        lambda: hash(10 ** 30),
        lambda: hash(-10 ** 30),
        lambda: hash(0.5),
        lambda: hash(1e+300),
        lambda: hash(-1e-300),
        lambda: hash(float('inf')),
        lambda: hash(5e-324),
        lambda: hash(1.0),
    )


division()
powers()
bits()
comparisons()
hashes()
