"""Each step by which she changed, with its reason, in the diary that lies in the memory."""

from datetime import datetime
from sqlite3 import Connection

from voice_os.memory import tables
from voice_os.memory.store import Store
from voice_os.memory.tables import Entry
from voice_os.persona import Identity
from voice_os.persona.persona import Persona

_MARK = "changes written up to"


class Diary:
    """Writes into the diary how a persona changed, each step once, whoever made it."""

    def __init__(self, persona: Persona) -> None:
        self._persona = persona

    async def wake(self, store: Store) -> None:
        """Write what changed since the last time, by a command or by hand."""
        await self.keep(store)

    async def keep(self, store: Store) -> None:
        """Write what is not written yet."""
        identity = self._persona.identity
        await store.write(lambda connection: write_up(connection, identity))


def write_up(connection: Connection, identity: Identity) -> None:
    """Add an entry for each change after the last one that was written. Run it in a transaction."""
    mark = tables.state(connection, _MARK)
    version, at = (mark or b"0 0001-01-01T00:00+00:00").decode().split(" ", 1)
    new = [
        change
        for change in identity.changes
        if change.version > int(version) or change.at > datetime.fromisoformat(at)
    ]
    for change in new:
        text = f"I {change.what}. {change.why}"
        tables.add_entry(connection, Entry(0, change.at, text, ()))
    if new:
        tables.note(connection, _MARK, f"{new[-1].version} {new[-1].at.isoformat()}".encode())
