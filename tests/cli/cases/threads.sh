# Threads on the virtual clock: sleeps overlap, locks serialise, and the main thread's waits let others run.
program threads.py <<'END'
import threading
import time


def worker(name, seconds):
    print(f"{time.monotonic():.1f} {name} starts")
    time.sleep(seconds)
    print(f"{time.monotonic():.1f} {name} ends")


threads = [threading.Thread(target=worker, args=(name, seconds)) for name, seconds in
           (("a", 3), ("b", 1), ("c", 2))]
for thread in threads:
    thread.start()
    print("started", thread.name)
time.sleep(1.5)
print(f"{time.monotonic():.1f} main goes on")
for thread in threads:
    thread.join()
    print(f"{time.monotonic():.1f} joined {thread.name} {thread.is_alive()}")

lock = threading.Lock()


def locked(name):
    with lock:
        print(f"{time.monotonic():.1f} {name} has it")
        time.sleep(1)


threads = [threading.Thread(target=locked, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
print(lock.acquire(timeout=0.5), f"{time.monotonic():.1f}")
print(lock.acquire(), f"{time.monotonic():.1f}")
lock.release()
threading.Thread(target=worker, args=("left", 2)).start()
threading.Thread(target=worker, args=("daemon", 3), daemon=True).start()
print("main ends")
END
vloop run -q threads.py
exits 0
out_is <<'END'
0.0 a starts
started Thread-1 (worker)
0.0 b starts
started Thread-2 (worker)
0.0 c starts
started Thread-3 (worker)
1.0 b ends
1.5 main goes on
2.0 c ends
3.0 a ends
3.0 joined Thread-1 (worker) False
3.0 joined Thread-2 (worker) False
3.0 joined Thread-3 (worker) False
3.0 0 has it
False 3.5
4.0 1 has it
5.0 2 has it
True 6.0
6.0 left starts
6.0 daemon starts
main ends
8.0 left ends
END

# Two locks in two orders: who holds what.
program deadlock.py <<'END'
import threading
import time

first, second = threading.Lock(), threading.Lock()


def work(a, b):
    with a:
        time.sleep(1)
        with b:
            print("never")


one = threading.Thread(target=work, args=(first, second), name="one")
two = threading.Thread(target=work, args=(second, first), name="two")
one.start()
two.start()
one.join()
END
vloop run -q deadlock.py
exits 3
out_is_empty
err_has 'deadlock'
err_has 'MainThread, line 18, waits in Thread.join'
err_has 'one, line 10, waits for a lock that two holds'
err_has 'two, line 10, waits for a lock that one holds'

# An exception ends its thread and no other.
program raises.py <<'END'
import sys
import threading


def bad():
    raise ValueError("no")


for target in (bad, sys.exit):
    thread = threading.Thread(target=target, name="worker")
    thread.start()
    thread.join()
print("goes on")
END
vloop run -q raises.py
exits 0
echo goes on | out_is
err_has '^Exception in thread worker:'
err_has '^ValueError: no'

# What waits below C code cannot be suspended: refused by name, at its line.
program below.py <<'END'
import threading
import time


def key(x):
    time.sleep(1)
    return x


thread = threading.Thread(target=lambda: sorted([2, 1], key=key))
thread.start()
thread.join()
END
vloop run -q below.py
exits 2
err_has 'below.py:6'
err_has 'time.sleep in a thread'
