# The collector of cycles. Reference counts free most things at once; when the collector runs by itself is the
# interpreter's own matter.
from _vloop_lib import collect as _collect, python_minor as _minor

DEBUG_STATS, DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE, DEBUG_SAVEALL, DEBUG_LEAK = 1, 2, 4, 32, 38
garbage = []
callbacks = []
_state = {"enabled": True, "threshold": (2000, 10, 0) if _minor >= 13 else (700, 10, 10), "debug": 0}


def collect(generation=2):
    if not 0 <= generation <= 2:
        raise ValueError("invalid generation")
    return _collect()


def enable():
    _state["enabled"] = True


def disable():
    _state["enabled"] = False


def isenabled():
    return _state["enabled"]


def get_threshold():
    return _state["threshold"]


def set_threshold(threshold0, threshold1=None, threshold2=None, /):
    old = _state["threshold"]
    _state["threshold"] = (threshold0, old[1] if threshold1 is None else threshold1,
                           old[2] if threshold2 is None else threshold2)


def freeze():
    pass


def unfreeze():
    pass


def get_freeze_count():
    return 0


def get_debug():
    return _state["debug"]


def set_debug(flags, /):
    _state["debug"] = flags
