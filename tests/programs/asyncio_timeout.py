# timeout and timeout_at: states, rescheduling, nesting, and whose cancel it was.
import asyncio


def now():
    return asyncio.get_running_loop().time()


def show(error, depth=0):
    if error is None:
        return "-"
    if depth > 4:
        return "..."
    text = f"{type(error).__name__}{error.args}"
    if isinstance(error, BaseExceptionGroup):
        text = "[" + ", ".join(show(part, depth + 1) for part in error.exceptions) + "]"
    if error.__cause__ or error.__context__:
        text += f" <{show(error.__cause__, depth + 1)} | {show(error.__context__, depth + 1)}>"
    return text


async def attempt(name, coroutine, *cancels):
    begun = now()
    task = asyncio.create_task(coroutine)
    for number, delay in enumerate(cancels):
        asyncio.get_running_loop().call_later(delay, task.cancel, f"number {number}")
    try:
        result = repr(await task)
    except BaseException as error:
        result = show(error)
    print(name, result, now() - begun, task.cancelling(), task.cancelled())
    await asyncio.sleep(3)


async def plain(delay, inner):
    async with asyncio.timeout(delay) as limit:
        print("   ", repr(limit), limit.when() is None or limit.when() - now(), limit.expired())
        try:
            await asyncio.sleep(inner)
        finally:
            print("   ", repr(limit)[:18], limit.expired(), asyncio.current_task().cancelling())
    print("   ", limit, limit.expired())
    return "through"


async def reschedule(*moves):
    async with asyncio.timeout(2) as limit:
        try:
            for move in moves:
                await asyncio.sleep(0.5)
                limit.reschedule(None if move is None else now() + move)
                print("   ", limit)
            await asyncio.sleep(3)
        finally:
            print("    at", now() % 1, limit.expired())
            try:
                limit.reschedule(None)
            except RuntimeError as error:
                print("   ", error)


async def nested(first, second, inner):
    try:
        async with asyncio.timeout(first) as outer:
            try:
                async with asyncio.timeout(second) as limit:
                    await asyncio.sleep(inner)
            except TimeoutError as error:
                print("    inner", show(error), outer, limit, asyncio.current_task().cancelling())
                await asyncio.sleep(0.5)
    except TimeoutError as error:
        print("    outer", show(error), outer, limit, asyncio.current_task().cancelling())
    return "through"


class Own(Exception):
    pass


async def converts(kind):
    async with asyncio.timeout(1):
        try:
            await asyncio.sleep(2)
        except asyncio.CancelledError as error:
            match kind:
                case "new": raise Own("new")
                case "from": raise Own("from") from error
                case "none": raise Own("none") from None
                case "group": raise ExceptionGroup("group", [Own("in"), ValueError("group")])
                case "deep":
                    try:
                        raise Own("one")
                    except Own:
                        raise Own("two")
                case "cancelled": raise asyncio.CancelledError("another")
                case "subclass":
                    class Kind(asyncio.CancelledError):
                        pass
                    raise Kind("of")
                case "return": return "returned"
                case "finally":
                    try:
                        raise
                    finally:
                        await asyncio.sleep(1)
                case "again": await asyncio.sleep(2)
        print("    swallowed", asyncio.current_task().cancelling())
    return "through"


async def group_in_timeout():
    async with asyncio.timeout(1):
        async with asyncio.TaskGroup() as group:
            async def fails():
                try:
                    await asyncio.sleep(5)
                except asyncio.CancelledError:
                    raise Own("in group")
            group.create_task(fails())
            group.create_task(asyncio.sleep(5))


async def cancel_self(when):
    async with asyncio.timeout(1):
        task = asyncio.current_task()
        if when == "before":
            task.cancel("self")
            await asyncio.sleep(2)
        elif when == "at":
            asyncio.get_running_loop().call_later(1, task.cancel, "self")
            await asyncio.sleep(2)
        elif when == "late":
            try:
                await asyncio.sleep(2)
            finally:
                task.cancel("self")
    return "through"


async def misuse():
    limit = asyncio.timeout(1)
    print("   ", limit, limit.when(), limit.expired())
    try:
        limit.reschedule(5)
    except RuntimeError as error:
        print("   ", error)
    async with limit:
        try:
            await limit.__aenter__()
        except RuntimeError as error:
            print("   ", error)
    try:
        limit.reschedule(5)
    except RuntimeError as error:
        print("   ", error)
    try:
        async with limit:
            pass
    except RuntimeError as error:
        print("   ", error)
    for bad in ("x", [], {}):
        try:
            async with asyncio.timeout(bad):
                pass
        except TypeError as error:
            print("   ", error)


async def blocked():
    import time
    async with asyncio.timeout(1):
        time.sleep(2)
    print("    no await, no cancel", asyncio.current_task().cancelling())
    async with asyncio.timeout(1):
        time.sleep(2)
        await asyncio.sleep(0)
    return "through"


async def main():
    for delay in (None, 2, 1, 0.5, 0, -1):
        for inner in (1, 0):
            await attempt(f"plain {delay} {inner}", plain(delay, inner))
    at = now() + 1
    try:
        async with asyncio.timeout_at(at) as limit:
            print(limit.when() == at)
            await asyncio.sleep(2)
    except TimeoutError:
        print(now() == at)
    for moves in ((1,), (3,), (None,), (0,), (-1,), (0.25, 5), (1, 0.5), (None, 1)):
        await attempt(f"reschedule {moves}", reschedule(*moves))
    for first in (1, 2):
        for second in (1, 2):
            for inner in (0.5, 1, 2):
                await attempt(f"nested {first} {second} {inner}", nested(first, second, inner))
    for kind in ("new", "from", "none", "group", "deep", "cancelled", "subclass", "return", "finally",
                 "again"):
        await attempt(f"converts {kind}", converts(kind))
        await attempt(f"converts {kind}, cancelled before", converts(kind), 0.5)
        await attempt(f"converts {kind}, cancelled at", converts(kind), 1)
        await attempt(f"converts {kind}, cancelled after", converts(kind), 1.5)
    await attempt("group", group_in_timeout())
    await attempt("group cancelled", group_in_timeout(), 1)
    for when in ("before", "at", "late"):
        await attempt(f"cancel_self {when}", cancel_self(when))
    await attempt("misuse", misuse())
    await attempt("blocked", blocked())
    print(asyncio.Timeout.__module__, asyncio.Timeout.__qualname__, asyncio.timeout.__name__)


asyncio.run(main())


async def no_task():
    pass

coroutine = asyncio.Timeout(None).__aenter__()
try:
    coroutine.send(None)
except RuntimeError as error:
    print(error)
