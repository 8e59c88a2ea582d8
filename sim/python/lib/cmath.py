# Functions of complex numbers. Those of hyperbolic and circular functions' inverses are not here.
from math import (atan2 as _atan2, copysign as _copysign, cos as _cos, cosh as _cosh, e, exp as _exp, hypot as _hypot, inf,
                  isfinite as _isfinite, isinf as _isinf, isnan as _isnan, ldexp as _ldexp, log as _log, log1p as _log1p,
                  nan, pi, sin as _sin, sinh as _sinh, sqrt as _sqrt, tan as _tan, tanh as _tanh, tau)

infj = complex(0.0, inf)
nanj = complex(0.0, nan)


def _complex(z):
    if type(z) is complex:
        return z
    return complex(z) if hasattr(type(z), "__complex__") else complex(_copysign(z, z))


def _finite(z, name):
    z = _complex(z)
    if not (_isfinite(z.real) and _isfinite(z.imag)):
        from _vloop_lib import unsupported
        unsupported(f"cmath.{name}() of what is not finite")
    return z


def phase(z, /):
    z = _complex(z)
    return _atan2(z.imag, z.real)


def polar(z, /):
    z = _complex(z)
    return _hypot(z.real, z.imag) if _isinf(z.real) or _isinf(z.imag) else abs(z), _atan2(z.imag, z.real)


def rect(r, phi, /):
    if not _isfinite(phi) or not _isfinite(r):
        from _vloop_lib import unsupported
        unsupported("cmath.rect() of what is not finite")
    return complex(r, r * phi) if phi == 0.0 else complex(r * _cos(phi), r * _sin(phi))


def exp(z, /):
    z = _finite(z, "exp")
    if z.real > 708.0:
        size = _exp(z.real - 1.0)
        return _checked(complex(size * _cos(z.imag) * e, size * _sin(z.imag) * e))
    size = _exp(z.real)
    return complex(size * _cos(z.imag), size * _sin(z.imag))


def _checked(z):
    if _isinf(z.real) or _isinf(z.imag):
        raise OverflowError("math range error")
    return z


def _ln(z):
    x, y = abs(z.real), abs(z.imag)
    if x > 8.98846567431158e+307 or y > 8.98846567431158e+307:
        size = _log(_hypot(x / 2.0, y / 2.0)) + 0.6931471805599453
    elif x < 2.2250738585072014e-308 and y < 2.2250738585072014e-308:
        if x == 0 and y == 0:
            raise ValueError("math domain error")
        size = _log(_hypot(_ldexp(x, 53), _ldexp(y, 53))) - 53 * 0.6931471805599453
    else:
        size = _hypot(x, y)
        if 0.71 <= size <= 1.73:
            high, low = (x, y) if x > y else (y, x)
            size = _log1p((high - 1) * (high + 1) + low * low) / 2.0
        else:
            size = _log(size)
    return complex(size, _atan2(z.imag, z.real))


def log(z, base=None, /):
    result = _ln(_finite(z, "log"))
    return result if base is None else result / _ln(_finite(base, "log"))


def log10(z, /):
    result = _ln(_finite(z, "log10"))
    return complex(result.real / 2.302585092994046, result.imag / 2.302585092994046)


def sqrt(z, /):
    z = _finite(z, "sqrt")
    if z.real == 0 and z.imag == 0:
        return complex(0.0, z.imag)
    x, y = abs(z.real), abs(z.imag)
    if x < 2.2250738585072014e-308 and y < 2.2250738585072014e-308 and (x > 0 or y > 0):
        x = _ldexp(x, 53)
        s = _ldexp(_sqrt(x + _hypot(x, _ldexp(y, 53))), -27)
    else:
        x /= 8.0
        s = 2.0 * _sqrt(x + _hypot(x, y / 8.0))
    d = y / (2.0 * s)
    return complex(s, _copysign(d, z.imag)) if z.real >= 0 else complex(d, _copysign(s, z.imag))


def sinh(z, /):
    z = _finite(z, "sinh")
    if abs(z.real) > 708.0:
        less = z.real - _copysign(1.0, z.real)
        return _checked(complex(_cos(z.imag) * _sinh(less) * e, _sin(z.imag) * _cosh(less) * e))
    return complex(_cos(z.imag) * _sinh(z.real), _sin(z.imag) * _cosh(z.real))


def cosh(z, /):
    z = _finite(z, "cosh")
    if abs(z.real) > 708.0:
        less = z.real - _copysign(1.0, z.real)
        return _checked(complex(_cos(z.imag) * _cosh(less) * e, _sin(z.imag) * _sinh(less) * e))
    return complex(_cos(z.imag) * _cosh(z.real), _sin(z.imag) * _sinh(z.real))


def tanh(z, /):
    z = _finite(z, "tanh")
    if abs(z.real) > 708.0:
        return complex(_copysign(1.0, z.real), 4.0 * _sin(z.imag) * _cos(z.imag) * _exp(-2.0 * abs(z.real)))
    tx, ty = _tanh(z.real), _tan(z.imag)
    cx = 1.0 / _cosh(z.real)
    txty = tx * ty
    denom = 1.0 + txty * txty
    return complex(tx * (1.0 + ty * ty) / denom, ((ty / denom) * cx) * cx)


def _turned(function, z):
    # f(z) = -i fh(iz)
    z = _complex(z)
    r = function(complex(-z.imag, z.real))
    return complex(r.imag, -r.real)


def sin(z, /):
    return _turned(sinh, z)


def cos(z, /):
    z = _complex(z)
    return cosh(complex(-z.imag, z.real))


def tan(z, /):
    return _turned(tanh, z)


def isfinite(z, /):
    z = _complex(z)
    return _isfinite(z.real) and _isfinite(z.imag)


def isinf(z, /):
    z = _complex(z)
    return _isinf(z.real) or _isinf(z.imag)


def isnan(z, /):
    z = _complex(z)
    return _isnan(z.real) or _isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    a, b = _complex(a), _complex(b)
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    apart = abs(a - b)
    return apart <= rel_tol * abs(b) or apart <= rel_tol * abs(a) or apart <= abs_tol
