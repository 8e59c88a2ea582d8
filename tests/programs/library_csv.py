# conformance: 3.12+
import csv, io
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
def rd(text, **k):
    tell(lambda: list(csv.reader(text if isinstance(text, list) else text.splitlines(True), **k)))
def wr(rows, **k):
    def go():
        b = io.StringIO(); w = csv.writer(b, **k)
        for r in rows: w.writerow(r)
        return b.getvalue()
    tell(go)
texts = ["a,b,c\n1,2,3\n", "", "\n\na\n", '"a","b,c","d""e"\r\n', '"multi\nline",x\n', "a,,b,\n", " a, b ,c\n", '"a"b,c\n', 'a"b,c\n', '"unclosed\nx', "a\\,b,c\n", '""\n', '"",""\n', ",\n", "a;b\tc\n", "1,2.5,\"x\"\n", "'a,b',c\n", '"a"\n"b"', "é,ü\n", 'a,"b""",c', '"a" ,b', "x\ry\n", '"x\ry"\n', "a,b\r\n\r\nc\r\n", "\\\nx,y", "\\"]
for t in texts:
    rd(t); rd(t, skipinitialspace=True); rd(t, quoting=csv.QUOTE_NONE); rd(t, escapechar="\\"); rd(t, escapechar="\\", doublequote=False); rd(t, delimiter=";"); rd(t, quotechar="'"); rd(t, strict=True); rd(t, dialect="excel-tab")
rd("1,\"2\",x\n", quoting=csv.QUOTE_NONNUMERIC); rd('1,"2",3.5\n,""', quoting=csv.QUOTE_NONNUMERIC) ; rd([1]); rd([b"a"]); rd(5) if False else tell(csv.reader, 5); rd(["a,b", "c"]); rd(["x\ny"])
rows = [[1, 2.5, "a", None, True], ["a,b", 'q"q', "n\nl", "cr\rx", " sp "], [], [""], [None], ["", ""], ["é", b"x", [1, 2]], ["a;b", "it's", "back\\slash", "tab\t"], (1, 2), "abc", {"k": 1}]
for r in rows:
    wr([r]); wr([r], quoting=csv.QUOTE_ALL); wr([r], quoting=csv.QUOTE_NONNUMERIC); wr([r], quoting=csv.QUOTE_NONE); wr([r], quoting=csv.QUOTE_NONE, escapechar="\\"); wr([r], doublequote=False, escapechar="\\"); wr([r], delimiter=";", lineterminator="\n"); wr([r], quotechar="'"); wr([r], dialect="unix"); wr([r], dialect=csv.excel_tab)
    if hasattr(csv, "QUOTE_STRINGS"):
        wr([r], quoting=csv.QUOTE_STRINGS); wr([r], quoting=csv.QUOTE_NOTNULL)
wr([5]); wr([None]); wr([(i for i in "ab")]); tell(csv.writer, 5); tell(csv.writer, io.StringIO(), "nope"); tell(csv.reader, [], delimiter="ab"); tell(csv.reader, [], delimiter=5); tell(csv.reader, [], delimiter=""); tell(csv.reader, [], quoting=9); tell(csv.reader, [], quoting="x"); tell(csv.reader, [], quotechar=None, quoting=1); tell(csv.reader, [], lineterminator=5); tell(csv.reader, [], foo=1); tell(csv.reader, [], quotechar="xx"); tell(csv.reader, [], quotechar=5); tell(csv.reader, [], escapechar="ab"); tell(csv.reader, [], delimiter=None)
b = io.StringIO(); w = csv.writer(b); print(w.writerow([1, 2]), w.writerows([[3], [4]]), repr(b.getvalue()), w.dialect.delimiter, w.dialect.lineterminator)
r = csv.reader(["a,b", '"x', 'y",z']); print(next(r), r.line_num, next(r), r.line_num, r.dialect.quotechar); tell(next, r)
d = csv.DictReader(io.StringIO("a,b\n1,2\n\n3\n4,5,6\n")); print(d.fieldnames, list(d), d.line_num, d.reader.line_num)
print(list(csv.DictReader(["1,2,3"], fieldnames=["x"], restkey="rest")), list(csv.DictReader(["1"], ["x", "y"], restval="?")), list(csv.DictReader([])), csv.DictReader([]).fieldnames, list(csv.DictReader(["a;b", "1;2"], delimiter=";")))
b = io.StringIO(); w = csv.DictWriter(b, ["a", "b"], lineterminator="\n"); print(w.writeheader(), w.writerow({"a": 1, "b": "x,y"}), w.writerow({"b": 2}), w.writerows([{"a": 5}]), repr(b.getvalue())); tell(w.writerow, {"z": 1}); w = csv.DictWriter(b, "ab", restval="-", extrasaction="ignore"); w.writerow({"z": 1}); print(repr(b.getvalue())); tell(csv.DictWriter, b, ["a"], extrasaction="x")
csv.register_dialect("my", delimiter="|", quoting=csv.QUOTE_ALL); print(csv.list_dialects(), csv.get_dialect("my").delimiter, next(csv.reader(["a|b"], "my"))); csv.unregister_dialect("my"); tell(csv.get_dialect, "my"); tell(csv.unregister_dialect, "my"); tell(csv.register_dialect, 5); tell(csv.register_dialect, "x", delimiter="xx")
class D(csv.Dialect): delimiter = ":"; quotechar = "'"; lineterminator = "\n"; quoting = csv.QUOTE_MINIMAL
wr([["a:b", "c"]], dialect=D); wr([["a:b", "c"]], dialect=D()); 
class Bad(csv.Dialect): delimiter = ""
tell(Bad); print(csv.field_size_limit(), csv.field_size_limit(5)); rd("abcdefgh,1"); csv.field_size_limit(131072); print(csv.Error, csv.Error.__mro__[1], csv.excel.delimiter, csv.unix_dialect.quoting, csv.QUOTE_NONE)
