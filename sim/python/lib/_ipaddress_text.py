# Addresses of IP as text, read and written.


class AddressValueError(ValueError):
    __module__ = "ipaddress"


class NetmaskValueError(ValueError):
    __module__ = "ipaddress"


def _octet(text):
    if not text:
        raise ValueError("Empty octet not permitted")
    if not (text.isascii() and text.isdigit()):
        raise ValueError("Only decimal digits permitted in %r" % text)
    if len(text) > 3:
        raise ValueError("At most 3 characters permitted in %r" % text)
    if text != "0" and text[0] == "0":
        raise ValueError("Leading zeros are not permitted in %r" % text)
    if int(text) > 255:
        raise ValueError("Octet %d (> 255) not permitted" % int(text))
    return int(text)


def _read4(text):
    if not text:
        raise AddressValueError("Address cannot be empty")
    octets = text.split(".")
    if len(octets) != 4:
        raise AddressValueError("Expected 4 octets in %r" % text)
    try:
        return int.from_bytes(bytes(map(_octet, octets)), "big")
    except ValueError as error:
        raise AddressValueError("%s in %r" % (error, text)) from None


def _write4(number):
    return ".".join(map(str, number.to_bytes(4, "big")))


def _hextet(text):
    if text.strip("0123456789abcdefABCDEF"):
        raise ValueError("Only hex digits permitted in %r" % text)
    if len(text) > 4:
        raise ValueError("At most 4 characters permitted in %r" % text)
    return int(text, 16)


def _parts6(text):
    # The parts, and how many zeros "::" stands for.
    if not text:
        raise AddressValueError("Address cannot be empty")
    parts = text.split(":")
    if len(parts) < 3:
        raise AddressValueError("At least 3 parts expected in %r" % text)
    if "." in parts[-1]:
        try:
            low = _read4(parts.pop())
        except AddressValueError as error:
            raise AddressValueError("%s in %r" % (error, text)) from None
        parts += ["%x" % (low >> 16), "%x" % (low & 0xffff)]
    if len(parts) > 9:
        raise AddressValueError("At most 8 colons permitted in %r" % text)
    empty = [i for i in range(1, len(parts) - 1) if not parts[i]]
    if len(empty) > 1:
        raise AddressValueError("At most one '::' permitted in %r" % text)
    if not empty and len(parts) != 8:
        raise AddressValueError("Exactly 8 parts expected without '::' in %r" % text)
    head = parts[:empty[0]] if empty else parts
    tail = parts[empty[0] + 1:] if empty else []
    for side, name, double in ((head, "Leading", 0), (tail or head, "Trailing", -1)):
        if side and not side[double]:
            if not empty or len(head if double == 0 else tail) > 1 or side is head and double == -1:
                raise AddressValueError(f"{name} ':' only permitted as part of '::' in %r" % text)
            side.pop()
    left = 8 - len(head) - len(tail)
    if empty and left < 1:
        raise AddressValueError("Expected at most 7 other parts with '::' in %r" % text)
    return head, left if empty else 0, tail


def _read6(text):
    head, zeros, tail = _parts6(text)
    try:
        number = 0
        for part in head + ["0"] * zeros + tail:
            number = number << 16 | _hextet(part)
        return number
    except ValueError as error:
        raise AddressValueError("%s in %r" % (error, text)) from None


def _write6(number):
    parts = ["%x" % (number >> shift & 0xffff) for shift in range(112, -1, -16)]
    best = start = size = 0
    for i, part in enumerate(parts + ["end"]):
        if part == "0":
            size += 1
            if size > best:
                best, start = size, i - size + 1
        else:
            size = 0
    if best > 1:
        return ":".join(parts[:start]) + "::" + ":".join(parts[start + best:])
    return ":".join(parts)
