# Exceptions that nobody took, as an exception handler sees them.
import asyncio


class Own(asyncio.Future):
    pass


async def fails():
    raise ValueError("lost")


def handler(loop, context):
    print(context["message"], repr(context["exception"]), sorted(context))


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    loop.create_future().set_exception(KeyError("plain"))
    Own().set_exception(KeyError("own"))
    asyncio.create_task(fails())
    await asyncio.sleep(1)
    asyncio.gather(fails())
    await asyncio.sleep(1)


asyncio.run(main())
