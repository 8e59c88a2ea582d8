# Text in HTML: its special characters and character references.
__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s


# What browsers make of the codes of Windows' character set: 0x80 and on.
_WINDOWS = ("\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f"
            "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178")


def _character(code):
    if code == 0 or 0xd800 <= code <= 0xdfff or code > 0x10ffff:
        return "\ufffd"
    if 0x80 <= code <= 0x9f:
        return _WINDOWS[code - 0x80]
    if code < 0x20 and code not in (9, 10, 12, 13) or code == 0x7f or 0xfdd0 <= code <= 0xfdef or \
            code & 0xfffe == 0xfffe:
        return ""
    return chr(code)


def _reference(match):
    text = match[1]
    if text[0] == "#":
        digits = text[1:].rstrip(";")
        return _character(int(digits[1:], 16) if digits[0] in "xX" else int(digits))
    from html.entities import html5
    for end in range(len(text), 1, -1):
        if text[:end] in html5:
            return html5[text[:end]] + text[end:]
    return "&" + text


def unescape(s):
    if "&" not in s:
        return s
    import re
    return re.sub(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)", _reference, s)
