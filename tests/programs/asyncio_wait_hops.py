# Loop iterations of wait, wait_for, shield, timeout, as_completed and TaskGroup, from the await to what
# follows it; time stands still or moves as it likes, rounds are counted by a callback that runs in each.
import asyncio

rounds = 0
counting = False


def count():
    global rounds
    rounds += 1
    if counting and rounds < 100000:
        asyncio.get_running_loop().call_soon(count)


def show(error):
    parts = f"{type(error).__name__}{error.args}"
    return parts + (f" from {show(error.__cause__)}" if error.__cause__ else "")


async def noop():
    return "noop"


async def slow(n=2):
    for _ in range(n):
        await asyncio.sleep(0)
    return "slow"


async def failing(n=0):
    await slow(n)
    raise ValueError("failing")


async def stubborn(n=2):
    try:
        await asyncio.Future()
    except asyncio.CancelledError:
        await slow(n)
    return "stubborn"


async def block(seconds):
    # time passes, and nobody gets a turn
    import time
    time.sleep(seconds)
    return "block"


async def measure(name, make):
    global counting, rounds
    counting, rounds = True, 0
    asyncio.get_running_loop().call_soon(count)
    await asyncio.sleep(0)
    start = rounds
    try:
        result = await make()
    except BaseException as error:
        result = show(error)
    print(f"{name}: {rounds - start} {result}")
    counting = False
    await asyncio.sleep(0)
    await asyncio.sleep(1)


async def group(*makers):
    async with asyncio.TaskGroup() as tasks:
        for make in makers:
            tasks.create_task(make)


async def group_with_body(body, *makers):
    async with asyncio.TaskGroup() as tasks:
        for make in makers:
            tasks.create_task(make)
        await body


async def limit(delay, inner):
    async with asyncio.timeout(delay):
        return await inner


async def count_done(tasks, **options):
    done, pending = await asyncio.wait(tasks, **options)
    for task in pending:
        task.cancel()
    return len(done), len(pending)


async def collect(coroutines, **options):
    results = []
    for item in asyncio.as_completed(coroutines, **options):
        try:
            results.append(await item)
        except Exception as error:
            results.append(show(error))
    return results


async def cancelled(coroutine, rounds_first):
    task = asyncio.create_task(coroutine)
    await slow(rounds_first)
    task.cancel("stop")
    return await task


