"""Turns of a real conversation, each beside the plain way of the same turn."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np

from voice_os.assistant import assistant
from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.resample import resampled
from voice_os.bench.plain import PlainTurn, PlainWay, plain_way
from voice_os.bench.virtual_sound_card import Recording, VirtualSoundCard
from voice_os.bench.visitor import InterruptingVisitor, Visit
from voice_os.errors import Problem
from voice_os.events import Events, Timings
from voice_os.settings import Settings
from voice_os.surroundings import Surroundings, speaker_on
from voice_os.tts import Delivery
from voice_os.tts.espeak import Espeak
from voice_os.turns import TurnRecords

SAID = "please say what you think about my long day at work because I want to get a good answer now"
"""What the visitor says, in about five seconds: open talk, which is the language model's."""

WARM_UP = 2
"""Turns before those that count."""

_SOON = 1.5  # seconds after a press in which she falls silent, or does not at all
_LONGEST = 60.0  # seconds from a release to the first sample


@dataclass(frozen=True, slots=True)
class MeasuredTurn:
    """A live turn, the plain way of it, and what a recording of the speaker says of both ends.

    `recorded`: seconds from the release to the first sound in the recording; `stop`: from the
    press that stopped her to the last one. None: not recorded, or she was silent by then.
    """

    timings: Timings
    plain: PlainTurn
    recorded: float | None
    stop: float | None

    @property
    def live(self) -> float:
        """Seconds from the key's release to the first sample heard."""
        released, first_sample = self.timings.released, self.timings.first_sample
        if released is None or first_sample is None:
            raise Problem("A turn of the bench was not answered aloud; the log may say why.")
        return first_sample - released


@dataclass(frozen=True, slots=True)
class MeasuredTurns:
    """All turns, the length of the visitor's utterance in seconds, and the speaker's underruns."""

    turns: list[MeasuredTurn]
    utterance: float
    underruns: int


async def measure_turns(
    settings: Settings,
    *,
    count: int,
    release_after: float,
    card: VirtualSoundCard | None,
    on_turn: Callable[[MeasuredTurn], None],
) -> MeasuredTurns:
    """Have `count` turns with her, and do each the plain way when it is over.

    The key is let go `release_after` seconds behind the last word. Without a virtual `card` she
    speaks through the default device, and what only a recording shows is None.
    """
    utterance = await _spoken(SAID)
    events, records = Events(), TurnRecords()
    events.subscribe(records.handle)
    measured: list[MeasuredTurn] = []
    with card.record() if card else nullcontext() as recording:
        async with speaker_on(settings, events, None) as speaker, plain_way(settings) as plain:

            async def after_turn(visit: Visit) -> None:
                turn = await _measured(visit, records, recording, plain, utterance)
                measured.append(turn)
                if len(measured) > WARM_UP:
                    on_turn(turn)

            visitor = InterruptingVisitor(
                utterance,
                events,
                turns=WARM_UP + count,
                release_after=release_after,
                after_turn=after_turn,
            )
            around = Surroundings(visitor.microphone, speaker, visitor)
            async with assistant(settings, events, around) as she:
                await she.run()
            underruns = speaker.underruns
    return MeasuredTurns(measured[WARM_UP:], len(utterance) / SAMPLE_RATE, underruns)


async def _measured(
    visit: Visit,
    records: TurnRecords,
    recording: Recording | None,
    plain: PlainWay,
    utterance: Samples,
) -> MeasuredTurn:
    """What is known of the turn that has just ended, and the plain way of it."""
    record = records.all[-1]
    if record.went_wrong:
        raise Problem(f"Turn {record.turn} of the bench went wrong: {record.went_wrong}")
    stop = recorded = None
    if recording is not None:
        until = visit.released + _LONGEST if visit.stopped is None else visit.stopped
        if sound := recording.sound_between(visit.released, until):
            recorded = sound[0] - visit.released
        if visit.stopped is not None:
            sound = recording.sound_between(visit.stopped, visit.stopped + _SOON)
            stop = sound[1] - visit.stopped if sound else 0.0
    return MeasuredTurn(record.timings, await plain.turn(utterance, record.heard), recorded, stop)


async def _spoken(text: str) -> Samples:
    """A text as eSpeak NG says it, at 16 kHz."""
    voice = await Espeak.load("en")
    try:
        pieces = [piece async for piece in voice.synthesize(text, Delivery())]
    finally:
        await voice.close()
    return resampled(np.concatenate(pieces), voice.rate, SAMPLE_RATE)
