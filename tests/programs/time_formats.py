# conformance: except 3.14 machine: strftime of Emscripten
import time, datetime as D

def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

ALL = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%"
for t in ((2025, 1, 1, 0, 0, 0, 2, 1, 0), (2024, 12, 31, 23, 59, 60, 1, 366, 0), (1999, 2, 3, 12, 5, 6, 0, 34, -1),
          (5, 7, 9, 1, 2, 3, 4, 190, 0), (12345, 7, 9, 13, 2, 3, 6, 190, 0)):
    for c in ALL:
        if c == "s" and t[0] > 3000: continue
        print(c, repr(time.strftime("%" + c, t)), end=" ")
    print()
for f in ("%-d %-m %-H %_d %05d %3Y %^a %#a %^B %#p %10A %-I %-j %_5m", "%Ey %Od %EY", "100%", "%", "%%Y", "é%Yü", "%Q", "%!", "%5%", "%-", "%é", "a\0b%Y"):
    tell(time.strftime, f, (2025, 3, 4, 5, 6, 7, 1, 63, 0))
tell(time.strftime, "%Y", (2**31, 1, 1, 0, 0, 0, 0, 1, 0))
tell(time.strftime, "%Y", (2**31 - 1, 1, 1, 0, 0, 0, 0, 1, 0))
tell(time.strftime, "%Y %y %C", (-1, 1, 1, 0, 0, 0, 0, 1, 0))
tell(time.strftime, "%Y-%j", (2025, 0, 0, 0, 0, 0, 0, 0, 0))
for bad in ((2025, 13, 1, 0, 0, 0, 0, 1, 0), (2025, 1, 32, 0, 0, 0, 0, 1, 0), (2025, 1, 1, 24, 0, 0, 0, 1, 0),
            (2025, 1, 1, 0, 60, 0, 0, 1, 0), (2025, 1, 1, 0, 0, 62, 0, 1, 0), (2025, 1, 1, 0, 0, 0, -2, 1, 0),
            (2025, 1, 1, 0, 0, 0, 0, 367, 0), (2025, 1, 1), [2025] * 9, "abc", (2025, 1.5, 1, 0, 0, 0, 0, 1, 0)):
    tell(time.strftime, "%Y", bad)
    tell(time.asctime, bad)
tell(time.strftime, 5)
tell(time.strftime, b"%Y")
tell(time.asctime, (12345, 1, 1, 0, 0, 0, 0, 1, 0))
tell(time.mktime, (2025, 14, 35, 25, 61, 61, 0, 0, 0))
tell(time.mktime, (1969, 1, 1, 0, 0, 0, 0, 0, -1))
tell(time.mktime, (2025, -5, 0, -1, -1, -1, 0, 0, 0))
tell(time.gmtime, -1)
tell(time.gmtime, -62135596801)
tell(time.gmtime, 253402300800)
tell(time.gmtime, 1e20)
tell(time.gmtime, "a")
print(time.gmtime(0).tm_zone, time.localtime(0).tm_zone, time.localtime(0).tm_gmtoff)

def both(text, f):
    tell(time.strptime, text, f)
    tell(D.datetime.strptime, text, f)
