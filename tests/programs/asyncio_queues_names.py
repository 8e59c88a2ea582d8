# Where the primitives are found, by version.
import asyncio
print(asyncio.locks.Lock is asyncio.Lock, asyncio.queues.Queue, asyncio.exceptions.BrokenBarrierError is asyncio.BrokenBarrierError)
from asyncio.queues import Queue, QueueEmpty, PriorityQueue
import asyncio.locks as L
from asyncio import Lock, Semaphore, BoundedSemaphore, LifoQueue, QueueFull
print(Queue is asyncio.Queue, L.Barrier, QueueEmpty is asyncio.QueueEmpty, QueueFull.__mro__)
print(hasattr(asyncio, "QueueShutDown"), hasattr(Queue, "shutdown"), L.__name__)
try:
    Queue().shutdown
except AttributeError as e: print(e)
try:
    asyncio.QueueShutDown
except AttributeError as e: print(e)
try:
    from asyncio import QueueShutDown
except ImportError as e: print(str(e).split("(")[0])
print(Lock, Semaphore.__qualname__, Queue[int], LifoQueue[str]().maxsize)
class E(asyncio.Event): pass
print(repr(E()).split(" at ")[0], isinstance(Lock(), Lock))
q: asyncio.Queue[int] = asyncio.Queue()
def f(q: "asyncio.Queue[tuple[int, str]]", r: asyncio.PriorityQueue[int] | None = None): return r
print(f.__annotations__["r"])
print(asyncio.iscoroutinefunction(Lock().acquire), asyncio.iscoroutinefunction(Queue.get), asyncio.iscoroutinefunction(Queue.put_nowait))
