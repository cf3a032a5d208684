"""The engines of a conversation from the beginning of their loading to the end of their use."""

import asyncio
import logging
from collections.abc import Iterable, Sequence

from voice_os.conversation.engines import Engines
from voice_os.dialogue.dialogue import Dialogue
from voice_os.llm import LanguageModel
from voice_os.loading import Loader
from voice_os.skills import Skill

_LOG = logging.getLogger(__name__)


async def begin_loading(
    loader: Loader,
    dialogue: Dialogue,
    skills: Iterable[Skill],
    to_hear: Sequence[str],
    tasks: asyncio.TaskGroup,
) -> Engines:
    """Load all of them in `tasks`. `to_hear`: words that are likely to be said, beside skills."""
    spare_voice = await loader.spare_voice()
    return Engines(
        stt=tasks.create_task(loader.stt(skills, to_hear)),
        end_of_turn=tasks.create_task(loader.end_of_turn()),
        llm=tasks.create_task(_with_front(loader, dialogue)),
        tts=tasks.create_task(loader.tts(spare_voice)),
        spare_voice=spare_voice,
    )


async def close(engines: Engines) -> None:
    """Give up what is still loading and free the rest."""
    for engine in (engines.stt, engines.end_of_turn, engines.llm, engines.tts):
        if not engine.done() or engine.cancelled() or engine.exception():
            engine.cancel()
        elif (loaded := engine.result()) is not None:
            await loaded.close()
    await engines.spare_voice.close()


async def _with_front(loader: Loader, dialogue: Dialogue) -> LanguageModel | None:
    """The language model with the prompt's front evaluated, so that no turn has to."""
    model = await loader.llm()
    if model is not None:
        try:
            await model.prefill([dialogue.front])
        except Exception:  # the first turn will meet it too, and say so
            _LOG.exception("the prompt's front could not be read")
    return model
