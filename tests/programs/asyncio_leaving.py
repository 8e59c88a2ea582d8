# SystemExit out of a task, and what later loops know of the tasks it left behind; StopIteration.
import asyncio
import sys


async def sleeper():
    try:
        await asyncio.sleep(9)
    finally:
        print("sleeper ends")


async def leaves():
    await asyncio.sleep(1)
    sys.exit("out")


async def first():
    task = asyncio.create_task(sleeper())
    await asyncio.gather(leaves(), task)


async def second():
    print(len(asyncio.all_tasks()), asyncio.get_running_loop().time())
    future = asyncio.get_running_loop().create_future()
    try:
        future.set_exception(StopIteration(1))
        print(repr(future.exception()), future.done())
    except TypeError as error:
        print("TypeError", error, future.done())


for main in (first, second, first, second):
    try:
        asyncio.run(main())
    except SystemExit as error:
        print("SystemExit", error.code)
