"""floats: nested loops over floats. One operation: one turn of the inner loop."""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000


def mandelbrot(turns):
    inside = 0
    x = y = 0.0
    for i in range(turns // 100):
        a = -2.0 + 2.5 * (i % 97) / 97
        b = -1.25 + 2.5 * (i % 89) / 89
        x = y = 0.0
        for _ in range(100):
            x, y = x * x - y * y + a, 2.0 * x * y + b
            if x * x + y * y > 4.0:
                x = y = 0.0
                inside += 1
    return inside


print(mandelbrot(N))
