# TaskGroup: what it says, what it raises, whom it cancels.
import asyncio


def show(error):
    if error is None:
        return "-"
    if isinstance(error, BaseExceptionGroup):
        inside = ", ".join(show(part) for part in error.exceptions)
        text = f"{type(error).__name__}({error.message!r}: {inside})"
    else:
        text = f"{type(error).__name__}{error.args}"
    if error.__cause__ or error.__context__:
        text += f" <{show(error.__cause__)} | {show(error.__context__)}>"
    return text


async def attempt(name, coroutine):
    task = asyncio.create_task(coroutine, name=name)
    try:
        result = await task
    except BaseException as error:
        result = show(error)
    print(f"{name}: {result} at {asyncio.get_running_loop().time()}", task.cancelling(),
          task.cancelled())


async def step(name, delay=1.0, error=None, on_cancel=None):
    try:
        await asyncio.sleep(delay)
        if error:
            raise error
        print("   ", name, "done")
        return name
    except asyncio.CancelledError as cancel:
        print("   ", name, "cancelled", cancel.args)
        if on_cancel:
            raise on_cancel
        raise


async def plain():
    async with asyncio.TaskGroup() as group:
        print("   ", group)
        one = group.create_task(step("one", 1), name="first")
        two = group.create_task(step("two", 2))
        print("   ", group, one.get_name(), len(two.get_name()) > 5)
        await asyncio.sleep(1.5)
        print("   ", group)
    print("   ", group)
    return one.result(), two.result()


async def errors():
    async with asyncio.TaskGroup() as group:
        group.create_task(step("a", 1, ValueError("a")))
        group.create_task(step("b", 1, KeyError("b")))
        group.create_task(step("c", 2))
        group.create_task(step("d", 2, on_cancel=RuntimeError("d")))
        try:
            await asyncio.sleep(5)
        finally:
            print("   ", group, asyncio.current_task().cancelling())


async def errors_while_leaving():
    async with asyncio.TaskGroup() as group:
        group.create_task(step("a", 1, ValueError("a")))
        group.create_task(step("c", 2))
    print("never")


async def body_raises():
    async with asyncio.TaskGroup() as group:
        group.create_task(step("a", 1))
        group.create_task(step("b", 1, on_cancel=OSError("b")))
        await asyncio.sleep(0)
        raise ValueError("body")


async def body_raises_cancelled():
    async with asyncio.TaskGroup() as group:
        group.create_task(step("a", 1))
        await asyncio.sleep(0)
        raise asyncio.CancelledError("from the body")


class Kind(asyncio.CancelledError):
    pass


async def body_raises_kind():
    async with asyncio.TaskGroup() as group:
        group.create_task(step("a", 1))
        await asyncio.sleep(0)
        raise Kind("of cancel")


async def child_raises_cancelled():
    async with asyncio.TaskGroup() as group:
        group.create_task(step("a", 1, asyncio.CancelledError("own")))
        group.create_task(step("b", 2))


async def children_raise_groups():
    async with asyncio.TaskGroup() as group:
        group.create_task(errors_while_leaving())
        group.create_task(body_raises())


async def base_exceptions():
    class Own(BaseException):
        pass
    async with asyncio.TaskGroup() as group:
        group.create_task(step("a", 1, Own("own")))
        group.create_task(step("b", 1, ValueError("b")))


async def nested():
    async with asyncio.TaskGroup() as outer:
        outer.create_task(step("outer", 3))
        try:
            async with asyncio.TaskGroup() as inner:
                inner.create_task(step("x", 1, ValueError("x")))
                inner.create_task(step("y", 2))
        except* ValueError as caught:
            print("   ", show(caught), asyncio.current_task().cancelling())
        await step("after", 0.5)


async def created_by_child():
    async def child(group, depth):
        await asyncio.sleep(0.5)
        if depth:
            group.create_task(child(group, depth - 1))
        print("   ", "depth", depth, group)
    async with asyncio.TaskGroup() as group:
        group.create_task(child(group, 3))