async def main():
    create = asyncio.create_task

    def tasks(*coroutines):
        return [create(coroutine) for coroutine in coroutines]

    await measure("wait 3 noops", lambda: count_done(tasks(noop(), noop(), noop())))
    await measure("wait 3 noops, first", lambda: count_done(
        tasks(noop(), noop(), noop()), return_when=asyncio.FIRST_COMPLETED))
    await measure("wait mixed, first", lambda: count_done(
        tasks(slow(1), slow(4), noop()), return_when=asyncio.FIRST_COMPLETED))
    await measure("wait mixed, exception", lambda: count_done(
        tasks(slow(6), failing(3), noop()), return_when=asyncio.FIRST_EXCEPTION))
    done = tasks(noop(), noop())
    await slow(3)
    await measure("wait done", lambda: count_done(done))
    await measure("wait done, first", lambda: count_done(done, return_when="FIRST_COMPLETED"))
    await measure("wait, limit 0", lambda: count_done(tasks(slow(6)), timeout=0))
    await measure("wait, limit -1", lambda: count_done(tasks(noop()), timeout=-1))
    await measure("wait, limit 1", lambda: count_done(tasks(asyncio.sleep(2)), timeout=1))
    for delay in (None, 5, 0, -1):
        await measure(f"wait_for noop {delay}", lambda: asyncio.wait_for(noop(), delay))
        await measure(f"wait_for slow {delay}", lambda: asyncio.wait_for(slow(), delay))
        await measure(f"wait_for sleep {delay}", lambda: asyncio.wait_for(asyncio.sleep(1, 7), delay))
        await measure(f"wait_for failing {delay}", lambda: asyncio.wait_for(failing(), delay))
        await measure(f"wait_for task {delay}", lambda: asyncio.wait_for(create(slow(4)), delay))
        await measure(f"wait_for done {delay}", lambda: asyncio.wait_for(done[0], delay))
        await measure(f"wait_for block {delay}", lambda: asyncio.wait_for(block(1), delay))
        if delay is not None:
            await measure(f"wait_for stubborn {delay}", lambda: asyncio.wait_for(stubborn(), delay))
            await measure(f"wait_for stubborn task {delay}",
                          lambda: asyncio.wait_for(create(stubborn(5)), delay))
    await measure("wait_for expires", lambda: asyncio.wait_for(asyncio.sleep(9), 1))
    await measure("wait_for expires, blocked", lambda: asyncio.wait_for(
        asyncio.gather(asyncio.sleep(9), block(3)), 1))
    await measure("wait_for future expires", lambda: asyncio.wait_for(asyncio.Future(), 1))
    await measure("wait_for same instant", lambda: asyncio.wait_for(asyncio.sleep(1), 1))
    sleeping = create(asyncio.sleep(1, "slept"))
    await slow(1)
    await measure("wait_for task, same instant", lambda: asyncio.wait_for(sleeping, 1))
    await measure("wait_for in wait_for",
                  lambda: asyncio.wait_for(asyncio.wait_for(asyncio.sleep(9), 2), 1))
    await measure("wait_for in wait_for, equal",
                  lambda: asyncio.wait_for(asyncio.wait_for(asyncio.sleep(9), 1), 1))
    await measure("shield noop", lambda: asyncio.shield(noop()))
    await measure("shield slow", lambda: asyncio.shield(slow()))
    await measure("shield sleep", lambda: asyncio.shield(asyncio.sleep(1)))
    await measure("shield failing", lambda: asyncio.shield(failing()))
    await measure("shield done", lambda: asyncio.shield(done[0]))
    await measure("shield future", lambda: asyncio.wait_for(asyncio.shield(asyncio.Future()), 1))
    await measure("timeout noop", lambda: limit(1, noop()))
    await measure("timeout None", lambda: limit(None, slow()))
    await measure("timeout 0 noop", lambda: limit(0, noop()))
    for delay in (0, -1, 0.5, 1):
        await measure(f"timeout {delay} sleep", lambda: limit(delay, asyncio.sleep(1)))
        await measure(f"timeout {delay} task", lambda: limit(delay, create(asyncio.sleep(1))))
        await measure(f"timeout {delay} stubborn", lambda: limit(delay, stubborn()))
        await measure(f"timeout {delay} twice", lambda: limit(delay, limit(delay, slow(9))))
    await measure("as_completed", lambda: collect([noop(), noop(), noop()]))
    await measure("as_completed mixed", lambda: collect([slow(5), failing(2), noop()]))
    await measure("as_completed, limit", lambda: collect(
        [asyncio.sleep(3, 1), asyncio.sleep(1, 2)], timeout=2))
    await measure("as_completed none", lambda: collect([]))
    await measure("as_completed done", lambda: collect(done))
    await measure("group", lambda: group())
    await measure("group 3 noops", lambda: group(noop(), noop(), noop()))
    await measure("group sleeps", lambda: group(asyncio.sleep(1), asyncio.sleep(1)))
    await measure("group fails", lambda: group(failing()))
    await measure("group one fails", lambda: group(slow(9), failing(), stubborn()))
    await measure("group all fail", lambda: group(failing(2), failing(), failing(1)))
    await measure("group body", lambda: group_with_body(slow(6), noop(), slow(2)))
    await measure("group body fails", lambda: group_with_body(failing(2), noop(), slow(9)))
    await measure("group body and task fail", lambda: group_with_body(failing(2), failing(0)))
    for first in range(4):
        await measure(f"cancelled wait {first}",
                      lambda: cancelled(count_done(tasks(slow(2))), first))
        await measure(f"cancelled wait_for {first}",
                      lambda: cancelled(asyncio.wait_for(slow(2), 1), first))
        await measure(f"cancelled wait_for task {first}",
                      lambda: cancelled(asyncio.wait_for(create(slow(1)), 1), first))
        await measure(f"cancelled shield {first}",
                      lambda: cancelled(limit(1, asyncio.shield(create(slow(1)))), first))
        await measure(f"cancelled as_completed {first}",
                      lambda: cancelled(collect([slow(1), slow(2)]), first))
        await measure(f"cancelled group {first}", lambda: cancelled(group(slow(1), noop()), first))
        await measure(f"cancelled group, stubborn {first}",
                      lambda: cancelled(group(stubborn(), slow(1)), first))
        await measure(f"cancelled group, failing {first}",
                      lambda: cancelled(group(failing(1), slow(1)), first))


asyncio.run(main())
