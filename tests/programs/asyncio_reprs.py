"""What is printed of futures, tasks, handles and loops."""
import asyncio


def place(text):
    """The text without the folders of files, and without places in the library."""
    out = []
    for word in str(text).replace("\\", "/").split(" "):
        out.append(word.split("/")[-1] if "/" in word else word)
    return " ".join(out).replace("IdealTimer", "TimerHandle").replace("IdealLoop", "_UnixSelectorEventLoop")


def show(*things):
    for thing in things:
        print(place(thing))


def callback(*args):
    pass


class Thing:
    def method(self, *args):
        pass

    def __call__(self, *args):
        pass

    def __repr__(self):
        return "<a thing>"


async def child(n, result=None):
    await asyncio.sleep(n)
    return result


async def fails():
    raise ValueError("why not")


async def waits(what):
    return await what


async def deep(n):
    if n:
        return await deep(n - 1)
    await asyncio.get_running_loop().create_future()


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    show(f)
    f.add_done_callback(callback)
    show(f)
    f.add_done_callback(Thing().method)
    show(f)
    f.add_done_callback(print)
    show(f)
    f.add_done_callback(Thing())
    show(f)
    f.add_done_callback(lambda f: None)
    show(f)
    print(f.remove_done_callback(callback), f.remove_done_callback(callback))
    show(f)
    f.set_result({"a": [1, 2, (3,)], "b": "x" * 50})
    show(f)
    for result in (None, 5, 10 ** 60, "short", "y" * 31, list(range(10)), (1,), (), {}, set(), {1, 2},
                   frozenset({3}), [[[[[[[[1]]]]]]]], {i: i for i in range(9)}, 1.5, True, Thing(),
                   b"z" * 60, range(3), [None] * 6, [None] * 7, "quote'\"", {2: 1, 1: 2}):
        f = loop.create_future()
        f.set_result(result)
        show(f)
    f = loop.create_future()
    f.set_exception(ValueError("x" * 100))
    show(f)
    f.exception()
    f = loop.create_future()
    f.cancel()
    show(f)
    t = asyncio.create_task(child(1, "done"), name="first")
    show(t)
    await asyncio.sleep(0)
    show(t)
    w = asyncio.create_task(waits(t), name="waits for first")
    await asyncio.sleep(0)
    show(w, t)
    await w
    show(w, t)
    t = asyncio.create_task(fails(), name="it's")
    await asyncio.wait([t])
    show(t)
    t.exception()
    f = loop.create_future()
    t = asyncio.create_task(waits(f), name="c")
    await asyncio.sleep(0)
    t.cancel()
    show(t, f)
    print(t.cancelling())
    await asyncio.wait([t])
    show(t)
    t = asyncio.create_task(deep(3), name="deep")
    await asyncio.sleep(0)
    show(t)
    t.cancel()
    g = asyncio.gather(child(0), child(0))
    show(g)
    show(await g, g)
    h = loop.call_soon(callback)
    show(h)
    h.cancel()
    show(h)
    h = loop.call_later(1.5, Thing().method)
    show(h)
    h.cancel()
    show(h)
    h = loop.call_at(100, print)
    show(h)
    h.cancel()
    show(loop)
    b = loop.create_future()
    b.set_result(b)
    show(b)
    t = asyncio.create_task(waits(b))
    result = await t
    print(result is b)

    class Named(asyncio.Task):
        pass

    class Sub(asyncio.Future):
        pass

    t = Named(child(0), name="n", loop=loop)
    show(t, Sub())
    await t
    show(t)
    print(asyncio.Future, asyncio.Task, type(g), asyncio.Handle, asyncio.CancelledError,
          asyncio.InvalidStateError, asyncio.TimeoutError)


asyncio.run(main())
loop = asyncio.new_event_loop()
show(loop)
loop.close()
show(loop)
