from _json import escape as _escape
from json import JSONEncoder


def encode_basestring(s):
    return _escape(s, False)


def encode_basestring_ascii(s):
    return _escape(s, True)
