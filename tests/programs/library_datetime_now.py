# The clock's time as dates: virtual time moves it, and nothing else.
import asyncio
import time
from datetime import date, datetime, timedelta, timezone


async def main():
    start = datetime.now()
    print(start, datetime.now(timezone.utc), date.today(), datetime.today())
    await asyncio.sleep(1.5)
    print(datetime.now() - start, datetime.now().strftime("%H:%M:%S.%f"), f"{datetime.now():%c}")
    time.sleep(86400)
    print(datetime.now().isoformat(), datetime.now(timezone(timedelta(hours=-3))).isoformat())
    print(datetime.now().timestamp() == time.time(), datetime.fromtimestamp(time.time()))
    print(date.today() - start.date())
    print(time.strftime("%Y-%m-%d %H:%M:%S"), datetime.now().timetuple().tm_yday)

asyncio.run(main())
