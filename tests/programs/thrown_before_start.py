# What is thrown into a coroutine or generator that has not begun stands at the line of its `def`.
import asyncio
import traceback


def plain(function):
    return function


@plain
async def worker(
    first,
    second=1,
):
    "Never begins."
    print("begun")


def numbers():
    yield 1


def places(error):
    return [(entry.name, entry.lineno, entry.line) for entry in traceback.extract_tb(error.__traceback__)
            if entry.filename.endswith("thrown_before_start.py")]


async def main():
    task = asyncio.create_task(worker(1))
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        print(*places(error), sep="\n")
    generator = numbers()
    try:
        generator.throw(ValueError("no"))
    except ValueError as error:
        print(*places(error), sep="\n")


asyncio.run(main())
