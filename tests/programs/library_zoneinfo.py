# conformance: except 3.14 its judge has no time zone files
from datetime import datetime, timedelta, timezone, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney", "Europe/London", "Europe/Dublin", "America/Los_Angeles", "America/Sao_Paulo", "Pacific/Auckland", "Etc/GMT+5", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham", "EST5EDT", "GMT", "Africa/Cairo", "Antarctica/Troll", "Pacific/Apia", "America/Havana", "Asia/Jerusalem"]
for name in zones:
    z = ZoneInfo(name)
    print(name, repr(z), str(z), z.key, z is ZoneInfo(name), z.utcoffset(None))
    for month in (1, 3, 4, 6, 9, 10, 11, 12):
        for day in (1, 8, 15, 30):
            d = datetime(2025, month, day, 2, 30, tzinfo=z)
            print(d.isoformat(), d.tzname(), d.dst(), d.timestamp(), d.replace(fold=1).utcoffset(), d.astimezone(timezone.utc).strftime("%d %H:%M"), end=" ")
    print()
    u = datetime(2026, 1, 1, tzinfo=timezone.utc)
    last = None
    for hour in range(0, 365 * 24):
        at = (u + timedelta(hours=hour)).astimezone(z)
        now = at.utcoffset(), at.tzname()
        if now != last:
            print(at, at.fold, now)
            for minutes in (-31, -1, 0, 59, 61, 121):
                x = (u + timedelta(hours=hour, minutes=minutes)).astimezone(z); print(x, x.fold, x.timestamp())
        last = now
    for text in ("2025-03-30T02:30", "2025-10-26T02:30", "2025-03-09T02:30", "2025-11-02T01:30", "2025-04-06T02:15", "2025-10-05T02:15", "2025-03-30T01:00", "2025-10-26T01:59:59"):
        for fold in (0, 1):
            d = datetime.fromisoformat(text).replace(tzinfo=z, fold=fold); print(d, d.tzname(), d.dst(), end=" ")
    print()
tell(ZoneInfo, "Nowhere/City"); tell(ZoneInfo, "/etc/passwd"); tell(ZoneInfo, "../x"); print(ZoneInfoNotFoundError.__mro__[1].__name__, "Europe/Paris" in available_timezones(), ZoneInfo.no_cache("UTC") is ZoneInfo("UTC"))
a = datetime(2025, 7, 1, 12, tzinfo=ZoneInfo("Europe/Berlin")); b = a.astimezone(ZoneInfo("America/New_York")); print(a == b, a - b, b, b + timedelta(days=180), (b + timedelta(days=180)) - b, a < b + timedelta(seconds=1), f"{a:%Z %z}", repr(a), time(1, tzinfo=ZoneInfo("Europe/Berlin")).utcoffset(), hash(a) == hash(b), datetime.now(ZoneInfo("Asia/Tokyo")).tzinfo)
import copy; print(copy.copy(ZoneInfo("UTC")), copy.deepcopy(a) == a, isinstance(ZoneInfo("UTC"), type(timezone.utc).__mro__[1]))
