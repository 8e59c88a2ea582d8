"""Async generators and their loop: abandoned ones are closed by a task, the rest at the end."""
import asyncio


async def numbers(word, n=5):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(1)
    finally:
        print("closing", word, asyncio.get_running_loop().time(),
              asyncio.current_task().get_name() if word == "a" else "")
        await asyncio.sleep(1)
        print("closed", word, asyncio.get_running_loop().time())


async def breaks(word):
    async for i in numbers(word):
        if i == 1:
            break
    print("broke", word)


kept = []


async def main():
    await breaks("a")
    await asyncio.sleep(3)
    print("slept")
    g = numbers("b")
    print(await anext(g))
    kept.append(g)
    g = numbers("c")
    print(await g.__anext__())
    await g.aclose()
    g = numbers("d", 1)
    print([x async for x in g])
    kept.append(g)
    kept.append(numbers("never begun"))
    g = numbers("e")
    await anext(g)
    del g
    print("deleted e")


asyncio.run(main())
print("after")


async def fails_to_close():
    try:
        yield 1
    finally:
        raise ValueError("in finally")


async def second():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(
        sorted(context), context["message"].split(" <")[0], repr(context["exception"])))
    g = fails_to_close()
    kept.append(g)
    print(await anext(g))


asyncio.run(second())


async def explicit():
    loop = asyncio.get_running_loop()
    g = numbers("f")
    kept.append(g)
    await anext(g)
    await loop.shutdown_asyncgens()
    print("shut", loop.time())
    try:
        await anext(g)
    except StopAsyncIteration:
        print("over")


asyncio.run(explicit())
