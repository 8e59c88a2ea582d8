"""Writes sim/python/lib/html.entities.py: the character references of HTML 5 by name. Run by hand:
python3.13 tools/entities.py > sim/python/lib/html.entities.py
"""
from html.entities import html5, name2codepoint


def code(text):
    return "+".join(f"{ord(c):x}" for c in text)


def old(name):
    # HTML 4 had it: its code where that was another one
    if name not in name2codepoint:
        return ""
    return "!" + ("" if chr(name2codepoint[name]) == html5[name + ";"] else f"{name2codepoint[name]:x}")


def lines(words):
    line = ""
    for word in words:
        if len(line) + len(word) > 105:
            yield line
            line = ""
        line += (" " if line else "") + word
    yield line


print("# The character references of HTML 5, made by tools/entities.py. A name that ends in a comma stands with")
print("# and without a semicolon; one that ends in an exclamation mark is of HTML 4 too,")
print("# there with the code behind it, if any.")
print('_TABLE = """')
names = sorted(name[:-1] for name in html5 if name.endswith(";"))
print("\n".join(lines(f"{name}{',' if name in html5 else ''}{old(name)}="
                      f"{code(html5[name + ';'])}" for name in names)))
print('''"""


def _read():
    for word in _TABLE.split():
        name, codes = word.split("=")
        text = "".join(chr(int(code, 16)) for code in codes.split("+"))
        name, is_old, code = name.partition("!")
        plain = name.rstrip(",")
        html5[plain + ";"] = text
        if "," in name:
            html5[plain] = text
        if is_old:
            number = int(code, 16) if code else ord(text)
            name2codepoint[plain] = number
            codepoint2name[number] = plain
            entitydefs[plain] = chr(number)


html5, name2codepoint, codepoint2name, entitydefs = {}, {}, {}, {}
_read()''')
