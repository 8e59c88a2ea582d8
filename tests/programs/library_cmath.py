# conformance: except 3.14 machine: libm of Emscripten
import cmath
for z in (1+1j, -2-3j, 0.5j, -1, 3, 1e-310j, 700+1j, 0.9+0.1j, -0.0-1j, complex(-4, -0.0), 1e308+1e308j, 2.5):
    for f in ("sqrt", "exp", "log", "log10", "sin", "cos", "tan", "sinh", "cosh", "tanh", "phase", "polar", "isnan", "isfinite"):
        try:
            print(f, z, getattr(cmath, f)(z))
        except Exception as e:
            print(f, z, type(e).__name__, e)
print(cmath.rect(2, 0.5), cmath.rect(3, 0), cmath.log(2+1j, 3), cmath.isclose(1+1j, 1+1.0000000001j), cmath.isinf(cmath.infj), cmath.pi, cmath.tau, cmath.e, cmath.nanj)
try: cmath.log(0)
except ValueError as e: print(e)
try: cmath.sqrt("a")
except ValueError as e: print(e)
except TypeError as e: print(e)
print(cmath.exp(1j*cmath.pi), abs(cmath.exp(2+3j)))
