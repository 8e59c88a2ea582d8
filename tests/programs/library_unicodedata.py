import unicodedata as u
from unicodedata import normalize, category


def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)


for c in "aZ1 \n\t_-(é\u0301ǅ²½ª·$€+^|¦©\u00ad\u200b\u2028\ue000\U0001f600漢が한א٣\uffff":
    print(ascii(c), category(c), u.combining(c), u.mirrored(c), u.bidirectional(c))
for text in ("é", "e\u0301", "ﬁ", "½", "한", "Å", "\u212b", "ａ", "①", "a\u0327\u0301", "a\u0301\u0327", "", "plain", "\u1e9b\u0323"):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        print(form, ascii(normalize(form, text)), u.is_normalized(form, text))
print("".join(c for c in normalize("NFD", "Crème Brûlée, Ångström") if category(c) != "Mn"))
tell(category, "ab"[:1] * 0 or 5)
tell(normalize, "NFX", "é")
tell(normalize, "NFC", 5)
tell(normalize, 5, "é")
print(u.unidata_version >= "14.0.0")
