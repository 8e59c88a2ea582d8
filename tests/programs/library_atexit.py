import asyncio
import atexit
import gc


class Node:
    def __init__(self, name):
        self.name, self.other = name, None

    def __del__(self):
        print("gone:", self.name)


def bye(*args, **kwargs):
    print("bye", args, kwargs)


def later():
    print("registers another")
    atexit.register(bye, "late")


atexit.register(bye)
print(atexit.register(bye, 1, key=2) is bye)
atexit.register(later)


@atexit.register
def last():
    print("first of all")


unwanted = lambda: print("never")
atexit.register(unwanted)
atexit.unregister(unwanted)
try:
    atexit.register(3)
except TypeError as error:
    print(error)

gc.disable()
print(gc.isenabled())
a, b = Node("a"), Node("b")
a.other, b.other = b, a
del a, b
print("before")
gc.collect()
print("after", gc.isenabled())
gc.enable()
print(gc.isenabled(), len(gc.get_threshold()), gc.garbage)
print(type(gc.collect(0)))
try:
    gc.collect(3)
except ValueError as error:
    print(error)


async def main():
    await asyncio.sleep(1)
    print("main ends")

asyncio.run(main())
raise SystemExit(3)
