# What tasks wait for at a deadlock, by primitive.
program waits.py <<'EOF'
import asyncio


async def main():
    held, cond, queue, full = asyncio.Lock(), asyncio.Condition(), asyncio.Queue(), asyncio.Queue(1)
    semaphore, barrier, event, lost = asyncio.Semaphore(2), asyncio.Barrier(3), asyncio.Event(), asyncio.Lock()
    full.put_nowait(1)

    async def holder():
        async with held:
            await event.wait()

    async def condition():
        async with cond:
            await cond.wait()

    async def acquire(what, times=1):
        for _ in range(times):
            await what.acquire()

    awaited = [holder(), acquire(held), condition(), acquire(semaphore, 3), barrier.wait(), queue.get(),
               full.put(2), full.join(), acquire(lost), acquire(lost)]
    await asyncio.gather(*awaited)


asyncio.run(main())
EOF
vloop run -q waits.py
exits 3
err_has 'Task-2 .*line 11, waits for Event.wait'
err_has 'Task-3 .*line 19, waits for Lock held by Task-2 .main.<locals>.holder., line 11$'
err_has 'Task-4 .*line 15, waits for Condition.wait'
err_has 'Task-5 .*waits for Semaphore.acquire .0 of 2 free.'
err_has 'Task-6 .Barrier.wait. waits for Barrier.wait .1 of 3 are there.'
err_has 'Task-7 .Queue.get. waits for Queue.get on an empty Queue'
err_has 'Task-8 .Queue.put. waits for Queue.put on a full Queue .1 item.'
err_has 'Task-9 .Queue.join. waits for Queue.join .1 item without task_done.'
err_has 'Task-11 .*waits for Lock held by a task that has ended'
