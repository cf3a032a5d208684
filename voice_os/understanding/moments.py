"""From a time as it was said to times of the calendar, right across clock changes."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from voice_os.understanding.stated import PARTS, Day, Stated

if TYPE_CHECKING:
    from dateutil.rrule import rrule

_DAY = timedelta(days=1)

_USUAL = {"morning": 8, "noon": 12, "afternoon": 15, "evening": 19, "night": 21, "day": 9}
"""The hour that a part of a day stands for where one is needed."""

_WAKING = 9
"""The hour of a day that was named without a time."""


def first(when: Stated, now: datetime, *, early: bool = False) -> datetime:
    """The first such time after `now`, in its zone; for a longer stretch, its start.

    An hour that may be in either half of the day is the next one, and on another day between
    seven in the morning and seven in the evening; `early`: in the morning, as for waking. Raises
    ValueError where there is no such time, such as the thirtieth of February.
    """
    return next(after(when, now, early=early))


def after(when: Stated, now: datetime, *, early: bool = False) -> Iterator[datetime]:
    """All such times after `now`: one, or without end where it comes again."""
    if when.rule is not None:
        yield from _recurring(when, now, early=early)
    elif when.offset is not None or when.months:
        yield _from_now(when, now, early=early)
    else:
        yield _once(when, now, early=early)


def span(when: Stated, now: datetime) -> tuple[datetime, datetime]:
    """The stretch that is meant: an hour from a time, a part of a day, a day, a week …"""
    if when.has_time or when.rule is not None:
        start = first(when, now)
        return start, start + timedelta(hours=1)
    today = now.date()
    if when.offset is not None or when.months:
        start_day = _from_now(when, now, early=False).date()
        end_day = start_day + _DAY
    elif when.day is not None:
        start_day, end_day = days(when.day, today)
    else:
        start_day, end_day = today, today + _DAY
    if when.part is not None:
        start_hour, end_hour = PARTS[when.part]
        start = _on(start_day, 60 * start_hour, now)
        return start, start + timedelta(hours=end_hour - start_hour)
    return _on(start_day, 0, now), _on(end_day, 0, now)


def days(day: Day, today: date) -> tuple[date, date]:
    """The first day that is meant, and the one behind the last.

    Raises ValueError where there is no such day.
    """
    if day.days is not None:
        start = today + day.days * _DAY
        return start, start + _DAY
    if day.unit is not None:
        start, end = _stretch(day.unit, day.step or 0, today)
        if day.weekday is None:
            return start, end
        start += day.weekday * _DAY
        return start, start + _DAY
    if day.number is not None:
        start = _numbered(day, today)
        return start, start + _DAY
    if day.month is not None:
        year = day.year or today.year + (day.month < today.month)
        start = date(year, day.month, 1)
        return start, _month_on(start, 1)
    if day.weekday is not None:
        start = _weekday(day.weekday, day.step, today)
        return start, start + _DAY
    year = day.year or today.year
    return date(year, 1, 1), date(year + 1, 1, 1)


def _weekday(weekday: int, step: int | None, today: date) -> date:
    """The next such day; with "next" that of next week, with "last" the one before today."""
    if step == -1:
        return today - ((today.weekday() - weekday - 1) % 7 + 1) * _DAY
    if step == 1:
        return today + (7 - today.weekday() + weekday) * _DAY
    return today + ((weekday - today.weekday()) % 7) * _DAY


def _stretch(unit: str, step: int, today: date) -> tuple[date, date]:
    monday = today + (7 * step - today.weekday()) * _DAY
    match unit:
        case "week":
            return monday, monday + 7 * _DAY
        case "weekend":
            return monday + 5 * _DAY, monday + 7 * _DAY
        case "month":
            start = _month_on(today.replace(day=1), step)
            return start, _month_on(start, 1)
    return date(today.year + step, 1, 1), date(today.year + step + 1, 1, 1)


def _numbered(day: Day, today: date) -> date:
    """A day of a month: the next one that exists, where month or year are left open."""
    assert day.number is not None  # noqa: S101
    month = today.replace(day=1)
    for candidate in (_month_on(month, i) for i in range(12 * 8)):
        fits = day.month in (None, candidate.month) and day.year in (None, candidate.year)
        last = (_month_on(candidate, 1) - _DAY).day
        if fits and day.number <= last:
            found = candidate.replace(day=day.number)
            if found >= today:
                return found
    if day.month is None or day.year is None:
        raise ValueError("there is no such day")
    return date(day.year, day.month, day.number)


def _month_on(start: date, count: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return start.replace(year=year, month=month + 1)


def _once(when: Stated, now: datetime, *, early: bool) -> datetime:
    if when.day is None:
        for day in (now.date(), now.date() + _DAY):
            for minute in _minutes(when, early=early, any_half=True):
                if (found := _on(day, minute, now)) > now:
                    return found
    day_from, _ = days(when.day or Day(days=1), now.date())
    *_, usual = _minutes(when, early=early, any_half=False)
    found = _on(day_from, usual, now)
    if found <= now and _may_be_later(when):
        # "on Tuesday at nine", said on a Tuesday at ten; "today at five", said at noon
        for minute in _minutes(when, early=False, any_half=True):
            if (later := _on(day_from, minute, now)) > now:
                return later
        if when.day and when.day.weekday is not None:
            return _on(day_from + 7 * _DAY, usual, now)
    return found


def _may_be_later(when: Stated) -> bool:
    day = when.day
    return day is not None and (day.days == 0 or (day.weekday is not None and day.step is None))


def _minutes(when: Stated, *, early: bool, any_half: bool) -> list[int]:
    """The minutes of the day that are meant, in order: both halves' with `any_half`."""
    if when.minute is None:
        return [60 * (_USUAL[when.part] if when.part else _WAKING)]
    minute = when.minute
    if minute >= 13 * 60 or (minute < 60 and when.half is None):
        return [minute]
    morning, evening = minute % 720, minute % 720 + 720
    half = when.half
    if half is None and when.part is not None:
        half = "am" if when.part == "morning" or (when.part == "night" and minute < 300) else "pm"
        if when.part == "night" and minute % 720 == 0:
            half = "am"
    if half is not None:
        return [morning if half == "am" else evening]
    if early:
        return [morning]
    if any_half:
        return [morning, evening]
    return [morning if morning >= 7 * 60 else evening]