for text, f in (("2025-03-04 05:06:07", "%Y-%m-%d %H:%M:%S"), ("1 Jan 25", "%d %b %y"), ("31 DECEMBER 1968 PM 12", "%d %B %Y %p %I"),
    ("2025-060", "%Y-%j"), ("2024-060", "%Y-%j"), ("2025 10 1", "%Y %U %w"), ("2025 10 1", "%Y %W %w"), ("2025 0 0", "%Y %W %w"),
    ("2020 53", "%G %V"), ("2020 53 5", "%Y %V %u"), ("2020 60", "%G %j"), ("2020-W51-5", "%G-W%V-%u"), ("53 5", "%V %u"),
    ("12:30", "%H:%M"), ("1230", "%H%M"), ("112", "%H%M"), ("111", "%d%m"), ("20251", "%Y%m"), ("1.5", "%S.%f"), ("1.1234567", "%S.%f"),
    ("+0530", "%z"), ("-05:30:15.25", "%z"), ("Z", "%z"), ("+05:3015", "%z"), ("UTC", "%Z"), ("gmt", "%Z"), ("EST", "%Z"),
    ("+00:00 UTC", "%z %Z"), ("Tue Jan  7 03:04:05 2025", "%c"), ("Tue Jan 7 03:04:05 2025", "%a %b %d %H:%M:%S %Y"),
    ("01/02/03", "%x"), ("01:02:03", "%X"), ("2025 ", "%Y"), ("2025", "%Y "), (" 2025", "%Y"), ("2025", " %Y"), ("20 25", "%d%y"), ("%", "%%"),
    ("29 Feb", "%d %b"), ("29 Feb 2025", "%d %b %Y"), ("30 Feb 2024", "%d %b %Y"), ("0000", "%Y"), ("9999", "%Y"), ("99", "%Y"),
    ("2025", "%Q"), ("2025", "%"), ("2025", "%Y%"), ("a.b", "a.b"), ("axb", "a.b"), ("A+B", "a+b"), ("2025-1-1", "%Y-%m-%d"), ("2025-13-1", "%Y-%m-%d"),
    ("60", "%S"), ("61", "%S"), ("62", "%S"), ("12 AM", "%I %p"), ("12 pm", "%I %p"), ("0 pm", "%I %p"), ("13 pm", "%I %p"), ("5", "%I"),
    ("monday 5", "%A %d"), ("Mon", "%A"), ("Monday", "%a"), ("Mayday", "%bday"), ("may", "%B"), ("", ""), ("x", ""), ("", "%Y"),
    ("2025\n01", "%Y %m"), ("2025  01", "%Y %m"), ("202501", "%Y %m"), ("٣", "%d"), ("2025-01-01T00:00:00.000Z", "%Y-%m-%dT%H:%M:%S.%fZ"),
    ("366 2025", "%j %Y"), ("0", "%j"), ("2025 54 1", "%Y %W %w"), ("7", "%u"), ("0", "%u"), ("6", "%w"), ("7", "%w"),
    ("2025-02-29", "%Y-%m-%d"), ("12:34:56 2025", "%T %Y"), ("2025-01-02", "%F"), ("12:34", "%R"), ("é2025", "é%Y"), ("abc", "(abc)"),
    ("0 2 1943", "%U %w %Y"), ("0 1 2025", "%W %w %Y"), ("53 0 2024", "%W %w %Y"), (" 1PM", "%I%p"), (" 5:00", "%H:%M"), (" 0:00", "%H:%M"), ("0099", "%Y"), ("1 2 3", "%d %m %y")):
    both(text, f)
tell(time.strptime, "Wed Jan  1 00:00:00 2025")
tell(time.strptime, 5)
tell(time.strptime, "5", 5)
tell(D.datetime.strptime, 5, "a")
tell(D.datetime.strptime, "a", b"a")
d = D.datetime(2025, 3, 4, 5, 6, 7, 89)
for c in ALL + "f:":
    if c == "s": continue
    print(c, repr(d.strftime("%" + c)), end=" ")
print()
z = d.replace(tzinfo=D.timezone(D.timedelta(hours=-5, minutes=-30), "X%Y"))
print(z.strftime("%z %Z %f %Y"), f"{z:%H:%M %z}", format(d, ""), f"{d.date():%A %d}", f"{d.time():%H %Y %p}", D.time(1, 2).strftime("%c"))
print(D.date(999, 1, 2).strftime("%d %y %C"), D.date(1, 1, 1).strftime("%U %W %V %G")[:8])
print(D.datetime(2025, 1, 1, tzinfo=D.timezone.utc).strftime("%z|%Z|%:z"), D.datetime(2025, 1, 1).strftime("|%z|%Z|%:z|"))
print(D.datetime(2025, 1, 1, tzinfo=D.timezone(D.timedelta(seconds=3723, microseconds=5))).strftime("%z %:z"))
tell(d.strftime, "%")
tell(d.strftime, "%é%Y")
tell(d.strftime, "a%")
tell(d.strftime, 5)
tell(D.date.fromtimestamp, 1e13)
tell(D.date.fromtimestamp, -1e13)
tell(D.datetime.fromtimestamp, 1e13)
tell(D.datetime.fromtimestamp, 1e20)
for n in (0, 1, 86399, 86400, -1, 951782400, 4102444800, 1735689600, 253402300799):
    print(time.asctime(time.gmtime(n)), D.datetime.fromtimestamp(n, D.timezone.utc).isoformat(), time.gmtime(n).tm_yday, time.mktime(time.gmtime(n)) == n)
