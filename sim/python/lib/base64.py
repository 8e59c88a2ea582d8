# RFC 4648: bases 64, 32 and 16; the rest is in _base64_more.
import binascii

__all__ = ["encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode", "b16encode",
           "b16decode", "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode"]

_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")


def _bytes(s):
    if isinstance(s, str):
        if not s.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return s.encode()
    if isinstance(s, (bytes, bytearray, memoryview)):
        return bytes(s)
    raise TypeError(f"argument should be a bytes-like object or ASCII string, not {s.__class__.__name__!r}")


def b64encode(s, altchars=None):
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s).translate(_TO_URL)


def urlsafe_b64decode(s):
    return b64decode(_bytes(s).translate(_FROM_URL))


def encodebytes(s):
    return b"".join(binascii.b2a_base64(s[i:i + 57]) for i in range(0, len(s), 57))


def decodebytes(s):
    return binascii.a2b_base64(s)


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if s.translate(None, delete=b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


def b32encode(s):
    rest = len(s) % 5
    padded = bytes(s) + b"\0" * (-len(s) % 5)
    out = []
    for i in range(0, len(padded), 5):
        number = int.from_bytes(padded[i:i + 5], "big")
        out.extend(_B32[number >> shift & 31] for shift in range(35, -1, -5))
    if rest:
        keep = {1: 2, 2: 4, 3: 5, 4: 7}[rest]
        out[-8 + keep:] = b"=" * (8 - keep)
    return bytes(out)


def b32decode(s, casefold=False, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        s = s.translate(bytes.maketrans(b"01", b"O" + _bytes(map01)))
    if casefold:
        s = s.upper()
    size = len(s)
    s = s.rstrip(b"=")
    padding = size - len(s)
    values = {digit: value for value, digit in enumerate(_B32)}
    out = []
    full = s + b"A" * (-len(s) % 8)
    for i in range(0, len(full), 8):
        number = 0
        for c in full[i:i + 8]:
            if c not in values:
                raise binascii.Error("Non-base32 digit found") from None
            number = number << 5 | values[c]
        out.append(number.to_bytes(5, "big"))
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    return b"".join(out)[:size // 8 * 5 - {0: 0, 1: 1, 3: 2, 4: 3, 6: 4}[padding]]


def __getattr__(name):
    more = ("a85encode", "a85decode", "b85encode", "b85decode", "b32hexencode", "b32hexdecode")
    from _vloop_lib import python_minor
    if name in more or name in ("z85encode", "z85decode") and python_minor >= 13:
        import _base64_more
        globals()[name] = value = getattr(_base64_more, name)
        return value
    raise AttributeError(f"module 'base64' has no attribute {name!r}")
