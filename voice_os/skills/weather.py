"""The weather, from Open-Meteo or a server that speaks like it."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.settings import WorldSettings
from voice_os.skills import Effect, Missing, skill
from voice_os.skills.quantities import say_number
from voice_os.skills.services import Clock
from voice_os.skills.slots import Phrase
from voice_os.understanding.times import When

_DAYS = 16
"""How far ahead the service foretells, in days."""

_SKIES = (
    (0, "clear"),
    (2, "partly cloudy"),
    (3, "overcast"),
    (48, "foggy"),
    (57, "drizzling"),
    (67, "raining"),
    (77, "snowing"),
    (82, "showery"),
    (86, "snowing, in showers"),
    (99, "thundery"),
)
"""The weather by the highest of its codes (WMO table 4677, as Open-Meteo uses it)."""


class Place(Phrase):
    """Where: a town, as people say it."""

    __slots__ = ()
    most = 5
    timeless = True
    said = ("london", "new york", "berlin", "paris", "oslo", "san francisco")


@dataclass(frozen=True, slots=True)
class Day:
    """What is foretold for a day: degrees Celsius, and how likely rain or snow is, in percent."""

    day: date
    sky: str
    coldest: float
    warmest: float
    rain: int


@skill(
    "(what is|what's|how is|how's|tell me|give me|check) [the|today's] weather [forecast] "
    "[like|report] [{when}]",
    "(what is|what's|how is|how's|tell me) the weather [forecast] [like] (in|for|at) {place}",
    "(what is|what's|how is|how's|tell me) the weather [forecast] [like] (in|for|at) "
    "{place} {when}",
    "(what is|what's|how is|how's) the weather [going to be] [like] {when} [(in|for|at) {place}]",
    "(what will|how will|what's|how's) the weather [gonna] be [like] [{when}]",
    "(will it|is it going to|is it) (rain|raining|snow|snowing|sunny|be sunny|be cold|be warm) "
    "[{when}]",
    "(will it|is it going to) (rain|snow|be sunny) (in|at) {place}",
    "(will it|is it going to) (rain|snow|be sunny) (in|at) {place} {when}",
    "do i need (an umbrella|a coat|a jacket|sunglasses) [{when}]",
    "(how warm|how cold|how hot) (is it|will it be|is it going to be) [outside] [{when}]",
    "(what is|what's) the temperature [outside] [{when}]",
    "(what is|what's) the temperature in {place}",
    "(what is|what's) the temperature in {place} {when}",
    "[the] weather [forecast] [for] [{when}]",
    effect=Effect.READS,
)
async def forecast(
    network: Network,
    world: WorldSettings,
    clock: Clock,
    place: Place | None = None,
    when: When | None = None,
) -> str:
    """Tell the weather, where the network is allowed."""
    where = place or world.place
    network.require()
    if where is None:
        raise Missing("place", "The weather of which place?")
    now = clock.now()
    day = when.span(now)[0].date() if when else now.date()
    if not now.date() <= day < now.date() + timedelta(days=_DAYS):
        raise Problem("I can only tell the weather of today and the next two weeks.")
    name, latitude, longitude = await _found(network, world, where)
    told = await network.fetch(
        world.weather,
        {
            "latitude": latitude,
            "longitude": longitude,
            "daily": "weather_code,temperature_2m_max,temperature_2m_min,"
            "precipitation_probability_max",
            "timezone": "auto",
            "forecast_days": str(_DAYS),
        },
    )
    return _said(name, _day(told, day), now)


async def _found(network: Network, world: WorldSettings, place: str) -> tuple[str, str, str]:
    """A place's own name, its latitude and its longitude. Raises `Problem` where there is none."""
    told = await network.fetch(world.geocoding, {"name": place, "count": "1"})
    match _read(told):
        case {"results": [{"name": str(name), "latitude": north, "longitude": east}, *_]}:
            return name, str(north), str(east)
    raise Problem(f"I find no place called {place}.")


def _day(told: bytes, day: date) -> Day:
    try:
        daily = _read(told)["daily"]
        at = daily["time"].index(day.isoformat())
        code = int(daily["weather_code"][at])
        return Day(
            day,
            next(sky for most, sky in _SKIES if code <= most),
            float(daily["temperature_2m_min"][at]),
            float(daily["temperature_2m_max"][at]),
            int(daily["precipitation_probability_max"][at] or 0),
        )
    except (KeyError, ValueError, TypeError, StopIteration):
        raise Problem("The weather service told nothing that I understand.") from None


def _read(told: bytes) -> Any:
    try:
        return json.loads(told)
    except ValueError:
        raise Problem("The weather service told nothing that I understand.") from None


def _said(place: str, day: Day, now: datetime) -> str:
    distance = (day.day - now.date()).days
    when = {0: "today", 1: "tomorrow"}.get(distance, f"on {day.day:%A}")
    sky = f"In {place} {when} it is {'' if distance == 0 else 'going to be '}{day.sky}"
    degrees = f"{_degrees(day.coldest)} to {_degrees(day.warmest)} degrees"
    rain = f", with rain or snow at {say_number(day.rain)} percent" if day.rain else ""
    return f"{sky}, {degrees}{rain}."


def _degrees(value: float) -> str:
    number = round(value)
    return f"minus {say_number(-number)}" if number < 0 else say_number(number)
