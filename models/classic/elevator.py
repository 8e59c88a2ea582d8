"""An elevator that serves calls by the "elevator algorithm".

It goes on in its direction while somebody there wants to get on or off, and turns round only then. People are
tasks, each waiting for the doors on a Condition; the elevator is a task that sleeps while nobody calls.
"""
import asyncio

FLOOR_TIME, DOOR_TIME = 1.0, 2.0
PEOPLE = [("Ann", 0.0, 0, 6), ("Ben", 2.5, 3, 5), ("Cid", 3.0, 2, 0), ("Dee", 9.0, 6, 1), ("Eve", 40.0, 4, 0)]


class Elevator:
    def __init__(self):
        self.floor, self.direction, self.stops = 0, 1, set()
        self.doors = asyncio.Condition()   # told when the doors have opened at a floor
        self.called = asyncio.Event()

    def call(self, floor):
        self.stops.add(floor)
        self.called.set()

    async def run(self):
        while True:
            await self.called.wait()
            while self.stops:
                if self.floor in self.stops:
                    self.stops.discard(self.floor)
                    async with self.doors:
                        self.doors.notify_all()
                    await asyncio.sleep(DOOR_TIME)
                    continue
                ahead = [stop for stop in self.stops if (stop - self.floor) * self.direction > 0]
                if not ahead:
                    self.direction = -self.direction
                await asyncio.sleep(FLOOR_TIME)
                self.floor += self.direction
            self.called.clear()

    async def reach(self, floor):
        self.call(floor)
        async with self.doors:
            await self.doors.wait_for(lambda: self.floor == floor and floor not in self.stops)


async def person(name, arrival, origin, target, elevator):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(arrival)
    await elevator.reach(origin)
    print(f"{loop.time():5.1f} {name} gets on at {origin}, waited {loop.time() - arrival:.1f} s")
    await elevator.reach(target)
    print(f"{loop.time():5.1f} {name} gets off at {target}, {loop.time() - arrival:.1f} s in all")


async def main():
    elevator = Elevator()
    running = asyncio.create_task(elevator.run())
    await asyncio.gather(*[person(*who, elevator) for who in PEOPLE])
    running.cancel()


asyncio.run(main())
