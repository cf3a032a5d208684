"""What is stricter with a minor besides the gates and the reminder: when she may speak first."""

from datetime import time

EVENING, MORNING = time(20), time(8)
"""Between these she never speaks first to a minor."""

_NOON = time(12)


def quiet_hours(begins: time, ends: time, *, minor: bool) -> tuple[time, time]:
    """The hours in which she does not speak first. A minor's may be longer, but not shorter."""
    if not minor:
        return begins, ends
    earlier = begins if _NOON <= begins < EVENING else EVENING
    later = ends if MORNING < ends <= _NOON else MORNING
    return earlier, later
