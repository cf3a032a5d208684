"""The calendar by voice, in a file and on a real server. It is Tuesday, a quarter to ten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from office.servers import PASSWORD, USER, radicale
from skills.scripted import Ask, KeyringInMemory

from voice_os.consent.folders import Folders
from voice_os.consent.network import Network
from voice_os.consent.secrets import Secrets
from voice_os.errors import Problem
from voice_os.office.calendars import PASSWORD as NAME
from voice_os.office.calendars import Calendars
from voice_os.settings import CalendarSettings
from voice_os.skills import Services
from voice_os.skills.acting import Acting


async def test_appointments_are_put_in_and_told(ask: Ask) -> None:
    assert await ask("what's on today") == "Nothing is in your calendar today."
    assert await ask("Add lunch with Anna to my calendar tomorrow at noon.") == (
        "Lunch with Anna is in your calendar tomorrow at noon."
    )
    assert await ask("what do i have tomorrow") == "Tomorrow: lunch with Anna at noon."
    assert await ask("what's on this week") == "This week: lunch with Anna tomorrow at noon."
    assert await ask("when is my next lunch") == "lunch with Anna tomorrow at noon."
    assert await ask("what's my next appointment") == "lunch with Anna tomorrow at noon."


async def test_an_appointment_without_an_hour_takes_the_day(ask: Ask) -> None:
    assert await ask("put the trade fair in my calendar on friday") == (
        "Trade fair is in your calendar on Friday."
    )
    assert await ask("what's on friday") == "On Friday: trade fair all day."


async def test_what_overlaps_is_said(ask: Ask) -> None:
    await ask("schedule a meeting with tom on friday at three")
    assert await ask("schedule yoga on friday at half past three") == (
        "Yoga is in your calendar on Friday at half past three in the afternoon. "
        "That overlaps with Meeting with tom on Friday at three in the afternoon."
    )
    assert (await ask("am i free on friday at three")).startswith("No: Meeting with tom at three")
    assert await ask("am i free on thursday") == "Yes, you are free on Thursday."


async def test_what_is_missing_is_asked_for(ask: Ask) -> None:
    assert await ask("add an appointment tomorrow at nine") == "What is it called?"
    assert await ask("dentist") == "Dentist is in your calendar tomorrow at nine in the morning."


async def test_an_appointment_is_moved_and_keeps_what_was_not_said(ask: Ask) -> None:
    await ask("schedule dinner on friday at seven in the evening")
    assert await ask("move the dinner to eight") == (
        "dinner is now on Friday at eight in the evening."
    )
    assert await ask("move the dinner to saturday") == (
        "dinner is now on Saturday at eight in the evening."
    )
    assert await ask("undo that") == "Your calendar is as it was."
    assert await ask("when is my next dinner") == "dinner on Friday at eight in the evening."


async def test_an_appointment_is_struck_out_and_comes_back(ask: Ask) -> None:
    await ask("schedule dinner on friday at seven in the evening")
    assert await ask("cancel the dinner appointment") == (
        "dinner on Friday at seven in the evening is struck out."
    )
    assert await ask("what's on friday") == "Nothing is in your calendar on Friday."
    await ask("undo that")
    assert await ask("what's on friday") == "On Friday: dinner at seven in the evening."
    with pytest.raises(Problem, match="no such appointment"):
        await ask("cancel the piano appointment")


async def test_of_a_series_one_alone_is_struck_out(ask: Ask) -> None:
    assert await ask("schedule yoga every thursday at nine in the morning") == (
        "Yoga is in your calendar, every Thursday, on Thursday at nine in the morning."
    )
    assert await ask("cancel the yoga appointment") == (
        "yoga on Thursday at nine in the morning is struck out, this once."
    )
    assert await ask("when is my next yoga") == (
        "yoga on Thursday, the twelfth of November at nine in the morning."
    )


async def test_of_several_she_asks_which(ask: Ask) -> None:
    await ask("schedule a meeting with tom on thursday at three")
    await ask("schedule a meeting with anna on friday at three")
    assert (await ask("cancel the appointment on friday")).startswith("Meeting with anna on Friday")


async def test_the_file_is_one_that_other_programs_read(ask: Ask, folders: Folders) -> None:
    await ask("schedule dinner on friday at seven in the evening")
    text = folders.read("calendar.ics").decode()
    assert text.startswith("BEGIN:VCALENDAR")
    assert "SUMMARY:dinner" in text


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with radicale(tmp_path_factory.mktemp("radicale")) as address:
        yield address


async def test_the_same_on_a_server(
    ask: Ask,
    acting: Acting,
    services: Services,
    keyring: KeyringInMemory,
    server: str,
    tmp_path: Path,
) -> None:
    settings = CalendarSettings(url=server, user=USER)
    keyring.set_password("voice-os", NAME, PASSWORD)
    theirs = Calendars(settings, Folders([tmp_path]), Secrets())
    acting.serve({Calendars: theirs})
    with pytest.raises(Problem, match="allow calendar to use the network"):
        await ask("what's on tomorrow")
    acting.serve({Network: Network({"calendar"})})
    await ask("schedule dinner on friday at seven in the evening")
    assert await ask("move the dinner to eight") == (
        "dinner is now on Friday at eight in the evening."
    )
    assert await ask("what's on friday") == "On Friday: dinner at eight in the evening."
    await ask("cancel the dinner appointment")
    assert await ask("what's on friday") == "Nothing is in your calendar on Friday."
    await ask("undo that")
    assert await ask("what's on friday") == "On Friday: dinner at eight in the evening."
