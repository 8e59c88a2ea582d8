# Values as bytes by a format. Reading and writing of the values is native.
from _struct import calcsize, length as _length, pack, unpack as _unpack

__all__ = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"]


class error(Exception):
    pass


def _extent(what, size, length, offset, verb):
    # The offset from the beginning, where `size` bytes fit.
    if offset < 0:
        if offset + size > 0:
            raise error(f"{'not enough data' if what == 'unpack_from' else 'no space'} to {verb} {size} bytes "
                        f"at offset {offset}")
        if offset + length < 0:
            raise error(f"offset {offset} out of range for {length}-byte buffer")
        offset += length
    if length - offset < size:
        raise error(f"{what} requires a buffer of at least {size + offset} bytes for {verb}ing {size} bytes "
                    f"at offset {offset} (actual buffer size is {length})")
    return offset


def pack_into(format, buffer, offset, /, *values):
    if isinstance(buffer, bytes) or not hasattr(buffer, "__setitem__"):
        raise TypeError(f"argument must be read-write bytes-like object, not {type(buffer).__name__}")
    size = calcsize(format)
    data = pack(format, *values)
    offset = _extent("pack_into", size, _length(buffer), offset.__index__(), "pack")
    buffer[offset:offset + size] = data


def unpack(format, buffer, /):
    size = calcsize(format)
    if _length(buffer) != size:
        raise error(f"unpack requires a buffer of {size} bytes")
    return _unpack(format, buffer, 0)


def unpack_from(format, /, buffer, offset=0):
    return _unpack(format, buffer, _extent("unpack_from", calcsize(format), _length(buffer), offset, "unpack"))


class _Unpacked:
    def __init__(self, format, buffer):
        size, length = calcsize(format), _length(buffer)
        if size == 0:
            raise error("cannot iteratively unpack with a struct of length 0")
        if length % size:
            raise error(f"iterative unpacking requires a buffer of a multiple of {size} bytes")
        self._parts = format, buffer, size, length
        self._at = 0

    def __iter__(self):
        return self

    def __length_hint__(self):
        return (self._parts[3] - self._at) // self._parts[2]

    def __next__(self):
        format, buffer, size, length = self._parts
        if self._at >= length:
            raise StopIteration
        self._at += size
        return _unpack(format, buffer, self._at - size)


_Unpacked.__name__ = _Unpacked.__qualname__ = "unpack_iterator"
_Unpacked.__module__ = "_struct"


def iter_unpack(format, buffer, /):
    return _Unpacked(format, buffer)


class Struct:
    __module__ = "_struct"

    def __init__(self, format):
        self.size = calcsize(format)
        self.format = format if isinstance(format, str) else format.decode("latin-1")

    def __repr__(self):
        from _vloop_lib import python_minor
        return f"Struct({self.format!r})" if python_minor >= 13 else object.__repr__(self)

    def pack(self, *values):
        return pack(self.format, *values)

    def pack_into(self, buffer, offset, *values):
        pack_into(self.format, buffer, offset, *values)

    def unpack(self, buffer, /):
        return unpack(self.format, buffer)

    def unpack_from(self, buffer, offset=0):
        return unpack_from(self.format, buffer, offset)

    def iter_unpack(self, buffer, /):
        return _Unpacked(self.format, buffer)
