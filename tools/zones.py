"""Writes sim/python/lib/_zoneinfo_rules.py from the time zone files of the machine: for each zone the rule that holds
at present and since when. Run by hand, where the newest files are: python3 tools/zones.py > ..._zoneinfo_rules.py
"""
import datetime
import pathlib
import struct
import sys
import zoneinfo

sys.path.insert(0, str(pathlib.Path(__file__).parent))
EPOCH = datetime.datetime(1970, 1, 1)


def read(path):
    # The moments at which anything changes, and the rule behind the last one.
    data = path.read_bytes()
    if data[:4] != b"TZif" or data[4:5] < b"2":
        return None
    counts = struct.unpack(">6l", data[20:44])
    isut, isstd, leap, times, types, chars = counts
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = struct.unpack(">6l", data[at + 20:at + 44])
    at += 44
    moments = struct.unpack(f">{times}q", data[at:at + 8 * times])
    end = at + times * 9 + types * 6 + chars + leap * 12 + isstd + isut
    return moments, data[end:].strip(b"\n").decode()


def since(key, rule, moments, make):
    # The earliest change from which on the rule says what the zone's own table says.
    zone, own = zoneinfo.ZoneInfo(key), make(rule)
    first = None
    for moment in reversed(moments):
        for seconds in (moment, moment + 3600 * 24 * 40):
            utc = EPOCH + datetime.timedelta(seconds=seconds)
            if utc.year < 1900 or utc.year > 2090:
                continue
            there = utc.replace(tzinfo=datetime.timezone.utc).astimezone(zone)
            offset, saved, name = own.at_utc(seconds, utc.year)[0]
            if (there.utcoffset(), there.tzname()) != (offset, name):
                return first
        first = moment
    return first if first is not None else -(1 << 40)


def main():
    text = (pathlib.Path(__file__).parent.parent / "sim/python/lib/zoneinfo.py").read_text()
    part = text[text.index("def _name"):text.index("_rules, _made")]
    space = {"datetime": datetime.datetime, "timedelta": datetime.timedelta, "_EPOCH": EPOCH}
    exec(part, space)
    groups = {}
    for key in sorted(zoneinfo.available_timezones()):
        found = next((read(pathlib.Path(base) / key) for base in zoneinfo.TZPATH
                      if (pathlib.Path(base) / key).exists()), None)
        if not found or not found[1] or key == "localtime" or key.startswith(("posix", "right")):
            continue
        first = since(key, found[1], found[0], lambda rule: space["_Rule"](rule, 0))
        if first is not None:
            groups.setdefault((found[1], first), []).append(key)
    print("# The rules of time zones and since when they hold, in seconds since 1970; made by tools/zones.py.")
    print('TABLE = """')
    for (rule, first), keys in sorted(groups.items()):
        print(rule, first, *keys)
    print('"""')


main()
