"""The modules of the package, the names they share, and which loop is the present one."""
import asyncio
import asyncio.tasks
import asyncio.events as events
from asyncio import exceptions, locks, queues, futures, coroutines, runners, timeouts, taskgroups
from asyncio.tasks import Task, gather, wait_for
from asyncio.futures import Future
from asyncio.exceptions import CancelledError, InvalidStateError
from asyncio.locks import Lock, Event
from asyncio.queues import Queue, QueueEmpty
from asyncio.events import AbstractEventLoop, get_running_loop

print(Task is asyncio.Task, Future is asyncio.Future, Lock is asyncio.Lock, Queue is asyncio.Queue,
      gather is asyncio.gather, wait_for is asyncio.wait_for, Event is asyncio.Event,
      QueueEmpty is asyncio.QueueEmpty, CancelledError is asyncio.CancelledError)
print(asyncio.tasks.sleep is asyncio.sleep, events.Handle is asyncio.Handle,
      exceptions.TimeoutError is TimeoutError, locks.Semaphore is asyncio.Semaphore,
      queues.LifoQueue is asyncio.LifoQueue, futures.isfuture is asyncio.isfuture,
      coroutines.iscoroutine is asyncio.iscoroutine, runners.run is asyncio.run,
      timeouts.timeout is asyncio.timeout, taskgroups.TaskGroup is asyncio.TaskGroup)
print(asyncio.__name__, asyncio.tasks.__name__, Task.__module__, Lock.__module__, InvalidStateError.__module__,
      asyncio.Runner.__module__, AbstractEventLoop.__module__)
try:
    from asyncio.tasks import nothing
except ImportError as exc:
    print(str(exc).split(" (")[0])
try:
    asyncio.nothing
except AttributeError as exc:
    print(exc)
try:
    asyncio.tasks.nothing
except AttributeError as exc:
    print(exc)


async def main(loop: asyncio.AbstractEventLoop, q: "asyncio.Queue[int]", t: asyncio.Task[int] = None):
    return isinstance(get_running_loop(), AbstractEventLoop)


print(asyncio.run(main(None, None)))
print(asyncio.Future[int], asyncio.Task[str], asyncio.Queue[int])
