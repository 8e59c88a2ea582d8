# Messages of cancels: whom they reach, along tasks, gathers and futures, and who asks second.
import asyncio


async def sleeper():
    await asyncio.sleep(5)


async def waits(future):
    return await future


async def raises():
    raise asyncio.CancelledError("two", "arguments")


async def stays():
    asyncio.current_task().cancel("self")
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError as error:
        print("stays", repr(error))
    asyncio.current_task().cancel("self again")
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError as error:
        print("stays", repr(error))
    asyncio.current_task().cancel("at the end")
    return "unseen"


async def show(label, *futures):
    for future in futures:
        try:
            print(label, await future)
        except asyncio.CancelledError as error:
            print(label, repr(error))


def note(future):
    print("note", future.cancelled())


async def main():
    loop = asyncio.get_running_loop()
    create = asyncio.create_task
    for wait in (0, 1):
        task = create(sleeper())
        await asyncio.sleep(wait)
        task.cancel("m")
        await show("task", task, task)
    future = loop.create_future()
    future.add_done_callback(note)
    outer = create(waits(create(waits(future))))
    await asyncio.sleep(1)
    outer.cancel("deep")
    await show("chain", outer, future, future, outer)
    await show("raised", create(raises()))
    task = create(stays())
    await show("stays", task, task)
    for returning in (False, True):
        future = loop.create_future()
        gathered = asyncio.gather(create(sleeper()), future, return_exceptions=returning)
        outer = create(waits(gathered))
        await asyncio.sleep(1)
        outer.cancel("gather")
        await show("gather", outer, future, gathered)
    task, future = create(sleeper()), loop.create_future()
    gathered = asyncio.gather(task, future, return_exceptions=True)
    await asyncio.sleep(1)
    task.cancel("task")
    future.cancel("future")
    await show("results", gathered)
    callbacks = create(waits(loop.create_future()))
    await asyncio.sleep(1)
    callbacks.get_coro()
    callbacks.cancel()
    callbacks.cancel("second")
    await show("twice", callbacks)


asyncio.run(main())
