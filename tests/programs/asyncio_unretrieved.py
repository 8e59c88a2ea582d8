# Exceptions that nobody took, as an exception handler sees them. (Those of tasks: when CPython's garbage
# collector comes by.)
import asyncio


class Own(asyncio.Future):
    pass


def handler(loop, context):
    print(context["message"], repr(context["exception"]), sorted(context))


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    loop.create_future().set_exception(KeyError("plain"))
    Own().set_exception(KeyError("own"))
    future = loop.create_future()
    asyncio.gather(future)
    future.set_exception(ValueError("gathered"))
    await asyncio.sleep(1)


asyncio.run(main())
