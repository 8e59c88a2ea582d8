# asyncio.TaskGroup. Its tasks are kept in a set, which iterates in order of creation.
from asyncio import CancelledError, current_task, get_running_loop
from _vloop import profile, waiter

_UNCANCEL_FIRST = profile("TASKGROUP_UNCANCEL_FIRST")
_CANCEL_KINDS = profile("TASKGROUP_TAKES_CANCEL_SUBCLASSES")
_RECANCEL = profile("TASKGROUP_KEEPS_CANCEL_COUNT")
_CLOSES = profile("TASKGROUP_CLOSES_REFUSED")
_NAMES_LATER = profile("TASK_NAMED_AFTER_CREATION")
_EAGER_END_AT_ONCE = profile("TASKGROUP_EAGER_END_AT_ONCE")
_OPTIONS = profile("TASKGROUP_PASSES_OPTIONS")


class TaskGroup:
    def __init__(self):
        self._entered = False
        self._exiting = False
        self._aborting = False
        self._loop = None
        self._parent_task = None
        self._parent_cancel_requested = False
        self._tasks = set()
        self._errors = []
        self._base_error = None
        self._on_completed_fut = None

    def __repr__(self):
        text = "<TaskGroup"
        if self._tasks:
            text += f" tasks={len(self._tasks)}"
        if self._errors:
            text += f" errors={len(self._errors)}"
        if self._aborting:
            text += " cancelling"
        elif self._entered:
            text += " entered"
        return text + ">"

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        if self._loop is None:
            self._loop = get_running_loop()
        self._parent_task = current_task(self._loop)
        if self._parent_task is None:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        self._entered = True
        return self

    async def __aexit__(self, et, exc, tb):
        self._exiting = True
        cancelled = None  # the CancelledError to let out
        if et is not None:
            if self._base_error is None and self._is_base_error(exc):
                self._base_error = exc
            if self._is_cancel(et):
                cancelled = exc
            if _UNCANCEL_FIRST and self._take_back_cancel():
                cancelled = None
            if not self._aborting:
                self._abort()
        elif _UNCANCEL_FIRST:
            self._take_back_cancel()
        while self._tasks:  # a cancel of this task ends the wait, not the group
            if self._on_completed_fut is None:
                self._on_completed_fut = waiter("TaskGroup", self._tasks)
            try:
                await self._on_completed_fut
            except CancelledError as error:
                if not self._aborting:
                    cancelled = error
                    self._abort()
            self._on_completed_fut = None
        if self._base_error is not None:
            raise self._base_error
        if not _UNCANCEL_FIRST and self._take_back_cancel():
            cancelled = None
        if cancelled is not None and not self._errors:
            raise cancelled
        if et is not None and not self._is_cancel(et):
            self._errors.append(exc)
        if self._errors:
            parent = self._parent_task
            if _RECANCEL and parent.cancelling():  # from outside: it is to arrive once more
                parent.uncancel()
                parent.cancel()
            try:
                group = BaseExceptionGroup("unhandled errors in a TaskGroup", self._errors)
                raise group from None
            finally:
                self._errors = None

    def _is_cancel(self, kind):
        return kind is CancelledError or _CANCEL_KINDS and issubclass(kind, CancelledError)

    def _take_back_cancel(self):
        # The group's own cancel of its task; True: nobody else asked for one.
        return self._parent_cancel_requested and self._parent_task.uncancel() == 0

    def _refuse(self, coro, why):
        if _CLOSES:
            coro.close()
        raise RuntimeError(f"TaskGroup {self!r} {why}")

    def _check(self, coro):
        if not self._entered:
            self._refuse(coro, "has not been entered")
        if self._exiting and not self._tasks:
            self._refuse(coro, "is finished")
        if self._aborting:
            self._refuse(coro, "is shutting down")

    def _adopt(self, task):
        if _EAGER_END_AT_ONCE and task.done():
            self._on_task_done(task)
        else:
            self._tasks.add(task)
            task.add_done_callback(self._on_task_done)
        return task

    if _OPTIONS:
        def create_task(self, coro, **kwargs):
            self._check(coro)
            return self._adopt(self._loop.create_task(coro, **kwargs))
    else:
        def create_task(self, coro, *, name=None, context=None):
            self._check(coro)
            create = self._loop.create_task
            if _NAMES_LATER:
                task = create(coro) if context is None else create(coro, context=context)
                if name is not None:
                    task.set_name(name)
            elif context is None:
                task = create(coro, name=name)
            else:
                task = create(coro, name=name, context=context)
            return self._adopt(task)

    def _is_base_error(self, exc):
        return isinstance(exc, (SystemExit, KeyboardInterrupt))

    def _abort(self):
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _on_task_done(self, task):
        self._tasks.discard(task)
        if not self._tasks:
            completed = self._on_completed_fut
            if completed is not None and not completed.done():
                completed.set_result(True)
        if task.cancelled():
            return
        exc = task.exception()
        if exc is None:
            return
        self._errors.append(exc)
        if self._base_error is None and self._is_base_error(exc):
            self._base_error = exc
        parent = self._parent_task
        if parent.done():
            self._loop.call_exception_handler({
                "message": f"Task {task!r} has errored out but its parent task {parent} "
                           "is already completed",
                "exception": exc,
                "task": task,
            })
        elif not self._aborting and not self._parent_cancel_requested:
            self._abort()
            self._parent_cancel_requested = True
            parent.cancel()
