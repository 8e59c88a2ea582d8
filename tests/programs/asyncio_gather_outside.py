"""gather, shield and ensure_future where no loop runs: the loop of the first future is that of all."""
import asyncio
import re


def attempt(label, function, *args):
    try:
        print(label, re.sub(r" at [^ ,\]]*:\d+", "", str(function(*args))))
    except BaseException as error:
        print(label, repr(error))


async def five():
    await asyncio.sleep(2)
    return 5


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
future = loop.create_future()
attempt("gather", asyncio.gather, future)
attempt("of nothing", asyncio.gather)
attempt("shield", asyncio.shield, future)
attempt("ensure", asyncio.ensure_future, future)
attempt("no awaitable", asyncio.gather, 5)
task = loop.create_task(five())
both = asyncio.gather(future, task)
loop.call_later(1, future.set_result, 1)
print(loop.run_until_complete(both), loop.time())
attempt("done", lambda: loop.run_until_complete(asyncio.gather(future, task)))
print(loop.run_until_complete(asyncio.gather(five(), five(), asyncio.sleep(1, "slept"))), loop.time())
print(loop.run_until_complete(asyncio.shield(five())), loop.time())
print(loop.run_until_complete(asyncio.wait_for(five(), 3)), loop.time())

other = asyncio.new_event_loop()
stranger = other.create_future()
attempt("two loops", asyncio.gather, stranger, future)
attempt("two loops", lambda: loop.run_until_complete(asyncio.gather(stranger)))
task = other.create_task(five())
second = other.create_task(five())
print(asyncio.gather(task).get_loop() is other, other.run_until_complete(asyncio.gather(task, second)))
print(second.get_loop() is other, loop is asyncio.get_event_loop())
other.close()
loop.close()