def _from_now(when: Stated, now: datetime, *, early: bool) -> datetime:
    offset = when.offset or timedelta(0)
    if when.months:
        from dateutil.relativedelta import relativedelta

        naive = now.replace(tzinfo=None) + relativedelta(months=when.months)
        now = _at(naive, now)
    if when.minute is None and when.part is None and (when.has_time or not when.months):
        later = (now.astimezone(UTC) + offset).astimezone(now.tzinfo)
        return _at(now.replace(tzinfo=None) + offset, now) if not when.has_time else later
    *_, minute = _minutes(when, early=early, any_half=False)
    return _on((now + offset).date(), minute, now)


def _recurring(when: Stated, now: datetime, *, early: bool) -> Iterator[datetime]:
    for wall in _rule(when, now, early=early):
        if (moment := _at(wall, now)) > now:
            yield moment


def _rule(when: Stated, now: datetime, *, early: bool) -> "rrule":
    """The rule, begun at its next time: so every second Tuesday begins with the next one."""
    from dateutil.rrule import rrulestr

    rule, today = f"{when.rule}", now.date()
    wall = now.replace(tzinfo=None, microsecond=0)
    if any(unit in rule for unit in ("SECONDLY", "MINUTELY", "HOURLY")):
        return rrulestr(rule, dtstart=wall)
    start_day = today
    if when.day is not None and when.day.number is not None and "MONTHLY" in rule:
        rule += f";BYMONTHDAY={when.day.number}"
    elif when.day is not None:
        start_day = max(days(when.day, today)[0], today)
    *_, minute = _minutes(when, early=early, any_half=False)
    start = datetime.combine(start_day, time(minute // 60, minute % 60))
    plain = rrulestr(re.sub(";INTERVAL=\\d+", "", rule), dtstart=start)
    return rrulestr(rule, dtstart=plain.after(wall))


def _on(day: date, minute: int, now: datetime) -> datetime:
    return _at(datetime.combine(day, time(minute // 60, minute % 60)), now)


def _at(naive: datetime, now: datetime) -> datetime:
    """A wall time in the zone of `now`. One that a clock change leaves out is an hour later.

    A fixed offset that is the machine's own at `now` stands for its zone, which knows when the
    clocks change.
    """
    zone = now.tzinfo
    if isinstance(zone, timezone) and now.astimezone().utcoffset() == now.utcoffset():
        return naive.astimezone()
    return naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
