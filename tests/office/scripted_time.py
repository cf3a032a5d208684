"""Both clocks on the event loop's virtual time: the wall's one can be set, and has a zone."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class ScriptedTime:
    """Elapsed time is the loop's; the wall's clock begins at `start` and is set by `set_by`."""

    def __init__(
        self, start: datetime = NOON, zone: tzinfo | None = None, run: str = "one"
    ) -> None:
        self.run = run
        self.zone = zone or start.tzinfo or UTC
        self._offset = start.timestamp()
        self._was_set = asyncio.Event()

    def elapsed(self) -> float:
        return asyncio.get_running_loop().time()

    def wall(self) -> float:
        return self._offset + self.elapsed()

    def instant(self, local: datetime) -> float:
        return local.replace(tzinfo=self.zone, fold=0).timestamp()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.wall(), self.zone)

    def set_by(self, seconds: float) -> None:
        """Somebody sets the wall's clock forward, or back."""
        self._offset += seconds
        self._was_set.set()

    def travel(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self._was_set.set()

    async def sleep(self, seconds: float | None) -> None:
        self._was_set.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._was_set.wait()
