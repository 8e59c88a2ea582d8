# Task.get_stack and Task.print_stack, and what traceback tells of frames.
import asyncio
import io
import sys
import traceback


def show(text):
    print(text.replace(show.__code__.co_filename, "F"))


def stack_of(task):
    out = io.StringIO()
    task.print_stack(file=out)
    lines = out.getvalue().splitlines()
    print(lines[0].split(" for ")[0], len(lines))
    for line in lines[1:]:
        show(line)


async def inner(n):
    await asyncio.sleep(n)
    raise ValueError("late")


async def outer(n):
    await inner(n)


async def main():
    task = asyncio.create_task(outer(1), name="T")
    await asyncio.sleep(0)
    for frame in task.get_stack():
        print(frame.f_code.co_name, frame.f_lineno, frame.f_locals)
    print(task.get_coro().cr_await.cr_frame.f_lineno, len(task.get_stack(limit=0)))
    stack_of(task)
    await asyncio.wait([task])
    print([frame.f_code.co_name for frame in task.get_stack()],
          [frame.f_code.co_name for frame in task.get_stack(limit=1)])
    stack_of(task)
    done = asyncio.create_task(asyncio.sleep(0), name="D")
    await done
    stack_of(done)
    print(done.get_stack())


asyncio.run(main())


def three():
    for frame, line in traceback.walk_stack(sys._getframe()):
        print(frame.f_code.co_name, line)
        if frame.f_code.co_name == "<module>":
            break
    show("".join(traceback.format_stack(limit=2)))
    out = io.StringIO()
    traceback.print_stack(limit=1, file=out)
    show(out.getvalue())
    summary = traceback.extract_stack()
    print(summary[-1].name, summary[-1].line, summary[-1].lineno)
    own = traceback.StackSummary.extract(traceback.walk_stack(sys._getframe()), limit=1, capture_locals=True)
    show(str(own))
    print(sorted(own[0].locals))


def two():
    three()


two()


def fails(x):
    text = "kept"
    return x / 0 + len(text)


try:
    fails(3)
except ZeroDivisionError as error:
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    print([frame.locals for frame in told.stack][1])
    show("".join(traceback.TracebackException(type(error), error, error.__traceback__.tb_next,
                                              capture_locals=True).format()))
    show("".join(traceback.format_tb(error.__traceback__.tb_next)))
    traceback.clear_frames(error.__traceback__)
    print(error.__traceback__.tb_next.tb_frame.f_locals)
