# asyncio.timeout(): a deadline for what runs inside an `async with`. When it passes, the task is
# cancelled; on the way out the CancelledError becomes a TimeoutError, unless somebody else cancelled too.
from asyncio import CancelledError, current_task, get_running_loop
from _vloop import profile

_SUBCLASSES = profile("TIMEOUT_TAKES_CANCEL_SUBCLASSES")
_IN_CONTEXT = profile("TIMEOUT_IN_CONTEXT")


def _put_into_context(exc):
    # The CancelledError that `exc` came from was the deadline's: a TimeoutError goes between the two.
    while (context := exc.__context__) is not None:
        if isinstance(context, CancelledError):
            error = TimeoutError()
            error.__context__ = error.__cause__ = context
            exc.__context__ = error
            return
        exc = context


class Timeout:
    def __init__(self, when):
        self._state = "created"  # active, expiring, expired, finished: as repr says it
        self._timeout_handler = None
        self._task = None
        self._when = when

    def when(self):
        return self._when

    def reschedule(self, when):
        if self._state != "active":
            if self._state == "created":
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
        self._set_timer(when)

    def _set_timer(self, when):
        if when is None:
            self._timeout_handler = None
            return
        loop = get_running_loop()
        if when <= loop.time():
            self._timeout_handler = loop.call_soon(self._on_timeout)
        else:
            self._timeout_handler = loop.call_at(when, self._on_timeout)

    def expired(self):
        return self._state in ("expiring", "expired")

    def __repr__(self):
        if self._state != "active":
            return f"<Timeout [{self._state}]>"
        when = None if self._when is None else round(self._when, 3)
        return f"<Timeout [active] when={when}>"

    # wait_for calls these two without the coroutines around them.
    def _enter(self):
        if self._state != "created":
            raise RuntimeError("Timeout has already been entered")
        task = current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._cancelling = task.cancelling()
        self._set_timer(self._when)

    def _leave(self, exc):
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
            self._timeout_handler = None
        if self._state == "active":
            self._state = "finished"
        elif self._state == "expiring":
            self._state = "expired"
            if self._task.uncancel() <= self._cancelling and exc is not None:
                if type(exc) is CancelledError or _SUBCLASSES and isinstance(exc, CancelledError):
                    raise TimeoutError from exc
                if _IN_CONTEXT:
                    _put_into_context(exc)
                    if isinstance(exc, ExceptionGroup):
                        for part in exc.exceptions:
                            _put_into_context(part)

    async def __aenter__(self):
        self._enter()
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        self._leave(exc_val)

    def _on_timeout(self):
        self._task.cancel()
        self._state = "expiring"
        self._timeout_handler = None


def timeout(delay):
    loop = get_running_loop()
    return Timeout(None if delay is None else loop.time() + delay)


def timeout_at(when):
    return Timeout(when)
