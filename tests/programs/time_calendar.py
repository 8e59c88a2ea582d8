# conformance: except 3.14 machine: Emscripten's own errno, clock, signals and libm
"""The calendar half of the module time: conversions both ways, formats, errors."""
import time


def show(label, function, *args):
    try:
        print(label, repr(function(*args)))
    except Exception as error:
        print(label, type(error).__name__, error)


for seconds in (0, 1, -1, 86399, 951782400, 951868799, 1735689600, 1740700800.9, -86400.5, 4102444800,
                253402300799, -62135596800, 1e10):
    show(f"gmtime {seconds}", time.gmtime, seconds)
    show(f"ctime {seconds}", time.ctime, seconds)
for bad in ("x", None, [], 1e300, float("nan"), float("inf"), 1 << 80, 1 << 60):
    if bad is not None:
        show(f"localtime {bad!r}", time.localtime, bad)

t = time.struct_time((2024, 2, 29, 13, 5, 9, 3, 60, 0))
print(t, t.tm_year, t.tm_mon, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_wday, t.tm_yday, t.tm_isdst)
print(t.tm_zone, t.tm_gmtoff, len(t), t[0], t[-1], t[:3], tuple(t) == t, hash(t) == hash(tuple(t)))
print(time.gmtime(0).tm_zone, time.localtime(0).tm_zone, time.gmtime(0).tm_gmtoff, isinstance(t, tuple), type(t))
print(t == time.struct_time(tuple(t)), t < time.gmtime(1e10), max(t), sorted(t)[:3])
show("short", time.struct_time, (1, 2, 3))
show("long", time.struct_time, range(12))
show("no sequence", time.struct_time, 5)
try:
    t.tm_year = 5
except AttributeError as error:
    print("AttributeError", error)

for directive in "aAbBcdeDFgGhHIjkmMnpPrRsSTtuUVwWxXyYzZ%":
    if directive != "z" and directive != "Z":
        print(directive, repr(time.strftime("%" + directive, t)))
for day in range(0, 800, 13):
    at = time.gmtime(1703980800 + day * 86400 + day * 977)
    print(time.strftime("%Y-%m-%d %H:%M:%S %a %j %U %W %V %G %u %w %I%p", at), time.asctime(at),
          int(time.mktime(at)))
print(time.strftime("plain 100%% é %Y", t), repr(time.strftime("", t)))
show("range", time.strftime, "%Y", (2024, 13, 1, 0, 0, 0, 0, 1, 0))
show("range", time.strftime, "%Y", (2024, 1, 32, 0, 0, 0, 0, 1, 0))
show("range", time.strftime, "%Y", (2024, 1, 1, 24, 0, 0, 0, 1, 0))
show("range", time.strftime, "%Y", (2024, 1, 1, 0, 60, 0, 0, 1, 0))
show("range", time.strftime, "%Y", (2024, 1, 1, 0, 0, 62, 0, 1, 0))
show("zeros", time.strftime, "%Y %m %d %j", (2024, 0, 0, 0, 0, 0, 0, 0, 0))
show("tuple", time.strftime, "%Y", (2024, 1))
show("tuple", time.asctime, (2024, 1))
show("tuple", time.strftime, "%Y", "x")
show("type", time.strftime, 5)
show("mktime", time.mktime, (2024, 14, 35, 25, 61, 61, 0, 0, 0))
show("mktime", time.mktime, (2024, 1))

for text, form in (("2024-02-29", "%Y-%m-%d"), ("29 Feb 2024 13:05:09", "%d %b %Y %H:%M:%S"),
                   ("Thursday, February 29 24", "%A, %B %d %y"), ("12:30 AM", "%I:%M %p"),
                   ("12:30 pm", "%I:%M %p"), ("1:05 pm", "%I:%M %p"), ("060 2024", "%j %Y"),
                   ("2024 09 4", "%Y %U %w"), ("2024 09 4", "%Y %W %w"), ("2024 W09 4", "%G W%V %u"),
                   ("20240229T130509", "%Y%m%dT%H%M%S"), ("13:05:09.123456", "%H:%M:%S.%f"),
                   ("2024-02-29 +0130", "%Y-%m-%d %z"), ("2024-02-29Z", "%Y-%m-%d%z"),
                   ("2024-02-29 -01:30:15", "%Y-%m-%d %z"), ("2024 UTC", "%Y %Z"), ("100%", "%j%%"),
                   ("Thu Feb 29 13:05:09 2024", "%c"), ("02/29/24", "%x"), ("13:05:09", "%X"),
                   ("2024-02-30", "%Y-%m-%d"), ("2024-13-01", "%Y-%m-%d"), ("2024-1-1 x", "%Y-%m-%d"),
                   ("abc", "%Y"), ("2024", "%Q"), ("2024", "%"), ("2024", "%Y%"), ("99", "%y"),
                   ("68", "%y"), ("2024  1", "%Y %m"), ("5", "%V"), ("2024 5 1", "%Y %V %u"),
                   ("2024 100 5 1", "%G %j %V %u"), ("2024 1", "%G %u"), ("+01:3015 2024", "%z %Y")):
    show(f"strptime {text!r} {form!r}", time.strptime, text, form)
show("strptime", time.strptime, "Thu Feb 29 13:05:09 2024")
show("strptime", time.strptime, "Mon Jan  1 00:00:00 2024")
show("strptime", time.strptime, 5, "%Y")
show("strptime", time.strptime, "5", 5)
