# conformance: 3.12+
"""asyncio.run with a loop factory."""
import asyncio

made = []


def factory():
    made.append(asyncio.new_event_loop())
    return made[-1]


async def main():
    return asyncio.get_running_loop() is made[-1]


print(asyncio.run(main(), loop_factory=factory), made[0].is_closed())
with asyncio.Runner(loop_factory=factory) as runner:
    print(runner.get_loop() is made[1], runner.run(main()))
print(len(made))
try:
    asyncio.run(3, loop_factory=factory)
except Exception as exc:
    print(type(exc).__name__, exc)
