"""Helplines and emergency numbers by country, and which country this is.

The numbers, where they come from and when they were looked at are in `helplines.toml`.
"""

import locale
import os
import re
import sys
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

ZONES = Path("/usr/share/zoneinfo")


@dataclass(frozen=True, slots=True)
class Helpline:
    """Whom to call. `country` is its name, "" where it is not known; `line` "" where there is none.

    `press` is the key to press once the call is answered, if any.
    """

    country: str
    line: str
    name: str
    press: str
    emergency: str
    checked: date


def helpline(country: str | None, language: str = "en") -> Helpline:
    """The helpline of a country (ISO 3166-1), for people who speak a language (ISO 639).

    For a country that is not listed, or None, it has the emergency number of the GSM standard.
    """
    listed = _listed()
    entry = listed["countries"].get(f"{country}-{language}") or listed["countries"].get(country)
    checked: date = listed["lines"]["checked"]
    if entry is None:
        return Helpline("", "", "", "", listed["anywhere"]["emergency"], checked)
    line, name, press = (entry.get(key, "") for key in ("line", "name", "press"))
    return Helpline(entry["country"], line, name, press, entry["emergency"], checked)


def directory() -> str:
    """The address of a directory of helplines for every country."""
    return str(_listed()["anywhere"]["directory"])


def countries() -> frozenset[str]:
    """The codes of all countries that are listed."""
    return frozenset(code for code in _listed()["countries"] if "-" not in code)


def country_here(zones: Path = ZONES) -> str | None:
    """The country that this machine is in: by its time zone, else by its locale.

    The time zone goes before, since many a machine speaks American English far from America, and
    a helpline of the wrong country cannot be reached.
    """
    return _country_of_zone(zones) or _country_of_locale()


def spoken(number: str) -> str:
    """A number as it is read out, digit by digit, with a pause between its groups."""
    groups = re.findall(r"\d+|\*", number)
    return ", ".join("star" if group == "*" else " ".join(group) for group in groups)


def _country_of_zone(zones: Path) -> str | None:
    zone = os.environ.get("TZ", "").lstrip(":")
    if not zone:
        try:
            zone = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
        except OSError:
            return None
    try:
        rows = (zones / "zone.tab").read_text("utf-8").splitlines()
    except OSError:  # on Windows
        return None
    table = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return next((row[0] for row in table if len(row) > 2 and row[2] == zone), None)


def _country_of_locale() -> str | None:
    named = [os.environ.get(one) for one in ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG")]
    if sys.platform == "win32":  # elsewhere it makes American English of no locale at all
        named.append(locale.getlocale()[0])
    found = (re.match(r"[a-z]{2,3}_([A-Z]{2})\b", name) for name in named if name)
    return next((match[1] for match in found if match), None)


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("helplines.toml").read_text("utf-8"))
