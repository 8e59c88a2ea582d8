# conformance: except 3.14 machine: Emscripten's own errno, clock, signals and libm
"""signal: handlers are kept and given back, and run for what the program raises itself."""
import signal

print(repr(signal.SIGINT), signal.SIGTERM == 15, int(signal.SIGUSR1), signal.SIGTERM.name, signal.SIGINT.value)
print(repr(signal.Signals(15)), repr(signal.Signals.SIGHUP), repr(signal.SIG_DFL), repr(signal.SIG_IGN))
print(f"{signal.SIGINT}", "%d" % signal.SIGINT, signal.SIGALRM in {signal.SIGALRM: 1})
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)
got = []


def handler(number, frame):
    got.append((number, signal.Signals(number).name))


def other(number, frame):
    raise RuntimeError("from a handler")


print(repr(signal.signal(signal.SIGTERM, handler)), signal.getsignal(15) is handler)
print(signal.signal(signal.SIGTERM, other) is handler, signal.signal(15, handler) is other)
print(repr(signal.signal(signal.SIGUSR1, signal.SIG_IGN)), repr(signal.signal(signal.SIGUSR1, handler)))
signal.raise_signal(signal.SIGTERM)
signal.raise_signal(signal.SIGUSR1)
print(got, type(got[0][0]))
signal.signal(signal.SIGUSR2, other)
try:
    signal.raise_signal(signal.SIGUSR2)
except RuntimeError as error:
    print(error)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as error:
    print("KeyboardInterrupt", error.args)
for bad in (lambda: signal.signal(0, handler), lambda: signal.signal(99, handler), lambda: signal.signal(9, handler),
            lambda: signal.signal(15, None), lambda: signal.Signals(77)):
    try:
        bad()
    except (ValueError, TypeError, OSError) as error:
        print(type(error).__name__, error)
print(signal.strsignal(signal.SIGTERM), signal.SIGTERM in signal.valid_signals())
