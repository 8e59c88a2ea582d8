"""Readers and writers: many may read at once, a writer wants to be alone.

Built from one Condition. Writers have precedence: a reader that comes while a writer waits has to wait too,
or a stream of readers would keep every writer out for ever.
"""
import asyncio
import contextlib


class ReadWriteLock:
    def __init__(self):
        self.changed = asyncio.Condition()
        self.readers, self.writing, self.writers_waiting = 0, False, 0

    @contextlib.asynccontextmanager
    async def reading(self):
        async with self.changed:
            await self.changed.wait_for(lambda: not self.writing and not self.writers_waiting)
            self.readers += 1
        try:
            yield
        finally:
            async with self.changed:
                self.readers -= 1
                self.changed.notify_all()

    @contextlib.asynccontextmanager
    async def writing_alone(self):
        async with self.changed:
            self.writers_waiting += 1
            await self.changed.wait_for(lambda: not self.writing and not self.readers)
            self.writers_waiting -= 1
            self.writing = True
        try:
            yield
        finally:
            async with self.changed:
                self.writing = False
                self.changed.notify_all()


async def use(name, lock, arrival, length):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(arrival)
    access = lock.writing_alone() if name.startswith("writer") else lock.reading()
    async with access:
        print(f"{loop.time():4.1f} {name} begins, {loop.time() - arrival:.1f} s after it came")
        await asyncio.sleep(length)
        print(f"{loop.time():4.1f} {name} ends")


async def main():
    lock = ReadWriteLock()
    async with asyncio.TaskGroup() as group:
        for number in range(5):
            group.create_task(use(f"reader-{number}", lock, 0.4 * number, 1.0))
        group.create_task(use("writer-0", lock, 0.5, 0.7))
        group.create_task(use("writer-1", lock, 0.6, 0.3))


asyncio.run(main())
