"""The memory of a conversation that has begun already while it is still being opened."""

import asyncio

from voice_os.conversation.engines import Engines
from voice_os.herself import Herself
from voice_os.memory.embedding import MiniLM
from voice_os.memory.store import Store
from voice_os.office.ledger import Fleeting, Keeper
from voice_os.opening import Memory
from voice_os.understanding.classifier import SENSE_MODEL
from voice_os.understanding.recognition import Recognizer


class AwaitedMemory:
    """Whoever needs it waits here. There may turn out to be none."""

    def __init__(self, opening: asyncio.Task[Memory | None]) -> None:
        self._opening = opening

    async def store(self) -> Store | None:
        """The person's encrypted file."""
        opened = await asyncio.shield(self._opening)
        return opened.store if opened else None

    async def keeper(self) -> Keeper:
        """The same; without one, nothing outlasts the program."""
        return await self.store() or Fleeting()

    async def lend_sense(self, recognizer: Recognizer) -> None:
        """Let the sentence model that it has loaded help to guess what is wished."""
        opened = await asyncio.shield(self._opening)
        embedder = opened.embedder if opened else None
        if isinstance(embedder, MiniLM) and embedder.name == SENSE_MODEL:
            recognizer.guesser.sense = embedder.sense

    async def serve(self, she: Herself, engines: Engines) -> None:
        """Have her remember in it once it is open, until she has finished."""
        store = await self.store()
        if store is None:
            she.remembrance.give_up()
            she.acquaintance.give_up()
        else:
            await she.remembrance.run(store, lambda: asyncio.shield(engines.llm))

    async def close(self) -> None:
        """Close it, or give up opening it."""
        self._opening.cancel()
        await asyncio.wait([self._opening])
        if self._opening.cancelled() or self._opening.exception():
            return
        if opened := self._opening.result():
            await opened.close()
