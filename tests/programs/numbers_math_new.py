# conformance: 3.13+
# What the math module got with 3.12 and 3.13.
import math


def show(*calls):
    for number, call in enumerate(calls):
        try:
            print(number, repr(call()))
        except Exception as error:
            print(number, type(error).__name__, error.args)


def new():
    show(
        lambda: math.fma(1e+308, 10, 0),
        lambda: math.fma(float('inf'), 0, 0),
        lambda: math.fma(1, 2),
        lambda: math.sumprod([1], [1, 2]),
        lambda: math.sumprod([1, 2], [3, 4]),
        lambda: math.nextafter(1, 2, steps=-1),
        lambda: math.nextafter(1, 2, steps=3),
        lambda: math.sumprod(['a'], [1]),
        lambda: math.sumprod([1.5, 2.5], [3, 4]),
        lambda: math.sumprod([10 ** 20, 1], [10 ** 20, 1.5]),
        lambda: math.fma(2, 3, 4),
        lambda: math.fma(0.1, 10, -1),
        lambda: math.fma(float('nan'), 1, 1),
        lambda: math.sumprod([0.1] * 10, [10] * 10),
        lambda: math.sumprod([1e+100, 1, -1e+100], [1, 1, 1]),
        lambda: math.sumprod([], []),
        lambda: math.sumprod([True, False], [1.5, 2]),
        lambda: math.sumprod([2 ** 62, 2 ** 62], [4, 4]),
        lambda: math.nextafter(1, 0, steps=10),
        lambda: math.nextafter(-1, 1, steps=2 ** 63),
        lambda: math.nextafter(-5e-324, 1, steps=2),
        lambda: math.nextafter(0, 1, steps=0),
        lambda: math.nextafter(1, float('nan'), steps=2),
        lambda: math.nextafter(1, 2, steps=10 ** 30),
        lambda: math.sumprod([1]),
    )


new()
