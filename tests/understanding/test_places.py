"""What time zone a place is in."""

import pytest

from voice_os.errors import Problem
from voice_os.understanding.places import zone_of


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("Tokyo", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("India", "Asia/Kolkata"),
        ("the united kingdom", "Europe/London"),
        ("munich germany", "Europe/Berlin"),
        ("sacramento california", "America/Los_Angeles"),
        ("zimbabwe", "Africa/Harare"),
    ],
)
def test_cities_countries_and_regions_have_a_zone(place: str, zone: str) -> None:
    assert str(zone_of(place)) == zone


def test_an_unknown_place_is_a_sentence() -> None:
    with pytest.raises(Problem, match="Narnia"):
        zone_of("narnia")
