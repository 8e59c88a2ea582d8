# Time zones by the rules that hold at present (_zoneinfo_rules): each as POSIX writes them in TZ, and since when.
# What was before has to be refused: the whole history of the zones is the system's, and results must not depend on it.
from datetime import datetime, timedelta, tzinfo
from _vloop_lib import unsupported as _unsupported

__all__ = ["ZoneInfo", "available_timezones", "ZoneInfoNotFoundError", "TZPATH"]

TZPATH = ()
_EPOCH = datetime(1970, 1, 1)


class ZoneInfoNotFoundError(KeyError):
    __module__ = "zoneinfo._common"


def _name(text):
    if text[0] == "<":
        name, _, rest = text[1:].partition(">")
        return name, rest
    at = 0
    while at < len(text) and text[at].isalpha():
        at += 1
    return text[:at], text[at:]


def _offset(text):
    # [+-]h[h][:mm[:ss]] in seconds, and what follows
    sign = -1 if text[:1] == "-" else 1
    text = text.lstrip("+-")
    at = 0
    while at < len(text) and (text[at].isdigit() or text[at] == ":"):
        at += 1
    parts = [int(part) for part in text[:at].split(":")] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2]), text[at:]


class _Change:
    # When daylight saving time begins or ends: seconds from the beginning of the year, by the clock until then.
    def __init__(self, text):
        day, _, time = text.partition("/")
        self._seconds = _offset(time)[0] if time else 7200
        self._day = tuple(map(int, day[1:].split("."))) if day[0] == "M" else \
            ("J", int(day[1:])) if day[0] == "J" else ("", int(day))

    def of_year(self, year):
        first = datetime(year, 1, 1)
        if len(self._day) == 3:
            month, week, weekday = self._day
            day = datetime(year, month, 1)
            day += timedelta((weekday - day.isoweekday()) % 7 + 7 * (week - 1))
            if day.month != month:
                day -= timedelta(7)
            days = (day - first).days
        else:
            days = self._day[1]
            if self._day[0]:
                leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
                days += (leap and days >= 60) - 1
        return days * 86400 + self._seconds + int((first - _EPOCH).total_seconds())


class _Rule:
    def __init__(self, text, since):
        self.since = since
        name, rest = _name(text)
        offset, rest = _offset(rest)
        self.standard = timedelta(seconds=-offset), timedelta(0), name
        self.saving = None
        if rest:
            name, rest = _name(rest)
            saved = offset - 3600
            if rest[0] != ",":
                saved, rest = _offset(rest)
            self.saving = timedelta(seconds=-saved), timedelta(seconds=offset - saved), name
            self.begin, self.end = map(_Change, rest[1:].split(","))
            self.shift = offset - saved

    def _checked(self, info, local, key):
        if local - info[0].total_seconds() < self.since:
            _unsupported(f"the time zone {key} before {_EPOCH + timedelta(seconds=self.since):%Y-%m-%d} is not supported")
        return info

    def at_local(self, dt, key):
        seconds = (dt.replace(tzinfo=None) - _EPOCH).total_seconds()
        if self.saving is None:
            return self._checked(self.standard, seconds, key)
        begin, end = self.begin.of_year(dt.year), self.end.of_year(dt.year)
        # A clock that goes back shows an hour twice, one that goes forward leaves one out: fold chooses.
        if self.shift > 0:
            begin += self.shift if dt.fold == 0 else 0
            end -= self.shift if dt.fold == 1 else 0
        else:
            begin += self.shift if dt.fold == 1 else 0
            end -= self.shift if dt.fold == 0 else 0
        saving = begin <= seconds < end if begin < end else not end <= seconds < begin
        return self._checked(self.saving if saving else self.standard, seconds, key)

    def at_utc(self, seconds, year):
        if self.saving is None:
            return self.standard, 0
        begin = self.begin.of_year(year) - self.standard[0].total_seconds()
        end = self.end.of_year(year) - self.saving[0].total_seconds()
        saving = begin <= seconds < end if begin < end else not end <= seconds < begin
        back = end if self.shift > 0 else begin  # the clock was put back by `shift`
        return self.saving if saving else self.standard, int(0 <= seconds - back < abs(self.shift))


_rules, _made = {}, {}


def _read():
    from _zoneinfo_rules import TABLE
    for line in TABLE.split("\n"):
        if line:
            text, since, *names = line.split()
            for name in names:
                _rules[name] = text, int(since)


class ZoneInfo(tzinfo):
    __module__ = "zoneinfo"

    def __new__(cls, key):
        zone = _made.get((cls, key))
        if zone is None:
            zone = _made[cls, key] = cls.no_cache(key)
        return zone

    @classmethod
    def no_cache(cls, key):
        if not _rules:
            _read()
        if key.startswith("/") or ".." in key.split("/"):
            raise ValueError(f"ZoneInfo keys may not be absolute paths, got: {key}" if key.startswith("/") else
                             f"ZoneInfo keys must refer to subdirectories of TZPATH, got: {key}"
                             if key.startswith("../") else
                             f"ZoneInfo keys must be normalized relative paths, got: {key}")
        if key not in _rules:
            error = ZoneInfoNotFoundError(f"No time zone found with key {key}")
            raise error
        self = tzinfo.__new__(cls)
        self._key = key
        text = _rules[key]
        if isinstance(text, tuple):
            text = _rules[key] = _Rule(*text)
        self._rule = text
        return self

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        for made in [pair for pair in _made if only_keys is None or pair[1] in only_keys]:
            del _made[made]

    @classmethod
    def from_file(cls, fobj, /, key=None):
        _unsupported("ZoneInfo.from_file() is not supported: a simulated program has no files")

    @property
    def key(self):
        return self._key

    def _find(self, dt):
        if dt is None:
            always = self._rule.saving is None and self._rule.since <= -(1 << 40)
            return self._rule.standard if always else (None, None, None)
        return self._rule.at_local(dt, self._key)

    def utcoffset(self, dt, /):
        return self._find(dt)[0]

    def dst(self, dt, /):
        return self._find(dt)[1]

    def tzname(self, dt, /):
        return self._find(dt)[2]

    def fromutc(self, dt, /):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc() requires a datetime argument")
        if dt.tzinfo is not self:
            raise ValueError("dt.tzinfo is not self")
        seconds = (dt.replace(tzinfo=None) - _EPOCH).total_seconds()
        info, fold = self._rule.at_utc(seconds, dt.year)
        self._rule._checked(info, seconds + info[0].total_seconds(), self._key)
        return (dt + info[0]).replace(fold=fold)

    def __str__(self):
        return self._key

    def __repr__(self):
        return f"{type(self).__module__}.{type(self).__qualname__}(key={self._key!r})"

    def __reduce__(self):
        return type(self), (self._key,)


def available_timezones():
    if not _rules:
        _read()
    return set(_rules)
