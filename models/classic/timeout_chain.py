"""Timeouts in a chain of calls: the innermost deadline that passes first is the one that counts.

A page needs a profile, which needs a database. Each layer has a timeout of its own; where an outer one
expires, the inner layers see a cancellation, not a timeout, and clean up. One deadline handed down
(`timeout_at`) is the other way: every layer knows how much time is left.
"""
import asyncio


def tell(text):
    print(f"{asyncio.get_running_loop().time():5.2f} {text}")


async def database(seconds):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        tell("    database: query cancelled")
        raise
    return "rows"


async def profile(seconds, limit):
    try:
        async with asyncio.timeout(limit):
            return await database(seconds)
    except TimeoutError:
        tell("  profile: database too slow, a default is used")
        return "default"
    finally:
        tell("  profile: leaves")


async def page(seconds, inner, outer):
    tell(f"page: query of {seconds} s, limits {inner} s within {outer} s")
    try:
        async with asyncio.timeout(outer):
            tell(f"page: shows {await profile(seconds, inner)}")
    except TimeoutError:
        tell("page: error 504")


async def with_deadline(deadline, queries):
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(deadline):
            for seconds in queries:
                await database(seconds)
                tell(f"one more query done, {deadline - loop.time():.2f} s left")
    except TimeoutError:
        tell("the deadline has passed")


async def main():
    await page(0.5, 1.0, 2.0)
    await page(1.5, 1.0, 2.0)
    await page(1.5, 5.0, 1.0)
    await with_deadline(asyncio.get_running_loop().time() + 1, [0.3, 0.3, 0.3, 0.3])


asyncio.run(main())
