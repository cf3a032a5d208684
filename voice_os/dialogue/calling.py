"""What a language model answers, and the skills that it calls on the way."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing

from voice_os.dialogue.prompt import called, result
from voice_os.llm import LanguageModel, Message, ToolUser
from voice_os.llm.tools import Call
from voice_os.skills import Effect, Skill
from voice_os.skills.steps import Do
from voice_os.skills.tools import tool, wish

NO_END = "I looked, and could not find that out."
"""The answer where the model does nothing but look things up."""

NOTHING_FITS = "I'm not sure what you want me to do. Could you say it in other words?"
"""The answer where the model began to call a skill and came to no end."""

MOST_CALLS = 3
"""Skills that the model may call in one turn."""

SHORT = 240
"""Characters of a skill's answer up to which it is said as it is; a longer one the model reads."""

PATIENCE = 120.0
"""Seconds without a further piece of text after which the model is given up."""


def acts(skill: Skill) -> bool:
    """Whether a skill changes or sends anything."""
    return skill.effect is not Effect.READS


async def answered(
    engine: LanguageModel,
    asked: Sequence[Message],
    skills: Mapping[str, Skill],
    do: Callable[[Do], AsyncGenerator[str, None]],
) -> AsyncGenerator[str, None]:
    """What the model says, and what comes of the skills that it calls, which `do` runs.

    What acts ends the turn, and so does a short result; of a longer one the model tells. From then
    on the prompt holds what somebody else may have written, and nothing that acts can be called.
    """
    for _ in range(MOST_CALLS):
        call, spoke = None, False
        async with aclosing(_pieces(engine, asked, skills)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Call):
                    call = piece
                else:
                    spoke = True
                    yield piece
        if call is None:
            if skills and not spoke:
                yield NOTHING_FITS
            return
        skill = skills[call.name]
        async with aclosing(do(Do(wish(call, skill), guessed=True))) as results:
            said = "".join([piece async for piece in results])
        if acts(skill) or len(said) <= SHORT:
            yield said
            return
        skills = {name: one for name, one in skills.items() if not acts(one)}
        asked = [*asked, Message("assistant", called(call)), Message("user", result(said))]
    yield NO_END


async def _pieces(
    engine: LanguageModel, asked: Sequence[Message], skills: Mapping[str, Skill]
) -> AsyncGenerator[str | Call, None]:
    """What the model says or calls; given up where it falls silent."""
    pieces: AsyncGenerator[str | Call, None]
    if skills and isinstance(engine, ToolUser):
        pieces = engine.answer_or_call(asked, [tool(name, one) for name, one in skills.items()])
    else:
        pieces = engine.stream(asked)
    async with aclosing(pieces):
        while True:
            async with asyncio.timeout(PATIENCE):
                piece = await anext(pieces, None)
            if piece is None:
                return
            yield piece
