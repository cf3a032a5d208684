"""How she says times, and things that were said to her. English so far."""

import re
from datetime import date, datetime, time, timedelta

from voice_os.skills.clock import say_date, say_time
from voice_os.skills.quantities import say_list, say_number, say_ordinal

_WEEKDAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday"}
_WEEKDAYS |= {"FR": "Friday", "SA": "Saturday", "SU": "Sunday"}
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_UNITS |= {"HOURLY": "hour", "MINUTELY": "minute"}
_KNOWN_DAYS = {"MO,TU,WE,TH,FR": "every weekday", "SA,SU": "every weekend"}


def say_hour(at: time) -> str:
    """A time of day that leaves no doubt which half is meant: "five in the afternoon"."""
    said = say_time(at).removesuffix(" o'clock")
    if said in ("noon", "midnight"):
        return said
    part = "morning" if at.hour < 12 else "afternoon" if at.hour < 18 else "evening"
    return f"{said} in the {part}" if at.hour < 22 else f"{said} at night"


def say_day(day: date, now: datetime) -> str:
    """A day as one speaks of it at `now`: "today", "on Friday", "on Monday, the third of May"."""
    days = (day - now.date()).days
    if nearby := {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days):
        return nearby
    if 0 < days < 7:
        return f"on {day:%A}"
    year = "" if day.year == now.year else f" {day.year}"
    return f"on {say_date(datetime.combine(day, time()))}{year}"


def say_moment(at: datetime, now: datetime) -> str:
    """A time, with its day unless it is today: "tomorrow at noon", "at half past five"."""
    hour = f"at {say_hour(at.time())}"
    return hour if at.date() == now.date() else f"{say_day(at.date(), now)} {hour}"


def say_rule(rule: str) -> str:
    """How something comes again: "every second Tuesday", "every day", "every month"."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    every = int(parts.get("INTERVAL", "1"))
    count = {1: "every", 2: "every second"}.get(every, f"every {say_ordinal(every)}")
    days = parts.get("BYDAY", "")
    if days in _KNOWN_DAYS and every == 1:
        return _KNOWN_DAYS[days]
    if names := [_WEEKDAYS[day] for day in days.split(",") if day in _WEEKDAYS]:
        return f"{count} {say_list(names)}"
    return f"{count} {_UNITS.get(parts.get('FREQ', ''), 'time')}"


def say_count(count: int, thing: str) -> str:
    """So many things: "one mail", "three mails", "no mails"."""
    return f"{say_number(count) if count else 'no'} {thing}{'s' * (count != 1)}"


def say_time_ago(late: timedelta, at: datetime, now: datetime) -> str:
    """When something was: "a moment ago", "today at noon"."""
    return "a moment ago" if late < timedelta(minutes=2) else _was(at, now)


_TURNED = {"my": "your", "mine": "yours", "me": "you", "i": "you", "myself": "yourself"}
_TURNED |= {"i'm": "you're", "i've": "you've", "i'll": "you'll", "i'd": "you'd", "am": "are"}
_OWN = re.compile(rf"\b(?:{'|'.join(sorted(_TURNED, key=len, reverse=True))})\b", re.IGNORECASE)


def turned(words: str) -> str:
    """The person's words as she says them back: "my mother" is "your mother"."""
    return _OWN.sub(lambda own: _TURNED[own[0].lower()], words)


def _was(at: datetime, now: datetime) -> str:
    day = "today" if at.date() == now.date() else say_day(at.date(), now)
    return f"{day} at {say_hour(at.time())}"
