# Where CPython keeps what all executors share.
from concurrent.futures import (ALL_COMPLETED, CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED,
    FIRST_COMPLETED, FIRST_EXCEPTION, PENDING, RUNNING, BrokenExecutor, CancelledError,
    DoneAndNotDoneFutures, Error, Executor, Future, InvalidStateError, TimeoutError, as_completed, wait)
