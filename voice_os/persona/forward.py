"""May she speak first now? Hard limits, whatever there is to say. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

MOST = 3
"""Times that she speaks first within any 24 hours."""

APART = timedelta(hours=4)
"""Between one time and the next, at least."""

_A_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which she says nothing of herself: from one time of day until another.

    `begins` may be the later one: then they go through midnight. The same: there are none.
    """

    begins: time
    ends: time

    def holds(self, now: datetime) -> bool:
        """Whether a time, in the person's own zone, is in them."""
        at = now.time()
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def over(self, now: datetime) -> datetime:
        """When those that hold at a time are over."""
        ends = datetime.combine(now.date(), self.ends, now.tzinfo)
        return ends if ends > now else ends + timedelta(days=1)


def may_speak(now: datetime, spoken: Sequence[datetime], quiet: Quiet) -> bool:
    """Whether she may speak first, who did so at these times."""
    return next_chance(now, spoken, quiet) == now


def next_chance(now: datetime, spoken: Sequence[datetime], quiet: Quiet) -> datetime:
    """The earliest time from `now` on at which she may speak first."""
    chance = max([now, *(at + APART for at in spoken)])
    latest = sorted(spoken)[-MOST:]
    if len(latest) == MOST:
        chance = max(chance, latest[0] + _A_DAY)
    return quiet.over(chance) if quiet.holds(chance) else chance
