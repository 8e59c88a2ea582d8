"""Work in phases: nobody begins a phase before everybody has ended the one before.

Four workers simulate a board of cells: each works out its part, waits at the barrier, and only then reads what
its neighbours have written. A phase takes as long as its slowest worker; the time waited is what uneven
parts cost.
"""
import asyncio

WORKERS = 4
PHASES = 3


def work_of(worker, phase):
    return 0.2 + 0.1 * ((worker * 3 + phase * 5) % 7)


async def work(number, barrier, cells, waited):
    loop = asyncio.get_running_loop()
    for phase in range(PHASES):
        left, right = cells[number - 1], cells[(number + 1) % WORKERS]
        await asyncio.sleep(work_of(number, phase))
        arrived = loop.time()
        position = await barrier.wait()
        waited[number] += loop.time() - arrived
        cells[number] = left + right  # nobody reads before the second barrier
        if position == 0:
            print(f"{loop.time():4.1f} all have ended phase {phase}")
        await barrier.wait()


async def main():
    barrier = asyncio.Barrier(WORKERS)
    cells, waited = [1, 0, 2, 0], [0.0] * WORKERS
    async with asyncio.TaskGroup() as group:
        for number in range(WORKERS):
            group.create_task(work(number, barrier, cells, waited), name=f"worker-{number}")
    print("cells", cells)
    for number, seconds in enumerate(waited):
        print(f"worker {number} waited {seconds:.1f} s")


asyncio.run(main())
