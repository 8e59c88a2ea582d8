"""A bank without and with a lock: the lost update.

Each transfer reads a balance, asks another system, and writes. Between the two awaits others run: what they
wrote is overwritten, and money appears or vanishes, though there is only one thread. With a lock for
each account, taken in the order of names, the sum stays what it was.
"""
import asyncio
import contextlib
import random

ACCOUNTS = ["alice", "bob", "carol", "dave"]
TRANSFERS = 40


class Bank:
    def __init__(self, locking):
        self.balance = dict.fromkeys(ACCOUNTS, 100)
        self.locks = {name: asyncio.Lock() if locking else contextlib.nullcontext() for name in ACCOUNTS}

    async def transfer(self, source, target, amount):
        first, second = sorted((source, target))
        async with self.locks[first], self.locks[second]:
            old_source, old_target = self.balance[source], self.balance[target]
            await asyncio.sleep(0.01)  # an audit by another system
            if old_source < amount:
                return
            self.balance[source] = old_source - amount
            self.balance[target] = old_target + amount


async def day(locking):
    random.seed(11)
    loop = asyncio.get_running_loop()
    bank, start = Bank(locking), loop.time()
    async with asyncio.TaskGroup() as group:
        for _ in range(TRANSFERS):
            source, target = random.sample(ACCOUNTS, 2)
            group.create_task(bank.transfer(source, target, random.randint(1, 60)))
            await asyncio.sleep(0.004)
    total = sum(bank.balance.values())
    print(f"{'with' if locking else 'without'} locks: {bank.balance}, in all {total}, "
          f"{(loop.time() - start) * 1000:.0f} ms")


async def main():
    await day(locking=False)
    await day(locking=True)


asyncio.run(main())
