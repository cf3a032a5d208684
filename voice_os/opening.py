"""Opening the memory of whom she talks with, and the model that gives it a sense of sentences."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voice_os.catalog import Catalog
from voice_os.errors import Problem
from voice_os.memory import Embedder
from voice_os.memory.key import PASSPHRASE
from voice_os.memory.people import Ask, open_memory, person
from voice_os.memory.store import Store
from voice_os.models.layout import location
from voice_os.models.verify import Condition, check
from voice_os.paths import identities_folder
from voice_os.persona.persona import Persona
from voice_os.settings import Settings

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Memory:
    """A memory that is open. Without an embedder it goes by words alone."""

    store: Store
    embedder: Embedder | None

    async def close(self) -> None:
        """Close the file and free the model."""
        await self.store.close()
        if self.embedder is not None:
            await self.embedder.close()


async def memory_of(
    settings: Settings, catalog: Catalog, tell: Callable[[str], None], ask: Ask
) -> Memory | None:
    """The memory of the settings' profile; None where there is none, and `tell` is told why."""
    if not settings.memory.enabled:
        return None
    embedder = await embedder_of(settings, catalog, tell)
    try:
        who = person(settings.memory)
        return Memory(await open_memory(who, settings.memory, ask=ask, embedder=embedder), embedder)
    except Problem as problem:
        tell(f"{problem} Until then nothing is remembered beyond this conversation.")
    except Exception:
        _LOG.exception("the memory could not be opened")
        tell("The memory could not be opened; the log says why.")
    if embedder is not None:
        await embedder.close()
    return None


def persona_of(
    settings: Settings, now: Callable[[], datetime], tell: Callable[[str], None]
) -> Persona:
    """Who she is to the settings' profile; where her file is broken, `tell` is told."""
    persona = Persona(now, identity_file(settings))
    if persona.wrong:
        tell(f"{persona.wrong} Until then she goes by the name of the program.")
    return persona


def identity_file(settings: Settings, profile: str | None = None) -> Path:
    """Where it is kept who she is to a profile, else to the settings' own. Raises `Problem`."""
    return identities_folder() / f"{person(settings.memory, profile).name}.toml"


def nobody(words: str) -> str:
    """Asks nobody for a passphrase. Raises `Problem`."""
    raise Problem(f"{words} is needed: set {PASSPHRASE}.")


async def embedder_of(
    settings: Settings, catalog: Catalog, tell: Callable[[str], None]
) -> Embedder | None:
    """The sentence model that is installed, if one is; without it words alone are compared."""
    from voice_os.memory.embedding import MiniLM

    for entry in catalog.of("embedding", settings.language):
        finding = await asyncio.to_thread(check, entry, settings.models)
        if finding.condition is Condition.ABSENT:
            continue
        try:
            if not finding.healthy:
                raise Problem(finding.sentence)
            return await MiniLM.load(location(entry, settings.models), name=entry.name)
        except Problem as problem:
            tell(f"{problem} Until then memories are found by their words alone.")
    return None
