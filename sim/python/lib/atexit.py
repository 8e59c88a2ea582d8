# Functions to be called when the program has ended, the last first.
from _vloop_lib import at_exit as _at_exit

_functions = []


def register(func, /, *args, **kwargs):
    if not callable(func):
        raise TypeError("the first argument must be callable")
    if not _functions:
        _at_exit(_run_exitfuncs)
    _functions.append((func, args, kwargs))
    return func


def unregister(func, /):
    _functions[:] = [entry for entry in _functions if entry[0] != func]


def _clear():
    _functions.clear()


def _ncallbacks():
    return len(_functions)


def _run_exitfuncs():
    for func, args, kwargs in reversed(_functions[:]):  # what is registered meanwhile is not called
        if all(entry[0] is not func for entry in _functions):
            continue
        try:
            func(*args, **kwargs)
        except SystemExit:
            pass
        except BaseException:
            import sys, traceback
            print(f"Exception ignored in atexit callback: {func!r}" if sys.version_info < (3, 13)
                  else f"Exception ignored in atexit callback {func!r}:", file=sys.stderr)
            traceback.print_exc()
    _functions.clear()