async def cancelled_from_outside(stubborn):
    async with asyncio.TaskGroup() as group:
        group.create_task(step("a", 3))
        group.create_task(step("b", 3, on_cancel=ValueError("b") if stubborn else None))


async def cancel_it(make, delay, times=1):
    task = asyncio.create_task(make)
    await asyncio.sleep(delay)
    for number in range(times):
        print("    cancel", task.cancel(f"number {number}"), task.cancelling())
    try:
        return await task
    finally:
        print("   ", task.cancelled(), task.cancelling())


async def swallow():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(step("a", 1, ValueError("a")))
            await asyncio.sleep(5)
    except* ValueError:
        pass
    print("   ", asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    return "goes on"


async def cancelled_and_failing():
    # the child fails in the very round in which this task is cancelled
    async def fail():
        await asyncio.sleep(1)
        raise ValueError("child")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
            await asyncio.sleep(5)
    except* ValueError as caught:
        print("   ", show(caught), asyncio.current_task().cancelling())
    await asyncio.sleep(0)
    return "not cancelled any more"


async def refusals():
    group = asyncio.TaskGroup()
    coroutine = step("never")
    try:
        group.create_task(coroutine)
    except RuntimeError as error:
        print("   ", error)
    coroutine.close()
    async with group:
        try:
            async with group:
                pass
        except RuntimeError as error:
            print("   ", error)
    coroutine = step("never")
    try:
        group.create_task(coroutine)
    except RuntimeError as error:
        print("   ", error)
    coroutine.close()
    try:
        await group.__aenter__()
    except RuntimeError as error:
        print("   ", error)

    async def late(group):
        try:
            await asyncio.sleep(5)
        finally:
            coroutine = step("never")
            try:
                group.create_task(coroutine)
            except RuntimeError as error:
                print("   ", error)
            coroutine.close()
    async with asyncio.TaskGroup() as group:
        group.create_task(late(group))
        await asyncio.sleep(1)
        raise ValueError("body")


async def returns_and_breaks():
    for number in range(3):
        async with asyncio.TaskGroup() as group:
            group.create_task(step(str(number), 0.5))
            if number == 1:
                break
            continue
    async with asyncio.TaskGroup() as group:
        group.create_task(step("last", 0.5))
        return "returned"


async def main():
    await attempt("plain", plain())
    await attempt("errors", errors())
    await attempt("errors_while_leaving", errors_while_leaving())
    await attempt("body_raises", body_raises())
    await attempt("body_raises_cancelled", body_raises_cancelled())
    await attempt("body_raises_kind", body_raises_kind())
    await attempt("child_raises_cancelled", child_raises_cancelled())
    await attempt("children_raise_groups", children_raise_groups())
    await attempt("base_exceptions", base_exceptions())
    await attempt("nested", nested())
    await attempt("created_by_child", created_by_child())
    for times in (1, 2):
        for stubborn in (False, True):
            await attempt(f"cancelled {times} {stubborn}",
                          cancel_it(cancelled_from_outside(stubborn), 1, times))
    await attempt("swallow", swallow())
    for delay in (0.5, 1, 1.5):
        await attempt(f"cancelled and failing {delay}", cancel_it(cancelled_and_failing(), delay))
    await attempt("refusals", refusals())
    await attempt("returns_and_breaks", returns_and_breaks())
    print(asyncio.TaskGroup(), asyncio.TaskGroup.__module__, asyncio.TaskGroup.__qualname__)


asyncio.run(main())


async def leave(kind):
    async def child():
        await asyncio.sleep(1)
        raise kind("leaving")
    async with asyncio.TaskGroup() as group:
        group.create_task(child())
        group.create_task(step("other", 3))


for kind in (KeyboardInterrupt, SystemExit):
    try:
        asyncio.run(leave(kind))
    except BaseException as error:
        print(show(error))
