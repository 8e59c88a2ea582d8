# signal: no signal ever comes to a program in a simulation, but those that it raises itself. Handlers are
# kept, and a note of the run says that they were set. Model: CPython's Lib/signal.py on Linux.
from _vloop import note_signal as _note


class _Named(int):
    def __new__(cls, value, name=None):
        if name is None:
            if int(value) not in cls._by_value:
                raise ValueError(f"{value!r} is not a valid {cls.__name__}")
            return cls._by_value[int(value)]
        self = int.__new__(cls, value)
        self.name = self._name_ = name
        cls._by_value[value] = self
        return self

    @property
    def value(self):
        return int(self)

    def __repr__(self):
        return f"<{type(self).__name__}.{self.name}: {int(self)}>"

    def __str__(self):
        return int.__repr__(self)

    def __reduce__(self):
        return type(self), (int(self),)


class Signals(_Named):
    _by_value = {}


class Handlers(_Named):
    _by_value = {}


for _i, _name in enumerate(
        "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP "
        "TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".split(), 1):
    _name = "SIG" + _name
    globals()[_name] = Signals(_i, _name)
    setattr(Signals, _name, globals()[_name])
SIGCLD = SIGCHLD
SIGPOLL = SIGIO
SIGIOT = SIGABRT
NSIG = 65
SIG_DFL = Handlers.SIG_DFL = Handlers(0, "SIG_DFL")
SIG_IGN = Handlers.SIG_IGN = Handlers(1, "SIG_IGN")
del _i, _name


def default_int_handler(signalnum, frame, /):
    raise KeyboardInterrupt


_handlers = {SIGINT: default_int_handler, SIGPIPE: SIG_IGN, SIGXFSZ: SIG_IGN}


def _check(signalnum):
    if not 0 < int(signalnum) < NSIG:
        raise ValueError("signal number out of range")
    return int(signalnum)


def signal(signalnum, handler):
    import threading
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("signal only works in main thread of the main interpreter")
    number = _check(signalnum)
    if not callable(handler):
        if handler not in (SIG_DFL, SIG_IGN):
            raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
        handler = Handlers(handler)
    if number in (SIGKILL, SIGSTOP):
        raise OSError(22, "Invalid argument")
    _note(getattr(Signals._by_value.get(number), "name", str(number)))
    before = _handlers.get(number, SIG_DFL)
    _handlers[number] = handler
    return before


def getsignal(signalnum):
    return _handlers.get(_check(signalnum), SIG_DFL)


def raise_signal(signalnum, /):
    number = _check(signalnum)
    handler = _handlers.get(number, SIG_DFL)
    if callable(handler):
        handler(number, None)
    elif handler == SIG_DFL and number not in (SIGCHLD, SIGCONT, SIGURG, SIGWINCH):
        from _vloop_lib import unsupported
        unsupported(f"{Signals(number).name} without a handler ends the process: it is not supported")


def strsignal(signalnum, /):
    words = {SIGHUP: "Hangup", SIGINT: "Interrupt", SIGQUIT: "Quit", SIGABRT: "Aborted", SIGKILL: "Killed",
             SIGUSR1: "User defined signal 1", SIGSEGV: "Segmentation fault",
             SIGUSR2: "User defined signal 2", SIGPIPE: "Broken pipe", SIGALRM: "Alarm clock",
             SIGTERM: "Terminated"}
    return words.get(_check(signalnum))


def valid_signals():
    return set(Signals._by_value.values()) | set(range(34, 65))


# What loop.add_signal_handler and remove_signal_handler do: the loop never gets to call it.
def _add_to_loop(loop, sig, callback, *args):
    if not isinstance(sig, int):
        raise TypeError(f"sig must be an int, not {sig!r}")
    if sig not in valid_signals():
        raise ValueError(f"invalid signal number {sig}")
    _note(getattr(Signals._by_value.get(int(sig)), "name", str(int(sig))))
    _in_loops[loop, int(sig)] = callback


def _remove_from_loop(loop, sig):
    return _in_loops.pop((loop, int(sig)), None) is not None


_in_loops = {}
