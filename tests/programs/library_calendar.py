import datetime, time, random
from calendar import *
import calendar
def tell(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
print(calendar.month(2025, 2)); print(calendar.calendar(2024)); print(calendar.calendar(2023, 1, 2, 3, 4)); calendar.prmonth(1999, 12); calendar.prcal(2025, m=2); calendar.prweek([(1, 0), (0, 1)], 3); print()
for y, m in ((2024, 2), (2023, 2), (1900, 2), (2000, 1), (2025, 12), (1, 1), (9999, 12), (2025, 13), (2025, 0), (2025, -1), (10000, 1), (0, 5)):
    tell(monthrange, y, m); tell(monthcalendar, y, m); tell(calendar.month, y, m, 4, 2)
    for f in ("itermonthdates", "itermonthdays", "itermonthdays2", "itermonthdays3", "itermonthdays4"): tell(lambda: list(getattr(Calendar(random.randrange(7) if False else 3), f)(y, m))[-9:])
print([isleap(y) for y in (1900, 2000, 2023, 2024)], leapdays(1900, 2025), weekday(2025, 1, 1), repr(weekday(2025, 1, 1)), list(day_name), list(day_abbr), list(month_name), month_abbr[1:3], len(month_name), day_name[-1], MONDAY, SUNDAY, calendar.SUNDAY + 0, timegm((2025, 1, 1, 0, 0, 0)), timegm(time.gmtime(1e9)), timegm((1969, 12, 31, 23, 59, 59, 0, 0, 0)))
tell(lambda: day_name[7]); tell(setfirstweekday, 7); tell(weekday, 2025, 2, 30); setfirstweekday(SUNDAY); print(firstweekday(), weekheader(3), calendar.month(2025, 6), weekheader(10), monthcalendar(2025, 6)); c2 = TextCalendar(6); print(c2.formatmonth(2024, 9, 3, 1), list(c2.iterweekdays()), c2.formatyear(2025, m=6)[:400]); print(Calendar(2).yeardayscalendar(2025, 4)[0][1], Calendar().yeardatescalendar(2025)[3][2][0][0], len(Calendar().yeardays2calendar(2025, 5)), IllegalMonthError(5), calendar.mdays)
class T(TextCalendar):
    def formatday(self, d, w, width): return "--" if not d else super().formatday(d, w, width)
print(T().formatmonth(2025, 3))
