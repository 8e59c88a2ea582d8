# Base 85 in its three alphabets, and base 32 with the digits in order: read when base64 is asked for them.
from base64 import _bytes, b32decode, b32encode, _B32

_A85 = bytes(range(33, 118))
_B85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
_HEX32 = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"


def _encode(data, digits, pad, folded):
    # `folded`: what stands for a group of four bytes, by its value
    data = bytes(memoryview(data))
    padding = -len(data) % 4
    data += b"\0" * padding
    chunks = []
    for i in range(0, len(data), 4):
        value = int.from_bytes(data[i:i + 4], "big")
        chunk = folded.get(value)
        if chunk is None or padding and not pad and i == len(data) - 4:
            chunk = bytes(digits[value // 85 ** n % 85] for n in (4, 3, 2, 1, 0)) \
                if chunk is None or chunk == b"z" else chunk
        chunks.append(chunk)
    if padding and not pad:
        chunks[-1] = chunks[-1][:-padding]
    return b"".join(chunks)


def b85encode(b, pad=False):
    return _encode(b, _B85, pad, {})


def b85decode(b):
    return _decode85(_bytes(b), {digit: i for i, digit in enumerate(_B85)}, "base85")


def _decode85(data, values, name):
    padding = -len(data) % 5
    data += b"~" * padding
    out = []
    for i in range(0, len(data), 5):
        value = 0
        for k, digit in enumerate(data[i:i + 5]):
            if digit not in values:
                raise ValueError(f"bad {name} character at position {i + k}")
            value = value * 85 + values[digit]
        if value >> 32:
            raise ValueError(f"{name} overflow in hunk starting at byte {i}")
        out.append(value.to_bytes(4, "big"))
    result = b"".join(out)
    return result[:-padding] if padding else result


def z85encode(s):
    return b85encode(s).translate(bytes.maketrans(_B85, _Z85))


def z85decode(s):
    # Of base 85's digits that this alphabet lacks, padding alone is one.
    lacking = bytes(c for c in _B85 if c not in _Z85)
    s = _bytes(s).translate(bytes.maketrans(_Z85 + lacking, _B85 + b"\0" * len(lacking)))
    return _decode85(s, {digit: i for i, digit in enumerate(_B85)}, "z85")


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    folded = {0: b"z", 0x20202020: b"y"} if foldspaces else {0: b"z"}
    result = _encode(b, _A85, pad, folded)
    if adobe:
        result = b"<~" + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        result = b"\n".join(lines)
    return result + b"~>" if adobe else result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    data = _bytes(b)
    if adobe:
        if not data.endswith(b"~>"):
            raise ValueError(f"Ascii85 encoded byte sequences must end with {b'~>'!r}")
        data = data[2:-2] if data.startswith(b"<~") else data[:-2]
    out, group = [], []
    for digit in data + b"uuuu":
        if 33 <= digit <= 117:
            group.append(digit - 33)
            if len(group) == 5:
                value = 0
                for digit in group:
                    value = value * 85 + digit
                if value >> 32:
                    raise ValueError("Ascii85 overflow")
                out.append(value.to_bytes(4, "big"))
                group.clear()
        elif digit == 122 or foldspaces and digit == 121:
            if group:
                raise ValueError(f"{chr(digit)} inside Ascii85 5-tuple")
            out.append(b"\0\0\0\0" if digit == 122 else b"    ")
        elif digit not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % digit)
    result = b"".join(out)
    padding = 4 - len(group)
    return result[:-padding] if padding else result


def b32hexencode(s):
    return b32encode(s).translate(bytes.maketrans(_B32, _HEX32))


def b32hexdecode(s, casefold=False):
    s = _bytes(s)
    s = s.upper() if casefold else s
    lacking = bytes(c for c in range(128) if c not in _HEX32 + b"=")
    return b32decode(s.translate(bytes.maketrans(_HEX32 + lacking, _B32 + b"!" * len(lacking))))
