# array.array: a list whose items are all numbers of one size, or characters. What it is in memory is only made
# when bytes are asked for.
from _struct import pack as _pack, unpack as _unpack
from _vloop_lib import python_minor as _minor

__all__ = ["array", "ArrayType", "typecodes"]

typecodes = "bBuwhHiIlLqQfd" if _minor >= 13 else "bBuhHiIlLqQfd"
_LISTED = "b, B, u, w, h, H, i, I, l, L, q, Q, f or d" if _minor >= 14 else "b, B, u, h, H, i, I, l, L, q, Q, f or d"

# Size, what an int beneath it raises, what one above it raises
_LONG = "Python int too large to convert to C long"
_NEGATIVE = "can't convert negative value to unsigned int"
_INTS = {
    "b": (1, "signed char is less than minimum", "signed char is greater than maximum"),
    "B": (1, "unsigned byte integer is less than minimum", "unsigned byte integer is greater than maximum"),
    "h": (2, "signed short integer is less than minimum", "signed short integer is greater than maximum"),
    "H": (2, "unsigned short is less than minimum", "unsigned short is greater than maximum"),
    "i": (4, "signed integer is less than minimum", "signed integer is greater than maximum"),
    "I": (4, _NEGATIVE, "unsigned int is greater than maximum"),
    "l": (8, _LONG, _LONG),
    "L": (8, _NEGATIVE, "Python int too large to convert to C unsigned long"),
    "q": (8, "int too big to convert", "int too big to convert"),
    "Q": (8, "can't convert negative int to unsigned", "int too big to convert"),
}


def _checker(code):
    # A function that gives the value as the array keeps it.
    if code in "uw":
        def check(value):
            if not isinstance(value, str) or len(value) != 1:
                raise TypeError("array item must be unicode character")
            return value
    elif code in "fd":
        def check(value):
            if isinstance(value, str) or not hasattr(value, "__float__") and not hasattr(value, "__index__"):
                raise TypeError(f"must be real number, not {type(value).__name__}")
            value = float(value)
            return value if code == "d" else _unpack("f", _pack("f", value), 0)[0]
    else:
        size, low_text, high_text = _INTS[code]
        high = (1 << size * 8) - 1 if code.isupper() else (1 << size * 8 - 1) - 1
        low = 0 if code.isupper() else -high - 1

        def check(value):
            try:
                value = value.__index__()
            except AttributeError:
                raise TypeError(f"{type(value).__name__!r} object cannot be interpreted as an integer") from None
            if not low <= value <= high:
                if code in "bBhHi" and not -1 << 63 <= value < 1 << 63:
                    raise OverflowError(_LONG)
                if code == "I" and value >> 64 > 0:
                    raise OverflowError(_INTS["L"][2])
                if code in "bH":  # read as one of the next size first
                    _checker("h" if code == "b" else "i")(value)
                raise OverflowError(low_text if value < low else high_text)
            return value
    return check


