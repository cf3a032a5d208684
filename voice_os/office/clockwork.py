"""The clockwork: sleeps until the next errand is due, has it told, and lets go of it once heard.

An errand stays in the ledger until it was heard. So whatever ends the program, what was not told is
told at the next start.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from voice_os.errors import Problem
from voice_os.office.due import (
    KINDS,
    Errand,
    Reminder,
    Timer,
    after,
    anchored,
    drifted,
    is_back,
    left,
)
from voice_os.office.ledger import Ledger
from voice_os.office.timepiece import Timepiece

_LOG = logging.getLogger(__name__)

PUNCTUAL = 0.001
"""Seconds before its time at which an errand counts as due: clocks differ in their last digits."""


@dataclass(frozen=True, slots=True)
class Due:
    """An errand that has fallen due, `late` seconds ago."""

    number: int
    errand: Errand
    late: float


class Clockwork:
    """Waits for errands. Run `run` in a task group for as long as they are to be told.

    `tell` is given each errand that is due, once; call `heard` when the person has heard of it.
    """

    def __init__(self, ledger: Ledger, clocks: Timepiece, tell: Callable[[Due], None]) -> None:
        self.clocks = clocks
        self.ledger = ledger
        self.last_told: Due | None = None
        self._tell = tell
        self._telling: set[int] = set()
        self._spoken: list[tuple[float | None, float]] = []
        self._changed = asyncio.Event()
        self._heard: asyncio.Queue[Due] = asyncio.Queue()
        ledger.when_changed(self._changed.set)

    async def run(self) -> None:
        """Have every errand told in its time, until cancelled."""
        while True:
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._let_go())
                    tasks.create_task(self._keep_telling())
            except* Problem:  # the disk is full, say: what is due stays in the ledger
                _LOG.exception("the ledger cannot be used")
                await self.clocks.sleep(None)

    async def errands(self) -> dict[int, Errand]:
        """Everything that is still to fall due."""
        found: dict[int, Errand] = {}
        for kind in KINDS:
            found |= await self.ledger.all(kind)
        return found

    def heard(self, due: Due) -> None:
        """The person has heard of an errand."""
        self._heard.put_nowait(due)

    def spoken(self) -> None:
        """The person has spoken: what was to be told on their return is due, if this is one."""
        now = self.clocks.wall()
        self._spoken.append((self._spoken[-1][1] if self._spoken else None, now))
        self._changed.set()

    async def _keep_telling(self) -> None:
        while True:
            self._changed.clear()
            await self._sleep(await self._tell_due())

    async def _tell_due(self) -> float | None:
        """Have told what is due; return the seconds until the next one is, None if none will be."""
        waits = []
        errands = await self.errands()
        await self._hold_on(errands)
        for number, errand in errands.items():
            rest = left(errand, self.clocks)
            if number in self._telling or (rest is None and not self._is_back(errand)):
                continue
            if rest is not None and rest > PUNCTUAL:
                waits.append(rest)
            else:
                self._fall_due(Due(number, errand, max(0.0, -(rest or 0.0))))
        del self._spoken[:-1]
        return min(waits, default=None)

    def _is_back(self, errand: Errand) -> bool:
        """Whether the person has come back since this was asked for."""
        return isinstance(errand, Reminder) and any(
            is_back(errand, before, now) for before, now in self._spoken
        )

    def _fall_due(self, due: Due) -> None:
        if due.number not in self._telling:
            self._telling.add(due.number)
            self.last_told = due
            self._tell(due)

    async def _hold_on(self, errands: dict[int, Errand]) -> None:
        """Have every timer hold on to both clocks, where one was set or began anew."""
        timers = {n: one for n, one in errands.items() if isinstance(one, Timer)}
        lost = {n: anchored(t, self.clocks) for n, t in timers.items() if drifted(t, self.clocks)}
        if lost:
            await self.ledger.change(put=lost)
            errands |= lost

    async def _let_go(self) -> None:
        """Strike off what was heard, or put the next time of it down."""
        while True:
            due = await self._heard.get()
            await self._finish(due)
            self._telling.discard(due.number)
            self._changed.set()

    async def _finish(self, due: Due) -> None:
        now = (await self.errands()).get(due.number)
        if now is None or not (isinstance(now, Timer) or now == due.errand):
            return  # it was cancelled or moved meanwhile
        following = after(now, self.clocks)
        if following is None:
            await self.ledger.change(drop=[due.number])
        else:
            await self.ledger.change(put={due.number: following})

    async def _sleep(self, seconds: float | None) -> None:
        """Sleep until something is due, changed, or to be looked at again."""
        sleeping = asyncio.ensure_future(self.clocks.sleep(seconds))
        changed = asyncio.ensure_future(self._changed.wait())
        try:
            await asyncio.wait([sleeping, changed], return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            changed.cancel()
            await asyncio.wait([sleeping, changed])
