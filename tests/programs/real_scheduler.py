"""A cron-like scheduler on the loop's own methods, callbacks and futures, in the style of before async and await."""
import asyncio
import bisect
import datetime as dt
import heapq
import string
import sys
import warnings
from collections import ChainMap, namedtuple
from operator import itemgetter
from types import MappingProxyType

Entry = namedtuple("Entry", "name minute hour weekday action", defaults=[None])
DEFAULTS = MappingProxyType({"retries": 0, "timeout": 30.0, "owner": "nobody"})
REPORT = string.Template("$name ($owner): ${runs} runs, last $last")


def parse_field(text, low, high):
    """The numbers that a field of a crontab stands for: * */n a-b a,b."""
    found = set()
    for part in text.split(","):
        part, _, step = part.partition("/")
        if part == "*":
            first, last = low, high
        else:
            first, _, last = part.partition("-")
            first, last = int(first), int(last or first)
        if not low <= first <= last <= high:
            raise ValueError(f"{text!r} is not within {low}-{high}")
        found.update(range(first, last + 1, int(step or 1)))
    return tuple(sorted(found))


def parse(line):
    name, minute, hour, weekday = line.split()
    return Entry(name, parse_field(minute, 0, 59), parse_field(hour, 0, 23), parse_field(weekday, 0, 6))


def next_run(entry, after):
    """The first minute after `after` that the entry names."""
    at = after.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
    while at.weekday() not in entry.weekday or at.hour not in entry.hour:
        at = at.replace(minute=0) + dt.timedelta(hours=1)
    place = bisect.bisect_left(entry.minute, at.minute)
    if place == len(entry.minute):
        return next_run(entry, at.replace(minute=59))
    return at.replace(minute=entry.minute[place])


class Scheduler:
    def __init__(self, loop, start):
        self.loop, self.start, self.jobs, self.log = loop, start, {}, []
        self.heap, self.handle, self.done = [], None, loop.create_future()
        loop.set_exception_handler(self.failed)

    def now(self):
        return self.start + dt.timedelta(seconds=self.loop.time())

    def failed(self, loop, context):
        print(f"{self.now():%a %H:%M:%S} failed: {context['message'].split(' at ')[0]}: {context.get('exception')!r}")

    def add(self, line, action, **options):
        entry = parse(line)._replace(action=action)
        self.jobs[entry.name] = ChainMap({"runs": 0, "last": "never", "entry": entry}, options, DEFAULTS)
        self.push(entry.name)
        return self

    def push(self, name):
        heapq.heappush(self.heap, (next_run(self.jobs[name]["entry"], self.now()), name))
        if self.handle is None or self.heap[0][1] == name:
            self.arm()

    def arm(self):
        if self.handle:
            self.handle.cancel()
        wait = (self.heap[0][0] - self.now()).total_seconds()
        self.handle = self.loop.call_later(wait, self.fire)

    def fire(self):
        self.handle = None
        while self.heap and self.heap[0][0] <= self.now():
            _, name = heapq.heappop(self.heap)
            job = self.jobs[name]
            job["runs"] += 1
            job["last"] = f"{self.now():%H:%M}"
            self.log.append((self.now(), name))
            future = self.loop.create_future()
            self.loop.call_soon(job["entry"].action, self.loop, future, name, job["runs"])
            future.add_done_callback(lambda future, name=name: self.ended(name, future))
        if not self.done.done() and self.heap:
            self.arm()

    def ended(self, name, future):
        if future.cancelled():
            return
        error = future.exception()
        if error is not None:
            job = self.jobs[name]
            if job["retries"] > 0:
                job["retries"] -= 1
                self.loop.call_later(90, self.fire_again, name)
            raise error
        print(f"{self.now():%a %H:%M:%S} {name} -> {future.result()}")
        if not self.done.done():
            self.push(name)

    def fire_again(self, name):
        heapq.heappush(self.heap, (self.now(), name))
        self.fire()

    def stop(self, result):
        if self.handle:
            self.handle.cancel()
        self.done.set_result(result)


def backup(loop, future, name, run):
    loop.call_later(150, future.set_result, f"{name} no. {run}")


def mail(loop, future, name, run):
    if run == 1:
        return future.set_exception(ConnectionError("no route"))
    loop.call_later(1.5, lambda: future.cancelled() or future.set_result("sent"))


def weekly(loop, future, name, run):
    task = loop.create_task(asyncio.sleep(5, run * 10))
    task.add_done_callback(lambda task: future.set_result(task.result()))


def main():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
    start = dt.datetime(2024, 2, 28, 22, 50, 30)
    scheduler = Scheduler(loop, start)
    scheduler.add("backup */20 22,23 *", backup, owner="root", timeout=600)
    scheduler.add("mail 5,55 * 2-3", mail, retries=1).add("weekly 0 9 4", weekly, owner="ann")
    for bad in ("x 61 * *", "y 5-1 * *", "z a * *", "q * *"):
        try:
            scheduler.add(bad, print)
        except ValueError as error:
            print(f"{bad!r}: {error}")
    loop.call_later(3 * 3600, scheduler.stop, "three hours are over")
    print(loop.run_until_complete(scheduler.done), f"{loop.time():.0f}")
    for name, job in sorted(scheduler.jobs.items(), key=itemgetter(0)):
        print(REPORT.substitute(job, name=name), f"next {next_run(job['entry'], scheduler.now()):%Y-%m-%d %H:%M}")
    print(f"{start:%A}", len(scheduler.log), len(scheduler.heap))
    loop.close()
    return 0 if scheduler.log else 1


if __name__ == "__main__":
    sys.exit(main())
