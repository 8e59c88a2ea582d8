# What comes from the operating system's entropy in CPython: here from a stream of the run's own, so that a
# run can be repeated. Not for secrets.
from random import Random


class SystemRandom(Random):
    def seed(self, *args, **kwds):
        return None

    def getstate(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    setstate = getstate


SystemRandom.__module__ = "random"
_shared = []


def system():
    if not _shared:
        _shared.append(Random())
    return _shared[0]
