# conformance: except 3.14 machine: Emscripten's own errno, clock, signals and libm
# Dates, times, differences and zones: values, texts and errors.
import datetime
from datetime import date, datetime as D, time, timedelta as T, timezone, tzinfo
def show(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
for a in [dict(), dict(days=1), dict(days=-1, seconds=3), dict(hours=25, minutes=61), dict(weeks=2, milliseconds=1.5),
          dict(seconds=0.1), dict(microseconds=0.5), dict(microseconds=1.5), dict(days=1.5, seconds=1e-7), dict(days=999999999), dict(seconds=-0.0000015)]:
    t = T(**a)
    print(repr(t), str(t), t.total_seconds(), t.days, t.seconds, t.microseconds, bool(t))
show(T, days=10**9); show(T, days=10**20); show(T, "x"); show(T, seconds=float('inf')); show(T, seconds=float('nan'))
a, b = T(days=3, hours=5), T(hours=7, minutes=3)
print(a+b, a-b, a*3, 3*a, a/b, a//b, a%b, divmod(a,b), a/2, a//7, a*1.5, a/0.3, -a, +a, abs(-a), a==b, a<b, a>b)
show(lambda: a/0); show(lambda: a//0); show(lambda: a%T(0)); show(lambda: a+1); show(lambda: 1-a); show(lambda: a<1); show(lambda: a*"x"); show(lambda: a/T(0)); show(lambda: a*a)
print(T.min, T.max, T.resolution, repr(T.max), hash(a)==hash(T(hours=77)), {a:1}[T(days=3, hours=5)])
show(lambda: T.max+T(1)); show(lambda: a == 1); show(lambda: a != None)
d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.ctime(), d.strftime("%A %d %B %Y %j %U %W %y %% %e"), f"{d:%d/%m}", format(d))
print(d.isocalendar().week, tuple(d.isocalendar()), d.isocalendar()[1], d.replace(year=2023, day=1), d + T(1), d - T(days=60), d - date(2023,1,1), T(2)+d)
print(d.timetuple())
for s in ["2024-01-02","20240102","2024-W01-1","2024W011","2024-W53","2024-13-01","2024-1-1","x","2024-02-30","2024-W01"]:
    show(date.fromisoformat, s)
show(date, 2024, 13, 1); show(date, 0, 1, 1); show(date, 2023, 2, 29); show(date, 10000,1,1); show(date, "2024", 1, 1); show(date, 2024.0, 1, 1)
show(date.fromisocalendar, 2024, 53, 1); show(date.fromisocalendar, 2020, 53, 7); show(date.fromisocalendar, 2020, 1, 8); show(date.fromordinal, 0); show(date.fromordinal, 738000)
show(lambda: date.max + T(1)); show(lambda: d + 1); show(lambda: d < 1); show(lambda: d - 1); show(lambda: d == D(2024,2,29)); show(lambda: d < date(2024,3,1))
print(date.min, date.max, date.resolution, sorted([date(2024,1,2), date(2023,5,5)]), date.fromtimestamp(86400*365.5))
n = D(2024, 3, 5, 7, 8, 9, 123456)
print(n, repr(n), n.isoformat(), n.isoformat(' ', 'seconds'), n.isoformat(timespec='milliseconds'), n.isoformat(sep='_', timespec='hours'), n.isoformat(timespec='minutes'))
show(n.isoformat, timespec='x'); show(n.isoformat, 'xx')
print(n.strftime("%Y-%m-%d %H:%M:%S.%f %p %I %a %b %c %x %X %z|%Z|%s %G-%V %u %w %y %h %D %T %R %r %n %t %C %e %k %l %-d %_d %^a %05d %q"))
print(f"{n:%H:%M}", format(n, ""), f"{n!s:>30}|", n.date(), n.time(), n.timetz(), n.timetuple()[:6], n.timetuple().tm_yday, n.ctime())
print(n.replace(hour=1, tzinfo=timezone.utc), n + T(days=1, hours=20), n - T(weeks=1), n - D(2024,1,1), n > D(2024,1,1), n == n.replace(fold=1), n.replace(fold=1))
print(repr(D(2024,1,1)), repr(D(2024,1,1,1,1,1)), repr(D(2024,1,1,tzinfo=timezone.utc)), D(2024,1,1).timestamp(), n.timestamp(), D(2024,1,1,tzinfo=timezone(T(hours=5,minutes=30))).timestamp())
z = timezone(T(hours=-5), "EST")
print(z, repr(z), repr(timezone(T(hours=2))), timezone(T(seconds=3661)), timezone.utc, repr(timezone.utc), timezone(T(0)) is timezone.utc, timezone.utc == timezone(T(0), "x"), datetime.UTC is timezone.utc, timezone.min, timezone.max)
show(timezone, T(days=1)); show(timezone, 5); show(timezone, T(0), 5); show(z.utcoffset, None); show(z.utcoffset, 5); show(z.tzname, n); show(z.dst, n)
u = D(2024, 6, 1, 12, tzinfo=timezone.utc)
print(u.astimezone(z), u.astimezone(), repr(u.astimezone()), repr(n.astimezone()), u.astimezone(z) == u, u - u.astimezone(z), u.utcoffset(), u.tzname(), u.dst(), n.utcoffset(), u.strftime("%z %Z"), u.astimezone(z).strftime("%z %Z"), u.utctimetuple()[:5], hash(u)==hash(u.astimezone(z)))
show(lambda: n < u); show(lambda: n == u); show(lambda: n - u); show(lambda: n < 5); show(lambda: n + n); show(lambda: n < d); show(lambda: d == n); show(lambda: d<n)
for s in ["2024-01-02T03:04:05","2024-01-02 03:04:05.678","2024-01-02T03:04:05Z","2024-01-02T03:04:05+05:30","2024-01-02T03","20240102T030405","2024-W01-2T10:11","2024-01-02","2024-01-02T","2024-01-02T25:00","2024-01-02T03:04:05.1234567","2024-01-02T03:04:05-00:00","2024-01-02T030405.5+0100","x","2024-01-02T03:4","2024-01-02T03:04:05+25:00", "2024W01T10"]:
    show(D.fromisoformat, s)
for s, f in [("2024-01-02 03:04:05","%Y-%m-%d %H:%M:%S"),("Jan 5, 2024","%b %d, %Y"),("05/01/24 11:30 PM","%d/%m/%y %I:%M %p"),("2024-01-02T03:04:05.123+0530","%Y-%m-%dT%H:%M:%S.%f%z"),("12","%m%d"),("x","%Y"),("2024x","%Y"),("2024","%Q"),("2024","%"),("Tuesday 10 2024","%A %W %Y"),("2024 100","%Y %j"),("30 Feb 2024","%d %b %Y"),("29 Feb","%d %b"),("UTC 2024","%Z %Y"),("12:00 AM","%I:%M %p"),("2024-W10-3","%G-W%V-%u"),("2024-10","%G-%V"), ("+01:00","%z"), ("Z", "%z"), ("  2024","%Y"),("2024 ","%Y"), ("Mon Jan  1 10:00:00 2024", "%c")]:
    show(D.strptime, s, f)
t = time(10, 20, 30, 40)
print(t, repr(t), t.isoformat('minutes'), t.replace(hour=1), time(1), repr(time(1,2)), time(1,2,tzinfo=timezone.utc), repr(time(1,2,3,tzinfo=timezone.utc,fold=1)), t.strftime("%H-%M-%f"), f"{t:%H}", t < time(11), t == time(10,20,30,40), time.min, time.max, time.fromisoformat("04:23:01.5+02:00"), time.fromisoformat("T0423"), bool(time(0)))
show(time, 24); show(time, 1, 60); show(time, 1,1,1,10**6); show(time, 1, tzinfo=5); show(time.fromisoformat, "4"); show(lambda: t < 1); show(lambda: t + T(1)); show(lambda: time(1) < time(1, tzinfo=timezone.utc))
print(D.combine(d, t), D.combine(d, time(1, tzinfo=z)), D.combine(d, t, timezone.utc), D.min, D.max, D.resolution)
show(D, 2024, 1, 1, 25); show(D, 2024, 1); show(D); show(D, 2024, 1, 1, tzinfo=3); show(D.fromtimestamp, 1700000000.123456), show(D.fromtimestamp, 0, timezone.utc); show(D.fromtimestamp, 0, tz=z); show(D.fromtimestamp, -1.5); show(D.fromtimestamp, float('nan'));show(D.fromtimestamp, "1")
show(D.combine, 1, 2); show(lambda: D.max + T(1)); show(D.utcoffset); show(lambda: n.foo)
class Z(tzinfo):
    def __init__(self, h): self.h = h
    def utcoffset(self, dt): return T(hours=self.h)
    def dst(self, dt): return T(0)
    def tzname(self, dt): return f"Z{self.h}"
print(D(2024,1,1,tzinfo=Z(3)), u.astimezone(Z(-3)), u.astimezone(Z(3)).strftime("%Z %z"), D(2024,1,1,3,tzinfo=Z(3)) == D(2024,1,1,tzinfo=timezone.utc))
show(tzinfo().utcoffset, None)
class My(date):
    def hi(self): return "hi " + self.isoformat()
m = My(2024,1,1)
print(repr(m), m.hi(), type(m + T(1)).__name__, type(m.replace(day=2)).__name__, repr(My.fromisoformat("2024-01-05")), isinstance(m, date), issubclass(D, date))
class MD(T): pass
print(repr(MD(1)), type(MD(1)+MD(2)), MD(2)/2)
print(D, T, datetime.timezone, datetime.MINYEAR, D.__module__, T.__mro__)
print(T(3).__reduce__())
