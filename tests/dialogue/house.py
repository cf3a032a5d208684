"""A house with things that can be done in it, and a mind that does whatever it reads."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from voice_os.consent import Journal
from voice_os.consent.journal import Notebook
from voice_os.consent.network import Network
from voice_os.dialogue.dialogue import Dialogue
from voice_os.llm import LanguageModel, Message
from voice_os.llm.tools import Call, Tool
from voice_os.persona.persona import Persona
from voice_os.skills import Done, Effect, Proposal, Record, Skill, skill
from voice_os.skills.services import Clock, Repertoire
from voice_os.tts import Delivery
from voice_os.understanding.recognition import Recognizer

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


@dataclass
class World:
    """What was done, and what others have written."""

    done: list[str] = field(default_factory=list)
    written: str = ""


async def undone(record: Record, world: World) -> str:
    """Take it back."""
    world.done.remove(record["what"])
    return "It is as it was."


@skill("light the {room} lamp", "switch on the lamp", effect=Effect.CHANGES, undo=undone)
async def light(world: World, room: str = "hall") -> Done:
    """Light a lamp."""
    world.done.append(f"light {room}")
    return Done(f"The {room} lamp is lit.", undo={"what": f"light {room}"})


@skill("empty the notebook", effect=Effect.CHANGES)
async def empty(world: World) -> str:
    """Empty the notebook of all notes."""
    world.done.append("empty")
    return "All notes are gone."


@skill("write {words} to {person}", effect=Effect.SENDS)
async def write(world: World, person: str, words: str) -> Proposal:
    """Write a mail to somebody."""

    async def send() -> str:
        world.done.append(f"to {person}: {words}")
        return "It is sent."

    return Proposal(f"To {person}: {words}. Shall I send it?", send)


@skill("read my mail", "read me the (mail|page|file|note)", effect=Effect.READS)
async def read_mail(world: World) -> str:
    """Read the newest mail, with what it says about lamps, notes and letters."""
    return world.written


@skill("is the lamp on", effect=Effect.READS)
async def tell_lamp(world: World) -> str:
    """Say whether the lamp is on."""
    return "The lamp is on." if any("light" in one for one in world.done) else "The lamp is off."


@skill("forecast", effect=Effect.READS)
async def forecast(network: Network, world: World) -> str:
    """Tell the weather forecast, rain and sun."""
    network.require()
    return world.written


SKILLS = (light, empty, write, read_mail, tell_lamp, forecast)


@dataclass
class Obedient:
    """Calls, at once, whichever tool it may that anything in its prompt names; else it talks.

    `given`: what it fills in for a parameter. `curious`: it first reads whatever it may.
    """

    curious: bool = False
    given: Callable[[str], Any] = lambda name: "everything"
    prompts: list[list[Message]] = field(default_factory=list)
    offers: list[list[str]] = field(default_factory=list)
    name: str = "obedient mind"
    remark: str = ""

    async def prefill(self, messages: Sequence[Message]) -> None:
        pass

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        self.prompts.append(list(messages))
        yield "As you say."

    async def answer_or_call(
        self, messages: Sequence[Message], tools: Sequence[Tool]
    ) -> AsyncGenerator[str | Call, None]:
        self.prompts.append(list(messages))
        self.offers.append([tool.name for tool in tools])
        read = " ".join(message.content for message in messages).lower()
        looked_up = "this is what was found" in read
        for tool in tools:
            if self.curious and not looked_up and tool.name == "read_mail":
                yield Call(tool.name, {})
                return
        for tool in sorted(tools, key=lambda one: one.name == "read_mail"):
            if re.search(rf"\b{tool.name}\b", read):
                yield Call(tool.name, {name: self.given(name) for name in tool.parameters})
                return
        yield "As you say."

    async def close(self) -> None:
        pass


@dataclass(frozen=True)
class Everything:
    skills: Sequence[Skill]


class Noon:
    def now(self) -> datetime:
        return NOON


class House:
    """Somebody talks with her there, and hears all of her answers."""

    def __init__(self, mind: LanguageModel | None = None, skills: Sequence[Skill] = SKILLS) -> None:
        self.world, self.journal = World(), Notebook()
        self.mind = mind
        self.acted = 0
        self.dialogue = Dialogue(
            Recognizer(skills),
            persona=Persona(Noon().now),
            language="en",
            private=True,
            clock=Noon(),
            delivery=Delivery(),
        )
        self.dialogue.serve(
            {
                World: self.world,
                Clock: Noon(),
                Repertoire: Everything(skills),
                Network: Network({"house"}),
                Journal: self.journal,
            }
        )

    async def say(self, text: str, *, commit: bool = True) -> str:
        """Say something; `commit` false: it stays on trial, and is thrown away."""

        async def model() -> LanguageModel | None:
            return self.mind

        committed = asyncio.Event()
        if commit:
            committed.set()
        self.dialogue.listen()
        reply = self.dialogue.reply(text, committed, model, self._act)
        if not commit:
            drafting = asyncio.create_task(anext(reply.pieces, ""))
            await asyncio.sleep(0.01)
            drafting.cancel()
            await asyncio.wait([drafting])
            return ""
        answer = "".join([piece async for piece in reply.pieces])
        self.dialogue.remember(reply, answer)
        return answer

    def _act(self) -> None:
        self.acted += 1
