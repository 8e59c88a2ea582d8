# Codecs by name: those of text that str.encode has, and the few that turn bytes or text into their like.
from _vloop_lib import unsupported as _unsupported

__all__ = ["lookup_error", "lookup", "encode", "decode", "CodecInfo", "Codec", "IncrementalEncoder",
           "IncrementalDecoder", "BufferedIncrementalDecoder", "getencoder", "getdecoder", "getincrementalencoder",
           "getincrementaldecoder", "iterencode", "iterdecode", "strict_errors", "ignore_errors", "replace_errors",
           "BOM", "BOM_BE", "BOM_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32",
           "BOM_UTF32_LE", "BOM_UTF32_BE"]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM = BOM_LE = BOM_UTF16 = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32 = BOM_UTF32_LE = b"\xff\xfe\0\0"
BOM_UTF32_BE = b"\0\0\xfe\xff"


class Codec:
    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return b"", 0

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    # Bytes that are not yet a whole character are kept.
    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        text, used = self._buffer_decode(data, self.errors, final)
        self.buffer = data[used:]
        return text

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class CodecInfo(tuple):
    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        return self

    def __repr__(self):
        return f"<codecs.CodecInfo object for encoding {self.name} at {id(self):#x}>"


def _unfinished(data):
    # How many bytes at the end begin a character of UTF-8 that is not whole.
    for back in range(1, min(4, len(data) + 1)):
        if 0xc2 <= data[-back] <= 0xf4:
            try:
                data[-back:].decode("utf-8")
            except UnicodeDecodeError as error:
                return back if error.start == 0 and error.reason == "unexpected end of data" else 0
            return 0
        if not 0x80 <= data[-back] < 0xc0:
            break
    return 0


_NAMES = {"utf_8": "utf-8", "utf8": "utf-8", "u8": "utf-8", "utf": "utf-8", "cp65001": "utf-8",
          "ascii": "ascii", "us_ascii": "ascii", "646": "ascii", "latin_1": "iso8859-1", "latin1": "iso8859-1",
          "iso_8859_1": "iso8859-1", "iso8859_1": "iso8859-1", "l1": "iso8859-1", "latin": "iso8859-1",
          "8859": "iso8859-1", "cp819": "iso8859-1",
          "hex": "hex", "hex_codec": "hex", "base64": "base64", "base64_codec": "base64", "base_64": "base64",
          "rot13": "rot-13", "rot_13": "rot-13"}


def _text_codec(name):
    def encode(input, errors="strict"):
        return input.encode(name, errors), len(input)

    def decode(input, errors="strict"):
        return bytes(input).decode(name, errors), len(input)

    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            return input.encode(name, self.errors)

    class Decoder(BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            end = len(input) - (_unfinished(input) if name == "utf-8" and not final else 0)
            try:
                return input[:end].decode(name, errors), end
            except UnicodeDecodeError:
                input.decode(name, errors)  # which says what is wrong with all in view
                raise

    return CodecInfo(encode, decode, name=name, incrementalencoder=Encoder, incrementaldecoder=Decoder)


def _rot13(input, errors="strict"):
    turned = {ord(c): chr((ord(c) - base + 13) % 26 + base) for base in (65, 97) for c in map(chr, range(base, base + 26))}
    return input.translate(turned), len(input)


def _bytes_codec(name):
    if name == "rot-13":
        return CodecInfo(_rot13, _rot13, name=name)
    import base64
    import binascii
    there, back = (binascii.hexlify, binascii.unhexlify) if name == "hex" else (base64.encodebytes, base64.decodebytes)
    return CodecInfo(lambda input, errors="strict": (there(input), len(input)),
                     lambda input, errors="strict": (back(input), len(input)), name=name)


_found = {}


def lookup(encoding, /):
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    name = "_".join("".join(c if c.isalnum() or c == "." else " " for c in encoding.lower()).split())
    name = _NAMES.get(name)
    if name is None:
        "".encode(encoding)  # LookupError, or what vloop lacks
        "\xe9".encode(encoding, "ignore")
        raise LookupError(f"unknown encoding: {encoding}")
    if name not in _found:
        _found[name] = (_bytes_codec if name in ("hex", "base64", "rot-13") else _text_codec)(name)
    return _found[name]


def encode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).decode(obj, errors)[0]


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = encoder.encode(input)
        if output:
            yield output
    output = encoder.encode("", True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for input in iterator:
        output = decoder.decode(input)
        if output:
            yield output
    output = decoder.decode(b"", True)
    if output:
        yield output


# ---- what is done about errors

def strict_errors(exception):
    if isinstance(exception, Exception):
        raise exception
    raise TypeError("codec must pass exception instance")


def ignore_errors(exception):
    return "", exception.end


def replace_errors(exception):
    if isinstance(exception, UnicodeEncodeError):
        return "?" * (exception.end - exception.start), exception.end
    return "\ufffd", exception.end


def lookup_error(name, /):
    known = {"strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors}
    if name in known:
        return known[name]
    if name in ("backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"):
        _unsupported(f"codecs.lookup_error({name!r}) is not supported")
    raise LookupError(f"unknown error handler name {name!r}")


def register_error(name, handler, /):
    _unsupported("codecs.register_error() is not supported")


def register(search_function, /):
    _unsupported("codecs.register() is not supported")


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    _unsupported("codecs.open() is not supported: a simulated program has no files")
