# conformance: except 3.14 machine: Emscripten's own errno, clock, signals and libm
"""The clocks of the module time on the virtual clock, and time.sleep's arguments."""
import asyncio
import time


def show(label, function, *args):
    try:
        print(label, repr(function(*args)))
    except Exception as error:
        print(label, type(error).__name__, error)


def clocks():
    print(time.time(), time.time_ns(), time.monotonic(), time.monotonic_ns(), time.perf_counter(),
          time.perf_counter_ns(), time.process_time(), time.process_time_ns(), time.thread_time(),
          time.thread_time_ns())


clocks()
time.sleep(1.25)
clocks()
time.sleep(0)
time.sleep(2)
time.sleep(True)
clocks()
print(time.gmtime().tm_sec, time.localtime()[:6], time.ctime(), time.strftime("%Y-%m-%d %H:%M:%S"))
print(time.asctime(), time.localtime(time.time()).tm_min, time.tzname, time.timezone, time.daylight,
      time.altzone)
time.tzset()
show("negative", time.sleep, -1)
show("negative", time.sleep, -0.5)


async def main():
    clocks()
    await asyncio.sleep(0.1)
    clocks()
    time.sleep(0.2)
    print(asyncio.get_running_loop().time(), time.monotonic())
    print(time.strftime("%H:%M:%S", time.gmtime(time.time())), time.mktime(time.localtime()))


asyncio.run(main())
