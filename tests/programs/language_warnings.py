x = "\d"
y = b"\q"
assert (x, "msg")
if x is "a": pass
if 1 is x: pass
if x is not 3.5: pass
if x is (): pass
if x is None: pass
z = [1, 2][1, 2] if 0 else 0
w = "abc"(1) if 0 else 0
q = {1}[0] if 0 else 0
print(f"\d{x}")
v = "\777"
if "a" is x is 3: pass
if x == 3 is y: pass
if -1 is x: pass
if x is ... or x is True: pass
a = [1](2) if 0 else 0
b = {"k": 1}(1) if 0 else 0
c = None[0] if 0 else 0
d = (1, 2)["a"] if 0 else 0
e = "abc"[1.5] if 0 else 0
f = [1]["a":"b"] if 0 else 0
g = (lambda: 1)() , (lambda: 1)[0] if 0 else 0
h = f"{x}"(1) if 0 else 0
i = 5 .real
j = [i for i in x][None] if 0 else 0
k = r"\d" + rb"\d".decode() + "\\d"
l = "multi\
\z" """
\q \w"""
m = "é\é"
n = b"\9\8"
def fn():
    return "\."
assert (), "x"
assert (x), "y"
o = 1 if x is () else 2
