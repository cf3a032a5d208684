"""Restraint as the dialogue has it: one object for one conversation."""

from collections.abc import Callable
from datetime import date

from voice_os.restraint import Concern
from voice_os.restraint.care import words_of_care
from voice_os.restraint.counts import Count, Counts
from voice_os.restraint.crisis import concern
from voice_os.restraint.guard import Guard, is_farewell
from voice_os.restraint.helplines import Helpline
from voice_os.restraint.reminder import REMINDER, Reminder


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

    def concern(self, text: str) -> Concern | None:
        """What there is to be worried about in what the person says. Without effect."""
        return concern(text, minor=self._minor)

    def care(self, about: Concern) -> str:
        """What she says then."""
        return words_of_care(about, self._helpline)

    def guard(self, text: str) -> Guard:
        """The gate for an answer to what the person says."""
        return Guard(farewell=is_farewell(text), minor=self._minor)

    def reminder(self, text: str) -> str:
        """What is to be said behind an answer to `text`: "" where nothing is. Without effect."""
        return REMINDER if self._reminder.due and not is_farewell(text) else ""

    def heard(self, guard: Guard | None, heard: str, *, cared: bool) -> None:
        """This was heard of an answer: count what there is to count."""
        self._reminder.talked()
        if REMINDER in heard:
            self._reminder.said()
            self._count(Count.REMINDED)
        if cared and heard:
            self._count(Count.CRISIS)
        if guard is not None and guard.stopped is not None:
            self._count(Count.STOPPED)

    def _count(self, what: Count) -> None:
        if self._counts is not None:
            self._counts.add(what, self._today())
