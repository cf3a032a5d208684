"""Places of the earth and their time zones, as the zone tables know them, and a few more."""

from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from voice_os.errors import Problem
from voice_os.understanding.wording import tidy

_ALSO = {
    "America/Los_Angeles": "california, san francisco, seattle, las vegas, san diego, portland, "
    "oregon, nevada, washington state, sacramento, west coast, pacific time, pacific",
    "America/Denver": "colorado, utah, salt lake city, new mexico, montana, wyoming, "
    "mountain time, mountain",
    "America/Chicago": "texas, dallas, houston, austin, san antonio, illinois, minnesota, "
    "minneapolis, new orleans, louisiana, nashville, tennessee, memphis, missouri, st louis, "
    "kansas city, wisconsin, milwaukee, oklahoma, iowa, alabama, central time, central",
    "America/New_York": "boston, washington, washington dc, miami, atlanta, philadelphia, florida, "
    "georgia, orlando, pittsburgh, massachusetts, new jersey, virginia, north carolina, ohio, "
    "pennsylvania, baltimore, cleveland, east coast, eastern time, eastern, america, usa, the us, "
    "us, united states of america, states, nyc",
    "Pacific/Honolulu": "hawaii",
    "America/Anchorage": "alaska",
    "America/Phoenix": "arizona",
    "America/Toronto": "ottawa, montreal, quebec, ontario",
    "Europe/London": "england, scotland, wales, uk, the uk, united kingdom, great britain, "
    "manchester, edinburgh, glasgow, liverpool, birmingham, leeds, cardiff, greenwich",
    "Europe/Berlin": "munich, hamburg, frankfurt, cologne, stuttgart, dresden, leipzig",
    "Europe/Paris": "marseille, lyon, nice, toulouse, bordeaux",
    "Europe/Madrid": "barcelona, valencia, seville",
    "Europe/Rome": "milan, naples, venice, florence, turin",
    "Europe/Zurich": "geneva, bern, basel",
    "Europe/Amsterdam": "holland, rotterdam, the hague",
    "Europe/Prague": "czech republic",
    "Europe/Moscow": "st petersburg, saint petersburg",
    "Asia/Kolkata": "delhi, new delhi, mumbai, bombay, bangalore, chennai, hyderabad, pune",
    "Asia/Shanghai": "beijing, shenzhen, guangzhou",
    "Asia/Tokyo": "osaka, kyoto",
    "Asia/Seoul": "korea, south korea, busan",
    "Asia/Ho_Chi_Minh": "hanoi, saigon",
    "Asia/Dubai": "abu dhabi, emirates",
    "Asia/Karachi": "lahore, islamabad",
    "Asia/Jerusalem": "tel aviv",
    "Australia/Sydney": "canberra",
    "Africa/Johannesburg": "cape town, pretoria",
    "America/Sao_Paulo": "rio de janeiro, rio, brasilia",
    "America/Argentina/Buenos_Aires": "buenos aires",
}
"""Places that the tables lack, by zone."""


def zone_of(place: str) -> ZoneInfo:
    """The time zone of a city, a country or a region. Raises `Problem` where it is not known."""
    words = tidy(place).removeprefix("the ").removesuffix(" time").removesuffix(" time zone")
    tails = words.split()
    for name in (words, *(" ".join(tails[i:]) for i in range(1, len(tails)))):
        if zone := _zones().get(name):
            return ZoneInfo(zone)
    for name in (" ".join(tails[:i]) for i in range(len(tails) - 1, 0, -1)):
        if zone := _zones().get(name):
            return ZoneInfo(zone)
    raise Problem(f"I don't know what time it is in {place.title()}.")


@cache
def _zones() -> dict[str, str]:
    """Zone names by the names of places, lower case."""
    tables = resources.files("tzdata").joinpath("zoneinfo")
    rows = [
        line.split("\t")
        for line in tables.joinpath("zone.tab").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    zones = {tidy(zone.rpartition("/")[2].replace("_", " ")): zone for _, _, zone, *_ in rows}
    first: dict[str, str] = {}
    for code, _, zone, *_ in rows:
        first.setdefault(code, zone)
    for line in tables.joinpath("iso3166.tab").read_text("utf-8").splitlines():
        code, _, country = line.partition("\t")
        if code in first:
            zones.setdefault(tidy(country), first[code])
    more = {name.strip(): zone for zone, several in _ALSO.items() for name in several.split(",")}
    return zones | more
