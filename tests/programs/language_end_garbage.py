"""Garbage in cycles at the end of the program: its finalisers still see the names of the module."""
import asyncio

NAME = "a name"


class Ring:
    def __init__(self):
        self.own = self

    def __del__(self):
        print("finalised, sees", NAME, asyncio.Lock.__name__)


async def left_behind(ring):
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        print("cancelled")
    finally:
        print("ended, sees", NAME)


async def main():
    task = asyncio.create_task(left_behind(Ring()))
    await asyncio.sleep(1)
    print("main is over")
    return task.get_name()


Ring()
print(asyncio.run(main()))
