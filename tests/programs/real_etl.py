"""Extract, transform, load: async generators joined by bounded queues, batches, a progress line, bad rows aside."""
import argparse
import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import partial, reduce
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")
U = TypeVar("U")

RAW = """id,day,customer,amount,currency
1,2024-02-28,ada,19.99,EUR
2,2024-02-28,bob,5,USD
3,2024-02-29,ada,abc,EUR
4,2024-02-30,cyd,7.25,EUR
5,2024-03-01,bob,12.345,GBP
6,2024-03-01,cyd,1000,JPY
7,2024-03-02,ada,-3.5,EUR
8,2024-03-02,,4,EUR
9,2024-03-02,bob,2.50,XXX
"""
RATES = {"EUR": Fraction(1), "USD": Fraction("0.92"), "GBP": Fraction("1.17"), "JPY": Fraction("0.0062")}


@dataclass(frozen=True, slots=True)
class Sale:
    id: int
    day: date
    customer: str
    euros: Fraction

    def row(self) -> dict[str, Any]:
        return {key: str(value) if not isinstance(value, int) else value for key, value in asdict(self).items()}


class BadRow(ValueError):
    pass


async def extract(text: str, pause: float) -> AsyncIterator[dict[str, str]]:
    for row in csv.DictReader(io.StringIO(text)):
        await asyncio.sleep(pause)
        yield row


async def transform(row: dict[str, str]) -> Sale:
    await asyncio.sleep(0.02 * len(row["customer"]))
    try:
        day = datetime.strptime(row["day"], "%Y-%m-%d").date()
        amount = Fraction(row["amount"])
        rate = RATES[row["currency"]]
    except ValueError as error:
        what = "amount" if "Fraction" in str(error) else "day"
        raise BadRow(f"no such {what}: {row[what]!r}") from None
    except KeyError as error:
        raise BadRow(f"unknown currency {error}") from error
    if not (customer := row["customer"].strip()):
        raise BadRow("nobody bought this")
    return Sale(int(row["id"]), day, customer.title(), round(amount * rate, 2))


async def batches(source: AsyncIterator[T], size: int, patience: float) -> AsyncIterator[list[T]]:
    """Full batches, or what there is when the next item takes too long."""
    batch: list[T] = []
    step = None
    try:
        while True:
            step = step or asyncio.ensure_future(anext(source))
            done, _ = await asyncio.wait({step}, timeout=patience if batch else None)
            if done:
                batch.append(step.result())
                step = None
            if batch and (len(batch) == size or not done):
                yield batch
                batch = []
    except StopAsyncIteration:
        if batch:
            yield batch


async def mapped(source: AsyncIterator[T], function: Callable[[T], Awaitable[U]], rejects: list, width: int = 3):
    """Several at a time, results in the order of the source."""
    queue: asyncio.Queue = asyncio.Queue(width)

    async def feed() -> None:
        async for item in source:
            await queue.put((item, asyncio.create_task(function(item))))
        await queue.put(None)

    feeder = asyncio.create_task(feed())
    while (entry := await queue.get()) is not None:
        item, task = entry
        try:
            yield await task
        except BadRow as error:
            rejects.append((item["id"], str(error)))
    await feeder


@asynccontextmanager
async def database(name: str):
    rows: list[dict] = []
    await asyncio.sleep(0.1)
    print(f"[{name}] open")
    try:
        yield rows
    except BaseException:
        rows.clear()
        print(f"[{name}] rolled back")
        raise
    else:
        print(f"[{name}] committed {len(rows)} rows")
    finally:
        await asyncio.sleep(0.1)
        print(f"[{name}] closed")


def bar(done: int, of: int, width: int = 20) -> str:
    full = done * width // of
    return f"[{'=' * full}{'>' if full < width else ''}{' ' * (width - full - 1)}] {done / of:4.0%}"


async def main(options: argparse.Namespace) -> int:
    loop, rejects, total = asyncio.get_running_loop(), [], RAW.count("\n") - 1
    async with database("sales") as table:
        sales = mapped(extract(RAW, options.pause), transform, rejects)
        async for batch in batches(sales, options.batch, 0.5):
            table.extend(sale.row() for sale in batch)
            print(f"{loop.time():6.2f}", bar(len(table) + len(rejects), total), [sale.id for sale in batch])
            if options.strict and rejects:
                raise BadRow(rejects[0][1])
        print(json.dumps(table[:2], indent=2, sort_keys=True))
        parse = partial(datetime.strptime, **{})
        key = attrgetter("customer")
        kept = sorted((Sale(row["id"], parse(row["day"], "%Y-%m-%d").date(), row["customer"],
                            Fraction(row["euros"])) for row in table), key=key)
        for customer, group in groupby(kept, key=key):
            group = list(group)
            span = max(s.day for s in group) - min(s.day for s in group) + timedelta(days=1)
            print(f"{customer:>5}: {reduce(lambda a, s: a + s.euros, group, Fraction(0))!s:>8} EUR in {span.days} day(s)")
    for number, why in rejects:
        print(f"row {number}: {why}")
    return len(rejects)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="etl", description=__doc__)
    made.add_argument("--batch", type=int, default=3, metavar="N")
    made.add_argument("--pause", type=float, default=0.05)
    made.add_argument("--strict", action="store_true")
    return made


if __name__ == "__main__":
    print(asyncio.run(main(parser().parse_args([]))))
    print(asyncio.run(main(parser().parse_args("--batch 2 --pause 0.6".split()))))
    try:
        asyncio.run(main(parser().parse_args(["--strict"])))
    except BadRow as error:
        print("stopped:", error)
