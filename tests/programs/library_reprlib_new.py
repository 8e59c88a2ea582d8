# conformance: 3.12+
# reprlib: arguments and indentation.
import reprlib

for indent in None, 0, 2, "--", "\t":
    shown = reprlib.Repr(indent=indent, maxlist=3, maxlevel=3)
    print(shown.repr([1, [2, {"a": (3,), "b": []}], {4, 5}, "x", 6]))
    print(shown.repr((1,)), shown.repr([[[[[1]]]]]), shown.repr({}))
for indent in -1, 2.5:
    try:
        reprlib.Repr(indent=indent).repr([1])
    except (ValueError, TypeError) as error:
        print(error)
