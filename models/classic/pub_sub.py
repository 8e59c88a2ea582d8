"""Publish and subscribe: every subscriber gets every message of its topics.

A subscriber has a queue of its own, so that a slow one delays nobody: when its queue is full the oldest
message is dropped, which it can see from the numbers. Subscribing is an `async with`, reading an `async for`.
"""
import asyncio
from collections import defaultdict


class Broker:
    def __init__(self):
        self.subscribers = defaultdict(list)

    def publish(self, topic, message):
        for queue in self.subscribers[topic]:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait((topic, message))


class Subscription:
    def __init__(self, broker, *topics, room=2):
        self.broker, self.topics, self.queue = broker, topics, asyncio.Queue(room)

    async def __aenter__(self):
        for topic in self.topics:
            self.broker.subscribers[topic].append(self.queue)
        return self

    async def __aexit__(self, *error):
        for topic in self.topics:
            self.broker.subscribers[topic].remove(self.queue)

    def __aiter__(self):
        return self

    async def __anext__(self):
        topic, message = await self.queue.get()
        if message is None:
            raise StopAsyncIteration
        return topic, message


async def subscriber(name, broker, topics, seconds):
    loop = asyncio.get_running_loop()
    async with Subscription(broker, *topics) as messages:
        async for topic, message in messages:
            print(f"{loop.time():4.2f} {name}: {topic} {message}")
            await asyncio.sleep(seconds)
    print(f"{loop.time():4.2f} {name} leaves")


async def main():
    broker = Broker()
    async with asyncio.TaskGroup() as group:
        group.create_task(subscriber("quick", broker, ["news", "sport"], 0.05))
        group.create_task(subscriber("slow", broker, ["news"], 1.0))
        await asyncio.sleep(0)
        for number in range(8):
            broker.publish("sport" if number % 3 == 2 else "news", f"#{number}")
            await asyncio.sleep(0.25)
        for topic in ("news", "sport"):
            broker.publish(topic, None)


asyncio.run(main())
