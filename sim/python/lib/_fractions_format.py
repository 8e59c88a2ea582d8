# Fractions by the format mini-language.
import re
from _vloop_lib import python_minor as _minor

_SPEC = re.compile(r"(?:(.)?([<>=^]))?([-+ ]?)(z)?(#)?(0(?=[0-9]))?(0|[1-9][0-9]*)?([,_])?"
                   r"(?:\.(0|[1-9][0-9]*))?([eEfFgG%])", re.DOTALL)
_PLAIN = re.compile(r"(?:(.)?([<>=^]))?([-+ ]?)(#)?(0|[1-9][0-9]*)?([,_])?", re.DOTALL)


def _pad(sign, body, fill, align, width):
    padding = (fill or " ") * (int(width or 0) - len(sign) - len(body))
    if align == "<":
        return sign + body + padding
    if align == "^":
        half = len(padding) // 2
        return padding[:half] + sign + body + padding[half:]
    return sign + padding + body if align == "=" else padding + sign + body


def _sign(negative, sign):
    return "-" if negative else "" if sign == "-" else sign


# The multiple of 10 ** exponent nearest to n / d, the even one of two: whether it is negative, and how many.
def _rounded(n, d, exponent, no_negative_zero=False):
    if exponent >= 0:
        d *= 10 ** exponent
    else:
        n *= 10 ** -exponent
    q, r = divmod(n + (d >> 1), d)
    if r == 0 and d & 1 == 0:
        q &= -2
    return (q < 0 if no_negative_zero else n < 0), abs(q)


def _rounded_figures(n, d, figures):
    if n == 0:
        return False, 0, 1 - figures
    top, bottom = str(abs(n)), str(d)
    exponent = len(top) - len(bottom) + (bottom <= top) - figures
    negative, digits = _rounded(n, d, exponent)
    if len(str(digits)) == figures + 1:
        digits //= 10
        exponent += 1
    return negative, digits, exponent


def shown(value, spec):
    match = _PLAIN.fullmatch(spec) if _minor >= 13 else None
    if match:
        fill, align, sign, slash, width, comma = match.groups()
        body = format(abs(value.numerator), comma or "")
        if value.denominator > 1 or slash:
            body += "/" + format(value.denominator, comma or "")
        return _pad(_sign(value.numerator < 0, sign), body, fill, align, width)
    match = _SPEC.fullmatch(spec)
    both = match and match[2] is not None and match[6] is not None
    if not match or both:
        raise ValueError(f"Invalid format specifier {spec!r} for object of type {type(value).__name__!r}" +
                         ("; can't use explicit alignment when zero-padding" if both and _minor < 13 else ""))
    return _float_style(value, *match.groups())


def _float_style(value, fill, align, sign, no_zero, alternate, zeros, width, comma, precision, kind):
    n, d = value.numerator, value.denominator
    precision, scientific = int(precision or 6), False
    if kind in "fF%":
        negative, digits = _rounded(n, d, -precision - 2 * (kind == "%"), bool(no_zero))
        behind = precision
    else:
        figures = max(precision, 1) if kind in "gG" else precision + 1
        negative, digits, exponent = _rounded_figures(n, d, figures)
        scientific = kind in "eE" or exponent > 0 or exponent + figures <= -4
        behind = figures - 1 if scientific else -exponent
    suffix = "%" if kind == "%" else ""
    if scientific:
        suffix = f"{'E' if kind in 'EG' else 'e'}{exponent + behind:+03d}"
    digits = format(digits, f"0{behind + 1}d")
    leading, decimals = digits[:len(digits) - behind], digits[len(digits) - behind:]
    if kind in "gG" and not alternate:
        decimals = decimals.rstrip("0")
    trailing = ("." if decimals or alternate else "") + decimals + suffix
    sign = _sign(negative, sign)
    if zeros:
        least = int(width or 0) - len(sign) - len(trailing)
        leading = leading.zfill(3 * least // 4 + 1 if comma else least)
    if comma:
        first = 1 + (len(leading) - 1) % 3
        leading = leading[:first] + "".join(comma + leading[at:at + 3] for at in range(first, len(leading), 3))
    return _pad(sign, leading + trailing, fill, align, width)
