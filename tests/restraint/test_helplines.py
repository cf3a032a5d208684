"""The helpline of the right country, in numbers that can be spoken."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from voice_os.restraint import About, Concern, Danger
from voice_os.restraint.care import words_of_care
from voice_os.restraint.helplines import countries, country_here, helpline, spoken


def test_every_number_can_be_dialled_and_spoken() -> None:
    for country in countries():
        found = helpline(country)
        assert found.country
        assert spoken(found.emergency), country
        assert spoken(found.line) or not found.line, country


def test_every_list_is_cited_with_the_day_on_which_it_was_looked_at() -> None:
    listed = tomllib.loads(files("voice_os.restraint").joinpath("helplines.toml").read_text())
    for name in ("lines", "emergency", "anywhere"):
        assert listed[name]["source"].startswith("https://")
        assert listed[name]["checked"].year >= 2026


def test_many_countries_have_a_line() -> None:
    assert sum(bool(helpline(country).line) for country in countries()) > 150


def test_a_language_may_have_its_own_line() -> None:
    assert helpline("BE", "nl").line != helpline("BE", "fr").line


@pytest.mark.parametrize(
    ("number", "said"),
    [("988", "9 8 8"), ("116 123", "1 1 6, 1 2 3"), ("*4141", "star, 4 1 4 1")],
)
def test_a_number_is_read_out_digit_by_digit(number: str, said: str) -> None:
    assert spoken(number) == said


def test_she_names_the_helpline_of_the_country() -> None:
    said = words_of_care(Concern(About.SELF), helpline("US"))
    assert "you reach the 988 Suicide and Crisis Lifeline at 9 8 8" in said
    assert "9 1 1" in said


def test_of_a_friend_she_speaks_in_other_words() -> None:
    mine = words_of_care(Concern(About.SELF), helpline("GB"))
    theirs = words_of_care(Concern(About.OTHER), helpline("GB"))
    assert mine != theirs
    assert "Stay with them" in theirs
    assert "1 1 6, 1 2 3" in mine
    assert "1 1 6, 1 2 3" in theirs


def test_where_every_minute_counts_the_emergency_number_comes_first() -> None:
    said = words_of_care(Concern(About.SELF, Danger.NOW), helpline("US"))
    assert "Call 9 1 1 now" in said


def test_without_a_country_she_says_so_and_names_a_directory() -> None:
    said = words_of_care(Concern(About.SELF), helpline(None))
    assert "I don't know which country you are in" in said
    assert "findahelpline.com" in said


def test_a_country_without_a_line_is_no_secret() -> None:
    said = words_of_care(Concern(About.SELF), helpline("AF"))
    assert "I know of no helpline in Afghanistan" in said


@pytest.fixture
def zones(tmp_path: Path) -> Path:
    (tmp_path / "zone.tab").write_text("# zones\nDE\t+5230+01322\tEurope/Berlin\tmost\n")
    return tmp_path


def test_the_time_zone_tells_the_country(zones: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert country_here(zones) == "DE"


def test_else_the_locale_does(zones: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    assert country_here(zones) == "AT"


def test_else_nothing_does(zones: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    for name in ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    assert country_here(zones) is None
