"""Restraint as the dialogue has it: one object for one conversation."""

from collections.abc import Callable
from datetime import date
from time import monotonic

from voice_os.restraint import Concern
from voice_os.restraint.care import words_of_care
from voice_os.restraint.counts import Count, Counts
from voice_os.restraint.crisis import concern
from voice_os.restraint.goodbye import how_sure
from voice_os.restraint.guard import Guard
from voice_os.restraint.helplines import Helpline, country_here, helpline
from voice_os.restraint.reminder import LONGEST, Reminder
from voice_os.restraint.tactics import tactic
from voice_os.settings import Settings

AN_AI = "She is an AI, a computer program, and not a human being."
FOR_SOME = "A companion like her may not be suitable for some minors."


class Restraint:
    """Knows the country's helpline, whether this is a minor, and how long one has talked."""

    def __init__(
        self,
        helpline: Helpline,
        reminder: Reminder,
        *,
        minor: bool = False,
        counts: Counts | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`counts`: where it is counted how often; None: nowhere."""
        self._helpline = helpline
        self._reminder = reminder
        self._minor = minor
        self._counts = counts
        self._today = today
        self._worried = False

    @classmethod
    def of(
        cls,
        settings: Settings,
        *,
        time: Callable[[], float] = monotonic,
        counts: Counts | None = None,
    ) -> "Restraint":
        """As the settings say. `time`: a clock that only goes forward, in seconds."""
        minor = settings.minor
        after = settings.restraint.reminder * 3600
        return cls(
            helpline(settings.country or country_here(), settings.language),
            Reminder(after, time, minor=minor),
            minor=minor,
            counts=counts,
        )

    @classmethod
    def anywhere(cls) -> "Restraint":
        """In a country that is not known; nothing is counted."""
        return cls(helpline(None), Reminder(LONGEST, monotonic))

    @property
    def worried(self) -> bool:
        """Whether there has been a crisis in this conversation: no time for curiosity."""
        return self._worried

    def opening(self) -> str:
        """What is shown at the beginning, once a day: "" where it has been. It counts as shown."""
        today = self._today()
        if self._counts is None or self._counts.reminded_on() == today:
            return ""
        self._counts.remind(today)
        return f"{AN_AI} {FOR_SOME}" if self._minor else AN_AI

    def warm_up(self) -> None:
        """Get ready what every turn needs. Blocks for some hundredths of a second."""
        self.concern("hello")
        how_sure("goodbye")
        tactic("goodbye", minor=self._minor)

    def concern(self, text: str) -> Concern | None:
        """What there is to be worried about in what the person says. Without effect."""
        return concern(text, minor=self._minor)

    def care(self, about: Concern) -> str:
        """What she says then."""
        return words_of_care(about, self._helpline)

    def guard(self, text: str) -> Guard:
        """The gate for an answer to what the person says."""
        return Guard(goodbye=how_sure(text), minor=self._minor)

    @property
    def reminder(self) -> str:
        """What is to be said behind an answer; "" where nothing is."""
        return self._reminder.sentence

    def heard(self, answer: str, guard: Guard) -> None:
        """This was heard of an answer: count what there is to count."""
        due = self._reminder.sentence
        self._reminder.talked()
        if due and due in answer:
            self._reminder.said()
            self._count(Count.REMINDED)
        if guard.stopped is not None:
            self._count(Count.STOPPED)

    def cared(self, answer: str) -> None:
        """This was heard of what she says in a crisis."""
        self._reminder.talked()
        self._worried = True
        if answer:
            self._count(Count.CRISIS)

    def _count(self, what: Count) -> None:
        if self._counts is not None:
            self._counts.add(what, self._today())
