"""Async generators that are left where the run ends: their tasks are cut, and nobody closes them twice."""
import asyncio


def handler(loop, context):
    print("handler:", context["message"].partition(" at ")[0], repr(context.get("exception")))


async def numbers():
    try:
        for number in range(3):
            yield number
    finally:
        print("closing")
        await asyncio.sleep(1)
        print("closed")


async def walk(future):
    async for number in numbers():
        try:
            await future
        finally:
            print("leaving", number)


kept = []


async def main(keep, fails):
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    task = asyncio.create_task(walk(loop.create_future()))
    if keep:
        kept.append(task)
    await asyncio.sleep(1)
    if fails:
        raise KeyError(fails)


async def stuck(queue):
    try:
        await queue.get()
    except Exception as error:
        print("in the queue:", repr(error))


async def forgotten():
    asyncio.create_task(stuck(asyncio.Queue()))
    await asyncio.sleep(1)


for keep in (False, True):
    for fails in (False, True):
        try:
            asyncio.run(main(keep, fails))
        except KeyError as error:
            print(repr(error))
        print("--", keep, fails)

loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda *args: None)
loop.run_until_complete(forgotten())
loop.close()
