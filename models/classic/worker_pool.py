"""A pool of workers that share one queue.

Ten jobs, three workers: each takes the next job when it is free, so that nobody waits while there is work.
`queue.join()` returns when every job has been marked as done; the workers, which never end by themselves,
are then cancelled. The total is the longest chain of jobs, not their sum.
"""
import asyncio
import time

JOBS = [0.5, 1.0, 0.25, 2.0, 0.5, 0.75, 1.5, 0.25, 1.0, 0.5]
WORKERS = 3


async def worker(name, queue, start):
    while True:
        number, length = await queue.get()
        await asyncio.sleep(length)
        print(f"{time.perf_counter() - start:4.2f} {name} finished job {number} ({length} s)")
        queue.task_done()


async def main():
    start = time.perf_counter()
    queue = asyncio.Queue()
    for job in enumerate(JOBS):
        queue.put_nowait(job)
    workers = [asyncio.create_task(worker(f"worker-{i}", queue, start)) for i in range(WORKERS)]
    await queue.join()
    for task in workers:
        task.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    print(f"{sum(JOBS)} s of work in {time.perf_counter() - start:.2f} s by {WORKERS} workers")


asyncio.run(main())
