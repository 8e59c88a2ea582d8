"""A crawler over a pretended web: a frontier, politeness per host, retries, a report."""
from __future__ import annotations

import asyncio
import logging
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Iterable, Optional
from urllib.parse import urljoin, urlparse

logging.basicConfig(level=logging.INFO, stream=sys.stdout, datefmt="%M:%S",
                    format="%(asctime)s.%(msecs)03d %(levelname)-7s %(message)s")
log = logging.getLogger("crawler")

SITE = {
    "https://a.example/": ["/about", "/blog", "https://b.example/"],
    "https://a.example/about": ["/", "/team"],
    "https://a.example/team": [],
    "https://a.example/blog": ["/blog/1", "/blog/2", "/blog/404"],
    "https://a.example/blog/1": ["/blog/2", "https://c.example/x?y=1#top"],
    "https://a.example/blog/2": ["/blog/1"],
    "https://b.example/": ["https://a.example/", "/slow"],
    "https://b.example/slow": [],
    "https://c.example/x?y=1": ["https://a.example/team"],
}


class FetchError(Exception):
    def __init__(self, url: str, status: int) -> None:
        super().__init__(f"{status} for {url}")
        self.url, self.status = url, status


@dataclass(order=True)
class Job:
    depth: int
    url: str = field(compare=True)
    tries: int = field(default=0, compare=False)


@dataclass
class Stats:
    pages: int = 0
    errors: list[FetchError] = field(default_factory=list)
    by_host: Counter[str] = field(default_factory=Counter)
    slowest: Optional[tuple[float, str]] = None

    def saw(self, url: str, took: float) -> None:
        self.pages += 1
        self.by_host[urlparse(url).netloc] += 1
        if self.slowest is None or took > self.slowest[0]:
            self.slowest = (took, url)


class Host:
    """At most two requests at a time, a pause between any two."""

    def __init__(self, pause: float = 0.1) -> None:
        self.slots = asyncio.Semaphore(2)
        self.pause, self.next_at = pause, 0.0

    async def __aenter__(self) -> "Host":
        await self.slots.acquire()
        loop = asyncio.get_running_loop()
        wait, self.next_at = max(0.0, self.next_at - loop.time()), max(self.next_at, loop.time()) + self.pause
        await asyncio.sleep(wait)
        return self

    async def __aexit__(self, *error: object) -> None:
        self.slots.release()


class Crawler:
    def __init__(self, seed: int, max_depth: int = 3) -> None:
        self.random = random.Random(seed)
        self.frontier: asyncio.PriorityQueue[Job] = asyncio.PriorityQueue()
        self.seen: set[str] = set()
        self.hosts: defaultdict[str, Host] = defaultdict(Host)
        self.stats, self.max_depth = Stats(), max_depth

    async def fetch(self, url: str) -> list[str]:
        await asyncio.sleep(3 if url.endswith("/slow") else self.random.uniform(0.05, 0.4))
        if url not in SITE:
            raise FetchError(url, 404)
        if self.random.random() < 0.2:
            raise FetchError(url, 503)
        return SITE[url]

    def push(self, urls: Iterable[str], base: str, depth: int) -> None:
        for url in urls:
            clean = urljoin(base, url).partition("#")[0]
            if clean not in self.seen and depth <= self.max_depth:
                self.seen.add(clean)
                self.frontier.put_nowait(Job(depth, clean))

    async def handle(self, job: Job) -> None:
        begun = time.perf_counter()
        async with self.hosts[urlparse(job.url).netloc]:
            links = await asyncio.wait_for(self.fetch(job.url), timeout=2.5)
        self.stats.saw(job.url, time.perf_counter() - begun)
        self.push(links, job.url, job.depth + 1)

    async def worker(self, name: str) -> None:
        while True:
            job = await self.frontier.get()
            try:
                await self.handle(job)
                log.info("%s got %s", name, job.url)
            except FetchError as error:
                if error.status >= 500 and job.tries < 2:
                    log.warning("%s: %s, again later", name, error)
                    self.frontier.put_nowait(Job(job.depth, job.url, job.tries + 1))
                else:
                    log.error("%s: %s", name, error)
                    self.stats.errors.append(error)
            except asyncio.TimeoutError:
                log.error("%s: %s takes too long", name, job.url)
            finally:
                self.frontier.task_done()

    async def run(self, start: str, workers: int = 4) -> Stats:
        self.push([start], start, 0)
        tasks = [asyncio.create_task(self.worker(f"w{n}"), name=f"w{n}") for n in range(workers)]
        await self.frontier.join()
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(one, asyncio.CancelledError) for one in ended)
        return self.stats


if __name__ == "__main__":
    for seed in (1, 7):
        started = time.perf_counter()
        stats = asyncio.run(Crawler(seed).run("https://a.example/"))
        print(f"{stats.pages} pages in {time.perf_counter() - started:.2f} s, {len(stats.errors)} errors")
        for host, count in stats.by_host.most_common():
            print(f"  {host:<12}{'#' * count} {count}")
        print("  slowest: {1} ({0:.3f} s)".format(*stats.slowest))
