"""Which words of an utterance are in which slot."""

import pytest

from voice_os.understanding import tagging


@pytest.mark.parametrize(
    ("said", "destination", "slots"),
    [
        (
            "add a dentist appointment on friday at noon to my calendar",
            "calendar.add_event",
            {"what": "dentist appointment", "when": "friday at noon"},
        ),
        (
            "shift my alarm labelled swimming to half past six",
            "alarms.set_alarm",
            {"when": "half past six"},
        ),
        ("has ludmila written to me since sunday", "mail.check_mail", {"person": "ludmila"}),
        ("how many swiss francs is one dollar", "currency.convert", {"currency": "swiss francs"}),
        ("anything new about the drought in kenya", "news.headlines", {"topic": "drought"}),
        ("could we have a bit of grigory sokolov", "media.play", {"what": "grigory sokolov"}),
    ],
)
def test_slots_are_told_apart_in_words(said: str, destination: str, slots: dict[str, str]) -> None:
    found = tagging.slots(said.split(), destination)
    for slot, words in slots.items():
        assert words in found[slot]


def test_a_word_that_no_time_is_made_of_is_in_none() -> None:
    said = "wake me at seven for the ferry"
    found = tagging.slots(said.split(), "alarms.set_alarm")
    assert found["when"] == "seven"


def test_a_verb_that_no_example_has_is_in_no_slot() -> None:
    words = "postdate my dentist appointment"
    found = tagging.slots(words.split(), "calendar.add_event")
    assert "postdate" not in found.get("what", "")


def test_a_day_in_a_name_is_a_time() -> None:
    words = "remove thursday's lunch from my calendar"
    found = tagging.slots(words.split(), "calendar.remove_event")
    assert found["when"].startswith("thursday")
