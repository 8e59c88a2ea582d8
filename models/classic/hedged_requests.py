"""Hedged requests: ask a second server when the first is slow.

Most answers take 10 ms, one in twenty takes a second. A hedge sends the same request again when no answer has
come after 30 ms, takes the first answer and cancels the other: a few requests more, and the tail is gone.
"""
import asyncio
import random

REQUESTS = 400
HEDGE_AFTER = 0.03
sent = 0


async def server():
    global sent
    sent += 1
    slow = random.random() < 0.05
    await asyncio.sleep(1.0 if slow else random.uniform(0.005, 0.015))
    return "answer"


async def hedged():
    first = asyncio.create_task(server())
    done, pending = await asyncio.wait({first}, timeout=HEDGE_AFTER)
    if not done:
        second = asyncio.create_task(server())
        done, pending = await asyncio.wait({first, second}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    return done.pop().result()


async def measure(name, ask):
    global sent
    loop = asyncio.get_running_loop()
    times, sent = [], 0
    for _ in range(REQUESTS):
        start = loop.time()
        await ask()
        times.append(loop.time() - start)
    times.sort()
    shown = ", ".join(f"{share}% within {times[REQUESTS * share // 100] * 1000:.1f} ms"
                      for share in (50, 90, 99))
    print(f"{name}: {shown}; {sent} requests sent")


async def main():
    random.seed(7)
    await measure("plain ", server)
    await measure("hedged", hedged)


asyncio.run(main())
