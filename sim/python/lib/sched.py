# Events at their times, run by whoever calls run(): here time.sleep takes virtual time.
import time
from collections import namedtuple
from heapq import heapify, heappop, heappush

__all__ = ["scheduler"]

Event = namedtuple("Event", "time, priority, sequence, action, argument, kwargs")
_monotonic, _nothing = time.monotonic, object()


class scheduler:
    def __init__(self, timefunc=_monotonic, delayfunc=time.sleep):
        from threading import RLock
        self._queue = []
        self._lock = RLock()
        self.timefunc = timefunc
        self.delayfunc = delayfunc
        self._count = 0

    def enterabs(self, time, priority, action, argument=(), kwargs=_nothing):
        with self._lock:
            event = Event(time, priority, self._count, action, argument, {} if kwargs is _nothing else kwargs)
            self._count += 1
            heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=_nothing):
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        with self._lock:
            self._queue.remove(event)
            heapify(self._queue)

    def empty(self):
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event, now = self._queue[0], self.timefunc()
                due = event.time <= now
                if due:
                    heappop(self._queue)
            if due:
                event.action(*event.argument, **event.kwargs)
                self.delayfunc(0)
            elif not blocking:
                return event.time - now
            else:
                self.delayfunc(event.time - now)

    @property
    def queue(self):
        with self._lock:
            return sorted(self._queue)
