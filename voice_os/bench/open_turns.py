"""Turns without a key: from the last word to the first sample heard, each beside the plain way."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random

from voice_os.assistant import assistant
from voice_os.audio import SAMPLE_RATE, AudioSink, AudioSource
from voice_os.audio.echo import LEAD, WithoutEcho
from voice_os.audio.sink import PlaybackSink
from voice_os.bench.plain import PlainTurn, PlainWay, plain_way
from voice_os.bench.recordings import Recording
from voice_os.bench.talking_visitor import PATIENCE, OpenVisit, TalkingVisitor
from voice_os.bench.turns import WARM_UP
from voice_os.bench.virtual_sound_card import Recording as SpeakerRecording
from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.conversation.endpointing import Evidence, pause_needed
from voice_os.conversation.rhythm import Rhythm
from voice_os.events import DraftDropped, Event, Events, Timings
from voice_os.settings import Settings
from voice_os.surroundings import Surroundings, speaker_on
from voice_os.turns import TurnRecords

_LENGTHS = 1.5, 8.0  # seconds of what a visitor says


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """A live turn and the plain way of it.

    `ended`: when the last sample of the words was spoken, in seconds of the event loop's clock, as
    `timings`. `recorded`: seconds from there to the first sound in a recording of the speaker; None
    where nothing was recorded.
    """

    timings: Timings
    ended: float
    plain: PlainTurn
    recorded: float | None

    @property
    def live(self) -> float:
        """Seconds from the last spoken sample to the first one heard."""
        return (self.timings.first_sample or self.ended) - self.ended

    @property
    def early(self) -> bool:
        """Whether the transcript was there before it was decided that the turn is over."""
        transcript, released = self.timings.transcript, self.timings.released
        return transcript is not None and released is not None and transcript < released


@dataclass(frozen=True, slots=True)
class OpenTurns:
    """All turns that count, and what became of the drafts.

    `pause`: seconds of silence that the policy asks for where it knows nothing: the plain way waits
    for as many. `missed`: turns in which nothing was heard, or something before the last word.
    `dropped`: drafts thrown away; `underruns`: the speaker's, in all turns.
    """

    turns: Sequence[OpenTurn]
    pause: float
    missed: int
    dropped: int
    underruns: int


def utterances(recorded: Iterable[Recording], turns: int) -> list[Recording]:
    """What visitors say in so many turns that count, and in those before."""
    fit = [
        one
        for one in recorded
        if one.language == "en" and _LENGTHS[0] <= one.end / SAMPLE_RATE <= _LENGTHS[1]
    ]
    Random(0).shuffle(fit)  # noqa: S311 - always the same
    return list(islice(cycle(fit), WARM_UP + turns))


async def measure_open_turns(
    settings: Settings,
    utterances: Sequence[Recording],
    *,
    card: VirtualSoundCard | None,
    on_turn: Callable[[], None],
) -> OpenTurns:
    """Have a turn with her for each utterance, without a key, and do each the plain way after it.

    The first `WARM_UP` do not count. `settings` have the microphone open. Without a virtual `card`
    she speaks through the default device, and nothing is recorded.
    """
    events, records, drafts = Events(), TurnRecords(), _Drafts()
    events.subscribe(records.handle)
    events.subscribe(drafts.handle)
    measured: list[OpenTurn | None] = []
    dropped: list[int] = []
    with card.record() if card else nullcontext() as recording:
        async with speaker_on(settings, events, None) as speaker, plain_way(settings) as plain:

            async def after_turn(visit: OpenVisit) -> None:
                measured.append(await _measured(visit, records, recording, plain))
                dropped.append(drafts.dropped)
                if len(measured) > WARM_UP:
                    on_turn()

            visitor = TalkingVisitor(utterances, events, after_turn=after_turn)
            around = Surroundings(_hearing(visitor, speaker), speaker, visitor)
            async with assistant(settings, events, around) as she:
                await she.run()
            underruns = speaker.underruns
    counted = measured[WARM_UP:]
    turns = [turn for turn in counted if turn is not None]
    pause = pause_needed(Evidence(), settings.listening.patience, Rhythm(), settings.language)
    return OpenTurns(
        turns,
        pause=pause / SAMPLE_RATE,
        missed=len(counted) - len(turns),
        dropped=drafts.dropped - dropped[WARM_UP - 1] if WARM_UP else drafts.dropped,
        underruns=underruns,
    )


async def _measured(
    visit: OpenVisit, records: TurnRecords, recording: SpeakerRecording | None, plain: PlainWay
) -> OpenTurn | None:
    """What is known of the turn that has just ended; None where no answer followed it."""
    record = records.all[-1] if records.all else None
    if record is None or (record.timings.first_sample or 0.0) < visit.ended:
        return None
    sound = recording.sound_between(visit.ended, visit.ended + PATIENCE) if recording else None
    return OpenTurn(
        record.timings,
        visit.ended,
        await plain.turn(visit.said.samples[: visit.said.end], record.heard),
        sound[0] - visit.ended if sound else None,
    )


def _hearing(visitor: TalkingVisitor, speaker: AudioSink) -> AudioSource:
    """What she hears of the visitor, through the canceller that she has in use."""
    if isinstance(speaker, PlaybackSink):
        return WithoutEcho(visitor.microphone, speaker, lead=LEAD)
    return visitor.microphone


class _Drafts:
    """How many drafts were thrown away."""

    def __init__(self) -> None:
        self.dropped = 0

    def handle(self, event: Event) -> None:
        """Take an event in."""
        self.dropped += isinstance(event, DraftDropped)
