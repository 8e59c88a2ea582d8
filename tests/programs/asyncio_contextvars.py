"""Context variables, contexts and tokens: values, errors and what is printed of them."""
import contextvars
from contextvars import ContextVar, Context, Token, copy_context


def show(what):
    print(mask(str(what)))


def mask(text):
    out = []
    for word in text.split(" "):
        if word.startswith("0x"):
            word = "0x" + ">" * (len(word) - len(word.rstrip(">")))
        out.append(word)
    return " ".join(out)


def attempt(function, *args):
    try:
        show(repr(function(*args)))
    except BaseException as exc:
        show(f"{type(exc).__name__}: {exc}")


v = ContextVar("v", default=3)
w = ContextVar("w")
outer = copy_context()
print(ContextVar, Context, Token, Token.MISSING)
show(repr(v)), show(repr(w)), show(repr(outer))
t = v.set(5)
show(repr(t)), print(t.var is v, t.old_value)
second = v.set(6)
print(second.old_value, v.get(), v.name)
v.reset(second)
print(v.get())
v.reset(t)
show(repr(t)), print(v.get())
attempt(v.reset, t)
attempt(w.get)
attempt(w.get, "fallback")
attempt(w.get, 1, 2)
attempt(w.set)
attempt(w.reset, 3)
attempt(lambda: w.reset(v.set(3)))
attempt(outer.run)
attempt(outer.run, 3)
attempt(lambda: outer[3])
attempt(lambda: outer[v])
attempt(lambda: 3 in outer)
attempt(lambda: v in outer)
attempt(outer.get, 3)
attempt(outer.get, v)
attempt(outer.get, v, 9)
attempt(outer.run, outer.run, int)
attempt(Token)
attempt(Context, 1)
attempt(lambda: Context() == Context())
attempt(lambda: Context() != copy_context())
attempt(ContextVar)
attempt(ContextVar, 3)
attempt(ContextVar, "x", 3)
attempt(lambda: ContextVar[int])
attempt(hash, outer)


def inside(a, b=0, *, c=None):
    v.set(a)
    w.set("inner")
    print("in", v.get(), w.get(), a, b, c, len(copy_context()))
    return a + b


ctx = copy_context()
print(ctx.run(inside, 1, 2), ctx.run(inside, 1, b=5, c=7), ctx.run(inside, a=4))
print(v.get(), w.get("none outside"), ctx[v], ctx[w], len(ctx), v in ctx)
print(sorted(x.name for x in ctx), sorted(ctx.values(), key=str), len(ctx.keys()),
      sorted((x.name, y) for x, y in ctx.items()))
again = ctx.copy()
print(again == ctx, again is ctx)
again.run(v.set, 77)
print(again == ctx, again[v], ctx[v])
attempt(ctx.run, lambda: 1 / 0)
print(ctx.run(v.get), v.get())
token = v.set(9)
attempt(lambda: copy_context().run(v.reset, token))
v.reset(token)


def nested():
    v.set("outer")
    inner = copy_context()
    print(inner.run(lambda: (v.set("inner"), v.get())[1]), v.get())
    attempt(ctx.run, v.get)


ctx.run(nested)
try:
    class Sub(ContextVar):
        pass
except TypeError as exc:
    print(exc)
print(contextvars.copy_context().get(w))


def generator():
    yield v.get()
    v.set("from the generator")
    yield v.get()


g = generator()
print(next(g), ctx.run(next, g), v.get(), ctx[v])
