"""A year of somebody's life, scripted by chance, and what she says of herself in it."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from voice_os.memory import Turn, tables
from voice_os.memory.connection import connect, transaction
from voice_os.memory.dates import MONTHS, ORDINALS
from voice_os.memory.key import new
from voice_os.memory.reflection import take_in
from voice_os.memory.schema import make
from voice_os.memory.store import Store
from voice_os.persona.forward import Quiet
from voice_os.persona.initiative import Initiative

T = TypeVar("T")

NIGHT = Quiet(time(22), time(8))
OSLO = ZoneInfo("Europe/Oslo")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=OSLO)
DEEDS = ("call", "write to", "visit", "thank", "invite", "answer", "help", "meet")
WHOM = ("my mother", "my sister", "the dentist", "our landlord", "the bank", "my old teacher")
WHAT = ("the taxes", "the tickets", "the garden", "our kitchen", "the paperwork", "my bicycle")
EVENTS = ("interview", "concert", "exam", "dinner", "wedding", "appointment", "race", "party")


class DirectStore:
    """A memory on the loop's own thread: on virtual time no thread may be waited for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def read(self, work: Callable[[Connection], T]) -> T:
        return work(self._connection)

    async def write(self, work: Callable[[Connection], T]) -> T:
        with transaction(self._connection):
            return work(self._connection)


@dataclass
class Year:
    """What happens to a person, and what she says of herself."""

    path: Path
    busy: Callable[[datetime], bool] = lambda _: False
    said: list[tuple[datetime, str]] = field(default_factory=list)
    _turns: int = 0

    def live(self) -> None:
        """Open the memory. Call it within the loop."""
        key = new()
        make(self.path, key)
        self.connection = connect(self.path, key)
        self.connection.execute("PRAGMA synchronous=OFF")  # nothing here has to outlive a crash
        self.store = cast("Store", DirectStore(self.connection))
        self.she = self._awake()

    def _awake(self) -> Initiative:
        async def busy() -> bool:
            return self.busy(self.now())

        return Initiative(
            self.now,
            allowed=True,
            quiet=NIGHT,
            busy=busy,
            say=lambda words: self.said.append((self.now(), words)),
        )

    def now(self) -> datetime:
        seconds = timedelta(seconds=asyncio.get_running_loop().time())
        return (NEW_YEAR.astimezone(ZoneInfo("UTC")) + seconds).astimezone(OSLO)

    async def until(self, at: datetime) -> None:
        """Let time pass."""
        await asyncio.sleep(max(0.0, (at - self.now()).total_seconds()))

    async def tell(self, text: str) -> None:
        """Somebody says something, and it is kept."""
        self._turns += 1
        turn = Turn(0, self._turns, self.now(), "you", text)
        with transaction(self.connection):
            tables.add_turn(self.connection, turn)
            take_in(self.connection)
        await self.she.keep(self.store)

    async def restart(self, tasks: asyncio.TaskGroup, running: asyncio.Task[None]) -> object:
        """She is ended and started again."""
        running.cancel()
        self.she = self._awake()
        await self.she.wake(self.store)
        return tasks.create_task(self.she.run())


@dataclass(frozen=True)
class Promised:
    """A promise with its day."""

    deed: str
    day: date


def say_day(day: date) -> str:
    return f"the {ORDINALS[day.day - 1]} of {MONTHS[day.month - 1]}"


async def a_year(year: Year, seed: int) -> list[Promised]:
    """Live through a year; return the promises that came due and had not been kept by then."""
    chance = random.Random(seed)  # noqa: S311 - a life, not a secret
    year.live()
    await year.she.wake(year.store)
    due: list[Promised] = []
    events: set[str] = set()
    async with asyncio.TaskGroup() as tasks:
        running: asyncio.Task[None] = tasks.create_task(year.she.run())
        for number in range(365):
            day = NEW_YEAR + timedelta(days=number)
            if date(2026, 7, 6) <= day.date() < date(2026, 7, 27):  # nobody is at home
                continue
            await year.until(day.replace(hour=chance.randint(9, 20), minute=chance.randrange(60)))
            if chance.random() < 0.15:
                running = cast("asyncio.Task[None]", await year.restart(tasks, running))
            await year.tell(chance.choice(["What a day.", "I like tea.", "Anna was here."]))
            if chance.random() < 0.4:
                deed = f"{chance.choice(DEEDS)} {chance.choice(WHOM)} about {chance.choice(WHAT)}"
                on = (day + timedelta(days=chance.randint(1, 12))).date()
                await year.tell(f"I'll {deed} on {say_day(on)}.")
                open_still = [one for one in due if one.deed == deed and one.day >= day.date()]
                due = [one for one in due if one not in open_still]
                if on.year == 2026 and on < date(2026, 12, 28):
                    due.append(Promised(deed, on))
            if chance.random() < 0.15 and (kind := chance.choice(EVENTS)) not in events:
                events.add(kind)
                on = (day + timedelta(days=chance.randint(2, 9))).date()
                await year.tell(f"The {kind} is on {say_day(on)}.")
            kept = [one for one in due if one.day > day.date() and chance.random() < 0.02]
            for one in kept:
                await year.tell(f"I did {one.deed} already.")
                due.remove(one)
        await year.until(NEW_YEAR.replace(year=2027))
        running.cancel()
    return due
