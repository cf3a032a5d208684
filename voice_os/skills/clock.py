"""The time and the date."""

import re
from datetime import datetime, time

from voice_os.skills import Effect, skill
from voice_os.skills.quantities import say_number, say_ordinal, say_year
from voice_os.skills.services import Clock
from voice_os.skills.slots import Phrase
from voice_os.understanding.places import zone_of


@skill(
    "what time is it",
    "what time it is",
    "(what is|what's) the [current] time",
    "(tell|give) me the [current] time",
    "(have you got|do you have|have) the time",
    "what the time is",
    "[the|current] time",
    "(what does the clock say|how late is it|what hour is it)",
    effect=Effect.READS,
)
async def tell_time(clock: Clock) -> str:
    """Tell the time."""
    return f"It's {say_time(clock.now().time())}."


_NO_PLACE = re.compile(r"\b(?:when|if|at|it|is|morning|evening|past|history|cities)\b")


class Place(Phrase):
    """A place of the earth: up to four words."""

    __slots__ = ()
    most = 4
    never = _NO_PLACE
    is_open = False
    said = ("london", "new york", "tokyo", "paris", "sydney", "india", "california", "berlin")


@skill(
    "what time (is it|it is) [now|right now|currently] in {place} [now|right now]",
    "(what is|what's|tell me|give me|do you know|let me know) the [current|local] time in {place} "
    "[now|right now]",
    "how late is it in {place}",
    "[current|local|the] time in {place}",
    effect=Effect.READS,
)
async def tell_time_in(clock: Clock, place: Place) -> str:
    """Tell the time elsewhere."""
    now = clock.now().astimezone(zone_of(place))
    day = "" if now.date() == clock.now().date() else f", on {now:%A}"
    part = (
        "in the morning" if now.hour < 12 else "in the afternoon" if now.hour < 18 else "at night"
    )
    where = place.title().removeprefix("The ")
    return f"It's {say_time(now.time())} {part} in {where}{day}."


@skill(
    "(what is|what's) (the|the current|today's) date [today]",
    "what date (is it|it is|is today) [today]",
    "what day of the month is it [today]",
    "what (the|today's) date is [today]",
    "(tell me|give me|have) (the|the current|today's) date [today]",
    "[the|the current|today's] date [today]",
    effect=Effect.READS,
)
async def tell_date(clock: Clock) -> str:
    """Tell the date."""
    return f"It's {say_date(clock.now())}."


@skill(
    "what day (is it|it is|is today|is it today|do we have|are we on) [today]",
    "(what|which) day of the week is it [today]",
    "(what|which) weekday is it [today]",
    "(what is|what's) (today|the day [today]|the day of the week)",
    "which day (is it|is today) [today]",
    effect=Effect.READS,
)
async def tell_day(clock: Clock) -> str:
    """Tell the day of the week."""
    return f"It's {clock.now():%A}."


@skill(
    "(what|which) month (is it|it is|are we in)",
    "(what is|what's) the [current] month",
    effect=Effect.READS,
)
async def tell_month(clock: Clock) -> str:
    """Tell the month."""
    return f"It's {clock.now():%B}."


@skill(
    "(what|which) year (is it|it is|are we in)",
    "(what is|what's) the [current] year",
    effect=Effect.READS,
)
async def tell_year(clock: Clock) -> str:
    """Tell the year."""
    return f"It's {say_year(clock.now().year)}."


def say_time(now: time) -> str:
    """A time of day as one says it at a glance: "half past nine", "nine forty-seven"."""
    if now.minute == 0 and now.hour in (0, 12):
        return "noon" if now.hour else "midnight"
    hour = say_number((now.hour - 1) % 12 + 1)
    match now.minute:
        case 0:
            return f"{hour} o'clock"
        case 15:
            return f"a quarter past {hour}"
        case 30:
            return f"half past {hour}"
        case 45:
            return f"a quarter to {say_number(now.hour % 12 + 1)}"
        case minute if minute < 10:
            return f"{hour} oh {say_number(minute)}"
        case minute:
            return f"{hour} {say_number(minute)}"


def say_date(day: datetime) -> str:
    """A date in words: "Tuesday, the third of November"."""
    return f"{day:%A}, the {say_ordinal(day.day)} of {day:%B}"
