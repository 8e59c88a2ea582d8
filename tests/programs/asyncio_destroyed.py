# A task that SystemExit leaves behind is reported to its loop's exception handler at the end.
import asyncio
import sys


async def sleeper():
    await asyncio.sleep(9)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: print(context["message"], sorted(context)))
    left.append(loop.create_task(sleeper()))
    loop.call_later(1, sys.exit, 4)
    await asyncio.sleep(2)


left = []
loop = asyncio.new_event_loop()
left.append(loop.create_task(main()))
try:
    loop.run_until_complete(left[0])
except SystemExit as error:
    print("SystemExit", error.code, [task.done() for task in left])
left.clear()
print("end")
