"""The loop by hand: stop, run_forever, handles, nesting, closing, present loop."""
import asyncio


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as exc:
        print(type(exc).__name__, exc)


loop = asyncio.new_event_loop()
print(isinstance(loop, asyncio.AbstractEventLoop), isinstance(loop, asyncio.BaseEventLoop),
      loop.is_running(), loop.is_closed(), loop.time())
order = []


def note(word):
    order.append((word, loop.time()))


def stopping():
    note("stop")
    loop.call_soon(note, "after stop")
    loop.stop()
    loop.call_soon(note, "after stop too")


loop.call_soon(note, "first")
loop.call_soon(stopping)
loop.call_soon(note, "same iteration")
loop.call_later(1, note, "late")
loop.run_forever()
print(order)
order.clear()
loop.call_later(2, loop.stop)
loop.run_forever()
print(order, loop.time())
loop.stop()
order.clear()
loop.call_soon(note, "once")
loop.run_forever()
print(order)
f = loop.create_future()
loop.call_soon(loop.stop)
attempt(loop.run_until_complete, f)
loop.call_soon(f.set_result, 7)
attempt(loop.run_until_complete, f)
attempt(loop.run_until_complete, f)
attempt(loop.run_until_complete, 3)
h = loop.call_soon(note, "cancelled")
t = loop.call_later(1, note, "cancelled timer")
print(h.cancelled(), t.cancelled(), t.when() - loop.time())
h.cancel()
t.cancel()
print(h.cancelled(), t.cancelled())
order.clear()
loop.call_later(2, loop.stop)
loop.run_forever()
print(order)
a, b = loop.call_at(10, note, 1), loop.call_at(11, note, 2)
c = loop.call_at(10, note, 1)
print(a < b, a > b, a <= c, a == c, a == b, a != b, hash(a) == hash(c), a >= c)
for handle in (a, b, c):
    handle.cancel()


async def main():
    inner = asyncio.new_event_loop()
    inner.close()
    attempt(inner.call_soon, print)
    print(asyncio.get_event_loop() is asyncio.get_running_loop() is loop)
    return "done"


print(loop.run_until_complete(main()))
task = loop.create_task(main())
print(loop.run_until_complete(task), task.done())


async def stops():
    asyncio.get_running_loop().stop()
    await asyncio.sleep(0)
    order.append("went on")
    return "stopped?"


order.clear()
task = loop.create_task(stops())
loop.run_forever()
print(order, task.done())
loop.run_until_complete(task)
print(order, task.result())
loop.call_soon_threadsafe(note, "threadsafe")
loop.call_soon_threadsafe(loop.stop)
loop.run_forever()
print(order[-1][0])
loop.close()
loop.close()
print(loop.is_closed(), str(loop).split(' ', 1)[1])
attempt(loop.call_later, 1, print)
attempt(loop.call_soon_threadsafe, print)
attempt(loop.run_forever)
attempt(loop.create_task, main) if False else None
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop)
asyncio.set_event_loop(None)
attempt(asyncio.get_event_loop)
attempt(asyncio.set_event_loop, 3)
asyncio.run(asyncio.sleep(0))
attempt(asyncio.get_event_loop)


def later(word):
    print("later", word)


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
fut = asyncio.Future()
print(fut.get_loop() is loop)
fut.add_done_callback(lambda f: print("callback", f.result()))
fut.set_result(5)
print("before")
loop.run_until_complete(asyncio.sleep(0))
g = asyncio.gather(asyncio.sleep(1, "a"), asyncio.sleep(2, "b"))
print(loop.run_until_complete(g))
print(loop.run_until_complete(asyncio.gather()))
loop.close()