class array:
    __module__ = "array"
    __slots__ = ("_code", "_items", "_check", "__weakref__")

    def __new__(cls, *args, **kwargs):
        if not args:
            raise TypeError("array() takes at least 1 argument (0 given)")
        if cls is array and kwargs:
            raise TypeError("array.array() takes no keyword arguments")
        code, *given = args
        if len(given) > 1:
            raise TypeError(f"array() takes at most 2 arguments ({len(args)} given)")
        if not isinstance(code, str) or len(code) != 1:
            raise TypeError(f"array() argument 1 must be a unicode character, not {type(code).__name__}")
        if code not in typecodes:
            raise ValueError(f"bad typecode (must be {_LISTED})")
        self = super().__new__(cls)
        self._code = code
        self._check = _checker(code)
        self._items = []
        if given:
            self._fill(given[0])
        return self

    def _fill(self, value):
        if isinstance(value, str):
            if self._code not in "uw":
                raise TypeError(f"cannot use a str to initialize an array with typecode {self._code!r}")
            self._items = list(value)
        elif isinstance(value, (bytes, bytearray)):
            self.frombytes(value)
        elif isinstance(value, array) and self._code not in "uw" and value._code in "uw":
            raise TypeError(f"cannot use a unicode array to initialize an array with typecode {self._code!r}")
        else:
            self._items = [self._check(item) for item in value]

    typecode = property(lambda self: self._code)
    itemsize = property(lambda self: _INTS[self._code][0] if self._code in _INTS else 8 if self._code == "d" else 4)

    def _like(self, items):
        made = array(self._code)
        made._items = items
        return made

    def __repr__(self):
        name = type(self).__name__
        if not self._items:
            return f"{name}({self._code!r})"
        content = "".join(self._items) if self._code in "uw" else self._items
        return f"{name}({self._code!r}, {content!r})"

    # ---- as a sequence

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return _Iterator(self)

    def __contains__(self, value):
        return value in self._items

    def _at(self, index, message):
        try:
            index = index.__index__()
        except AttributeError:
            raise TypeError("array indices must be integers") from None
        if not -len(self._items) <= index < len(self._items):
            raise IndexError(message)
        return index

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self._like(self._items[index])
        return self._items[self._at(index, "array index out of range")]

    def __setitem__(self, index, value):
        if not isinstance(index, slice):
            index = self._at(index, "array assignment index out of range")
            self._items[index] = self._check(value)
            return
        if not isinstance(value, array):
            raise TypeError(f'can only assign array (not "{type(value).__name__}") to array slice')
        if value._code != self._code:
            raise TypeError("bad argument type for built-in operation")
        count = len(range(*index.indices(len(self._items))))
        if index.step not in (None, 1) and count != len(value):
            raise ValueError(f"attempt to assign array of size {len(value)} to extended slice of size {count}")
        self._items[index] = list(value._items)

    def __delitem__(self, index):
        if not isinstance(index, slice):
            index = self._at(index, "array assignment index out of range")
        del self._items[index]

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        if other._code != self._code:
            raise TypeError("bad argument type for built-in operation")
        return self._like(self._items + other._items)

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend array with array (not "{type(other).__name__}")')
        self.extend(other)
        return self

    def __mul__(self, count):
        return self._like(self._items * count)

    __rmul__ = __mul__

    def __imul__(self, count):
        self._items *= count
        return self

    def __hash__(self):
        raise TypeError("unhashable type: 'array.array'")

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._items <= other._items if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._items > other._items if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._items >= other._items if isinstance(other, array) else NotImplemented

    # ---- changes

    def append(self, value, /):
        self._items.append(self._check(value))

    def extend(self, values, /):
        if isinstance(values, array):
            if values._code != self._code:
                raise TypeError("can only extend with array of same kind")
            self._items += values._items
        else:
            for value in values:
                self._items.append(self._check(value))

    def insert(self, index, value, /):
        self._items.insert(index, self._check(value))

    def pop(self, index=-1, /):
        if not self._items:
            raise IndexError("pop from empty array")
        return self._items.pop(self._at(index, "pop index out of range"))

    def remove(self, value, /):
        if value not in self._items:
            raise ValueError("array.remove(x): x not in array")
        self._items.remove(value)

    def clear(self):
        if _minor < 13:
            raise AttributeError("'array.array' object has no attribute 'clear'")
        self._items.clear()

    def reverse(self):
        self._items.reverse()

    def index(self, value, start=0, stop=9223372036854775807, /):
        try:
            return self._items.index(value, start, stop)
        except ValueError:
            raise ValueError("array.index(x): x not in array") from None

    def count(self, value, /):
        return self._items.count(value)

    # ---- conversions

    def tolist(self):
        return list(self._items)

    def fromlist(self, values, /):
        if not isinstance(values, list):
            raise TypeError("arg must be list")
        self._items += [self._check(value) for value in values]

    def tobytes(self):
        if self._code in "uw":
            return _pack(f"={len(self._items)}I", *map(ord, self._items))
        return _pack(f"={len(self._items)}{self._native()}", *self._items)

    __bytes__ = tobytes

    def _native(self):
        return {"l": "q", "L": "Q"}.get(self._code, self._code)

    def frombytes(self, data, /):
        data = bytes(data)
        size = self.itemsize
        if len(data) % size:
            raise ValueError("bytes length not a multiple of item size")
        if self._code in "uw":
            self._items += map(chr, _unpack(f"={len(data) // size}I", data, 0))
        else:
            self._items += _unpack(f"={len(data) // size}{self._native()}", data, 0)

    def byteswap(self):
        size, data = self.itemsize, self.tobytes()
        self._items = []
        self.frombytes(b"".join(data[i:i + size][::-1] for i in range(0, len(data), size)))

    def tounicode(self):
        self._text("tounicode")
        return "".join(self._items)

    def fromunicode(self, text, /):
        self._text("fromunicode")
        self._items += text

    def _text(self, name):
        if self._code not in "uw":
            raise ValueError(f"{name}() may only be called on unicode type arrays"
                             + (" ('u' or 'w')" if _minor >= 13 else ""))

    def __copy__(self):
        return self._like(list(self._items))

    def __deepcopy__(self, memo):
        return self.__copy__()

    def __reduce_ex__(self, protocol):
        return type(self), (self._code, list(self._items))

    def buffer_info(self):
        return id(self._items), len(self._items)

    __class_getitem__ = classmethod(type(list[int]))


class _Iterator:
    def __init__(self, owner):
        self._owner, self._next = owner, 0

    def __iter__(self):
        return self

    def __next__(self):
        items = self._owner._items if self._owner is not None else ()
        if self._next >= len(items):
            self._owner = None
            raise StopIteration
        self._next += 1
        return items[self._next - 1]


_Iterator.__name__ = _Iterator.__qualname__ = "arrayiterator"
ArrayType = array


def _register():
    from collections.abc import MutableSequence
    MutableSequence.register(array)


_register()
