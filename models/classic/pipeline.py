"""A pipeline: stages joined by queues, as fast as its slowest stage.

Four stages of 0.2, 0.5, 0.1 and 0.3 seconds an item. One item after the other would take 1.1 s each; in the
pipeline a new item leaves every 0.5 s. A sentinel travels down the queues and ends each stage in turn.
"""
import asyncio

STAGES = {"read": 0.2, "parse": 0.5, "filter": 0.1, "store": 0.3}
ITEMS = 6
END = object()


async def stage(name, seconds, source, sink):
    busy = 0.0
    while (item := await source.get()) is not END:
        await asyncio.sleep(seconds)
        busy += seconds
        await sink.put(item)
    await sink.put(END)
    now = asyncio.get_running_loop().time()
    print(f"{now:4.1f} {name} ends, busy for {100 * busy / now:.0f} % of the time")


async def main():
    loop = asyncio.get_running_loop()
    queues = [asyncio.Queue(2) for _ in range(len(STAGES) + 1)]
    async with asyncio.TaskGroup() as group:
        for (name, seconds), source, sink in zip(STAGES.items(), queues, queues[1:]):
            group.create_task(stage(name, seconds, source, sink), name=name)

        async def feed():
            for item in range(ITEMS):
                await queues[0].put(f"item-{item}")
            await queues[0].put(END)

        group.create_task(feed(), name="feed")
        while (item := await queues[-1].get()) is not END:
            print(f"{loop.time():4.1f} {item} comes out")


asyncio.run(main())
