# The numbers of made-up names: what a given name uses up depends on where it was given.
import asyncio


async def work():
    return asyncio.current_task().get_name()


async def main():
    loop = asyncio.get_running_loop()
    makers = [asyncio.create_task, loop.create_task, asyncio.Task]
    for make in makers:
        print(await make(work(), name="given"), await make(work()), await make(work(), name=None))
    print(await asyncio.ensure_future(work()), await asyncio.gather(work(), work()))


asyncio.run(main())
asyncio.run(main())
