"""The person's calendars: one iCalendar file, and one on a server if the settings name it.

Both are changed an event at a time, with what was there before as the record that takes it back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import quote

from voice_os.consent.folders import Folders
from voice_os.consent.network import Network
from voice_os.consent.secrets import Secrets
from voice_os.office import events
from voice_os.office.events import Event
from voice_os.settings import CalendarSettings

if TYPE_CHECKING:
    from icalendar import Calendar

    from voice_os.office.dav import Collection, Resource

PASSWORD = "calendar password"  # noqa: S105 - its name
"""What the keyring calls the password of the calendar's server."""

Where = Literal["file", "server"]


@dataclass(frozen=True, slots=True)
class Placed:
    """An event, and which calendar it is in."""

    where: Where
    event: Event


class Source(Protocol):
    """One calendar."""

    async def calendars(self) -> "list[Calendar]":
        """All that is in it."""
        ...

    async def replace(self, uid: str, part: "Calendar | None") -> str | None:
        """Put an event, with its exceptions, in the place of what there is of it; None: nothing.

        Return the text of what there was, None where nothing was.
        """
        ...


class Calendars:
    """All calendars of a person. What is new goes to the server's, if there is one."""

    def __init__(self, settings: CalendarSettings, folders: Folders, secrets: Secrets) -> None:
        self._settings = settings
        self._folders = folders
        self._secrets = secrets

    async def between(self, network: Network, start: datetime, end: datetime) -> list[Placed]:
        """What is on from `start` up to `end` (aware), in order. Raises `Problem`."""
        found: list[Placed] = []
        for where in self._places():
            source = await self._source(where, network)
            for calendar in await source.calendars():
                found += [Placed(where, one) for one in events.occurrences(calendar, start, end)]
        return sorted(found, key=lambda one: (one.event.start, one.event.title))

    async def add(self, network: Network, part: "Calendar") -> dict[str, str | None]:
        """Add the event that a calendar holds; return the record of it."""
        uid = str(part.walk("VEVENT")[0]["uid"])
        return await self.replace(network, self._places()[-1], uid, part)

    async def part(self, network: Network, placed: Placed) -> "Calendar":
        """All there is of an event, with its exceptions."""
        source = await self._source(placed.where, network)
        for calendar in await source.calendars():
            part = events.of_uid(calendar, placed.event.uid)
            if part.walk("VEVENT"):
                return part
        return events.empty()

    async def replace(
        self, network: Network, where: str, uid: str, part: "Calendar | None"
    ) -> dict[str, str | None]:
        """Put an event in the place of what there is of it; return the record for `restore`."""
        source = await self._source("server" if where == "server" else "file", network)
        return {"where": where, "uid": uid, "before": await source.replace(uid, part)}

    async def restore(self, network: Network, record: Mapping[str, str | None]) -> None:
        """Take a change back. Raises `Problem`."""
        before = record["before"]
        part = None if before is None else events.parse(before)
        await self.replace(network, str(record["where"]), str(record["uid"]), part)

    def _places(self) -> list[Where]:
        return ["file", "server"] if self._settings.url else ["file"]

    async def _source(self, where: Where, network: Network) -> Source:
        if where == "file" or self._settings.url is None:
            return _File(self._folders, self._settings.file)
        from voice_os.office.dav import Collection

        password = await self._secrets.get(PASSWORD) if self._settings.user else None
        user = self._settings.user or ""
        return _Server(Collection(network, "calendar", self._settings.url, user, password))


class _File:
    """A calendar in one file, made when something is first put into it."""

    def __init__(self, folders: Folders, path: Path) -> None:
        self._folders = folders
        self._path = path

    async def calendars(self) -> "list[Calendar]":
        return [self._read()]

    async def replace(self, uid: str, part: "Calendar | None") -> str | None:
        whole = self._read()
        before = events.of_uid(whole, uid)
        rest = events.without(whole, uid)
        if part is not None:
            rest = events.merged(rest, part)
        self._folders.write(self._path, rest.to_ical(), replace=True)
        return before.to_ical().decode() if before.walk("VEVENT") else None

    def _read(self) -> "Calendar":
        if not self._folders.inside(self._path).exists():
            return events.empty()
        return events.parse(self._folders.read(self._path).decode("utf-8", "replace"))


class _Server:
    """A calendar on a CalDAV server, where each event is a resource of its own."""

    def __init__(self, collection: "Collection") -> None:
        self._collection = collection

    async def calendars(self) -> "list[Calendar]":
        return [events.parse(one.text) for one in await self._collection.all()]

    async def replace(self, uid: str, part: "Calendar | None") -> str | None:
        there = _of_uid(await self._collection.all(), uid)
        if part is not None:
            name = there.address if there else f"{quote(uid, safe='')}.ics"
            text = part.to_ical().decode()
            await self._collection.put(name, text, there.version if there else None)
        elif there is not None:
            await self._collection.delete(there)
        return there.text if there else None


def _of_uid(resources: "Iterable[Resource]", uid: str) -> "Resource | None":
    for one in resources:
        if events.of_uid(events.parse(one.text), uid).walk("VEVENT"):
            return one
    return None
