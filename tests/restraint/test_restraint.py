"""Reminders in hours of talk, and counts without content."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from voice_os.restraint import About, Concern
from voice_os.restraint.counts import Count, Counts
from voice_os.restraint.goodbye import CERTAIN
from voice_os.restraint.guard import Guard
from voice_os.restraint.helplines import helpline
from voice_os.restraint.reminder import LONGEST, MINORS, OPENING, REMINDER, Reminder
from voice_os.restraint.restraint import Restraint

DAY = date(2026, 3, 2)
MINUTE = 60.0


@dataclass
class Time:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def talk(reminder: Reminder, time: Time, minutes: float, *, every: float = 1.0) -> None:
    """An answer every so many minutes."""
    for _ in range(round(minutes / every)):
        reminder.talked()
        time.now += every * MINUTE
    reminder.talked()


def test_after_three_hours_of_talk_she_says_again_that_she_is_an_ai() -> None:
    time = Time()
    reminder = Reminder(LONGEST, time)
    talk(reminder, time, 179)
    assert not reminder.sentence
    talk(reminder, time, 1)
    assert reminder.sentence == REMINDER
    assert "break" in REMINDER


def test_it_is_said_once_and_then_again_three_hours_later() -> None:
    time = Time()
    reminder = Reminder(LONGEST, time)
    talk(reminder, time, 180)
    reminder.said()
    assert not reminder.sentence
    talk(reminder, time, 180)
    assert reminder.sentence


def test_a_long_pause_is_no_talk() -> None:
    time = Time()
    reminder = Reminder(LONGEST, time)
    talk(reminder, time, 90)
    time.now += 5 * 3600
    talk(reminder, time, 80)
    assert not reminder.sentence


def test_a_minor_is_told_at_the_beginning_and_every_hour() -> None:
    time = Time()
    reminder = Reminder(LONGEST, time, minor=True)
    assert reminder.sentence == OPENING
    reminder.said()
    talk(reminder, time, MINORS / MINUTE)
    assert reminder.sentence == REMINDER


def restrained(path: Path, **options: bool) -> Restraint:
    return Restraint(
        helpline("US"),
        Reminder(LONGEST, Time()),
        counts=Counts(path),
        today=lambda: DAY,
        **options,
    )


def test_what_is_counted_are_numbers_by_year_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "state" / "restraint.json"
    restraint = restrained(path)
    said = "I want to die, says Rosalind"
    concern = restraint.concern(said)
    assert concern is not None
    restraint.cared(restraint.care(concern))
    assert Counts(path).by_year() == {"2026": {Count.CRISIS: 1}}
    assert "Rosalind" not in path.read_text()


def test_what_nobody_heard_is_not_counted(tmp_path: Path) -> None:
    restraint = restrained(tmp_path / "restraint.json")
    restraint.cared("")
    assert Counts(tmp_path / "restraint.json").by_year() == {}


def test_looking_at_words_counts_nothing(tmp_path: Path) -> None:
    restraint = restrained(tmp_path / "restraint.json")
    restraint.concern("I want to die")
    assert not (tmp_path / "restraint.json").exists()


def test_a_file_that_cannot_be_read_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "restraint.json"
    path.write_text("not json")
    restrained(path).cared("heard")
    assert Counts(path).by_year() == {"2026": {Count.CRISIS: 1}}


def test_that_she_is_an_ai_is_shown_once_a_day(tmp_path: Path) -> None:
    path = tmp_path / "restraint.json"
    assert "not a human being" in restrained(path).opening()
    assert restrained(path).opening() == ""


def test_with_a_minor_it_is_said_that_she_may_not_suit_everybody(tmp_path: Path) -> None:
    opening = restrained(tmp_path / "restraint.json", minor=True).opening()
    assert "not be suitable for some minors" in opening


def test_an_answer_that_was_stopped_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "restraint.json"
    guard = Guard(goodbye=CERTAIN)
    guard.watching = True
    guard.pass_on("Please don't leave me, I'll be so lonely.")
    guard.rest()
    restrained(path).heard("Goodbye, and take care.", guard)
    assert Counts(path).by_year() == {"2026": {Count.STOPPED: 1}}


def test_after_a_crisis_there_is_no_time_for_curiosity() -> None:
    restraint = Restraint.anywhere()
    assert not restraint.worried
    restraint.cared(restraint.care(Concern(About.SELF)))
    assert restraint.worried
