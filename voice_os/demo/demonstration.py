"""The demonstration: a recorded visitor, played through the very same loop."""

from collections.abc import Sequence
from pathlib import Path

from voice_os.assistant import assistant
from voice_os.audio import Samples
from voice_os.audio.files import WavSpeaker, read_wav
from voice_os.events import Events
from voice_os.settings import Settings
from voice_os.skills import registry
from voice_os.surroundings import Surroundings
from voice_os.turns import TurnRecord, TurnRecords
from voice_os.understanding.recognition import Recognizer
from voice_os.understanding.wording import tidy
from voice_os.visitor import Visitor


def utterances() -> list[Path]:
    """The visitor's utterances, in the order in which they are said."""
    return sorted(Path(__file__).parent.glob("*.wav"))


def words_of(utterance: Path) -> str:
    """What is said in an utterance: its file is named after it."""
    return utterance.stem.partition("-")[2].replace("-", " ")


async def demonstrate(
    settings: Settings, events: Events, answers: Path, *, real_time: bool = True
) -> list[TurnRecord]:
    """Let the visitor speak, write what she says into `answers`; return the turns.

    A turn that did not come about at all is there too, as one that went wrong.
    """
    records = TurnRecords()
    events.subscribe(records.handle)
    said: Sequence[Samples] = [read_wav(path) for path in utterances()]
    visitor = Visitor(said, events, real_time=real_time)
    speaker = WavSpeaker(answers, real_time=real_time)
    try:
        async with assistant(
            _forgetful(settings), events, Surroundings(visitor, speaker, visitor)
        ) as she:
            await she.run()
    finally:
        await speaker.close()
    return judged(records.all)


def judged(turns: list[TurnRecord]) -> list[TurnRecord]:
    """The visitor's turns, each marked where it did not go as it should."""
    said = [words_of(path) for path in utterances()]
    recognizer = Recognizer(registry.load().skills)
    for words, turn in zip(said, turns, strict=False):
        if not turn.went_wrong and not _means(turn.understood, words, recognizer):
            turn.went_wrong = f"said was: {words}"
    missing = range(len(turns), len(said))
    turns.extend(TurnRecord(turn + 1, went_wrong="never heard") for turn in missing)
    for turn in turns:
        if not (turn.heard or turn.went_wrong):
            turn.went_wrong = "not answered"
    return turns


def _means(understood: str, words: str, recognizer: Recognizer) -> bool:
    """Whether the same was understood: word for word, or another spelling of the same wish."""
    wish, meant = recognizer.recognize(understood), recognizer.recognize(words)
    if wish is None or meant is None:
        return tidy(understood) == words
    return wish.skill.name == meant.skill.name and wish.slots == meant.slots


def _forgetful(settings: Settings) -> Settings:
    """The same settings, but what a visitor says is not kept in anybody's memory."""
    memory = settings.memory.model_copy(update={"enabled": False})
    return settings.model_copy(update={"memory": memory})
