"""A person and her in one room, faster than time: what the policy of cutting in makes of it.

The loop is closed: when she lowers her voice, her echo goes down with it. Everything that a
microphone hears goes through the echo canceller, the listener with the real voice activity model,
and the policy, and where the policy wants words, through a recogniser.
"""

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from voice_os.audio import FRAME, PLAYBACK_RATE, SAMPLE_RATE, Frame, Samples
from voice_os.audio.echo import LEAD, EchoCanceller
from voice_os.audio.played import Played
from voice_os.audio.resample import resampled
from voice_os.audio.voice_activity import VoiceActivity
from voice_os.bench.intruders import Intruder
from voice_os.bench.rooms import Air, Room
from voice_os.conversation.interruption import Intrusion, Reaction, Verdict, judge, reaction
from voice_os.conversation.listener import Listener
from voice_os.conversation.utterance import MARGIN
from voice_os.stt import SpeechToText

LATENCY = int(0.035 * SAMPLE_RATE)
"""Samples from pulling a sound for the device until the loudspeaker emits it."""

RECOGNITION = int(0.2 * SAMPLE_RATE)
"""Samples that a recogniser takes for the words of an intrusion."""

HER_LEVEL = 0.06
"""RMS of her voice as it is played, -24 dBFS."""

_RAMP = SAMPLE_RATE // 200
_GAIN = {Reaction.FULL: 1.0, Reaction.LOWERED: 0.25, Reaction.HELD: 0.0}
_ALONE = 2 * FRAME * 30  # samples of quiet between two answers
_AFTERWARDS = int(2.5 * SAMPLE_RATE)  # heard on after a sound, for a verdict that comes late


class Sentence(NamedTuple):
    """A sentence of hers and where it begins in her speech."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class HerSpeech:
    """Something long that she says, with an RMS of HER_LEVEL, and its sentences in order."""

    samples: Samples
    sentences: tuple[Sentence, ...]

    def around(self, position: int) -> str:
        """The sentence at a position, and the one before."""
        at = bisect_right(self.sentences, position, key=lambda one: one.start)
        return " ".join(one.text for one in self.sentences[max(at - 2, 0) : at])


@dataclass(frozen=True, slots=True)
class Encounter:
    """A sound at some time of an answer. `at`: samples from the answer's start to its onset.

    `gain_db`: how loud it is against her echo.
    """

    intruder: Intruder
    at: int
    gain_db: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer came to. Times in samples from the onset until the loudspeaker obeyed.

    They are those of a quiet and a silence that lasted until she stopped, or until the end.
    `lowered`, `held`: how often she was. `words`: what the recogniser understood.
    """

    stopped: bool
    quiet: int | None
    silent: int | None
    lowered: int
    held: int
    words: tuple[str, ...]


class Scene:
    """She in a room. Her answers follow each other; the canceller stays as it became."""

    def __init__(self, room: Room, speech: HerSpeech, ear: SpeechToText, seed: int) -> None:
        self._air = Air(room, seed)
        self._echo = HER_LEVEL * 10 ** (room.echo_db / 20)
        self._speech = speech
        self._ear = ear
        self._canceller = EchoCanceller(lead=LEAD)
        self._played = Played()
        self._fine = resampled(speech.samples, SAMPLE_RATE, PLAYBACK_RATE)
        self._listener = Listener(VoiceActivity(), pre_roll=0.0, even=False)
        self._listener.attend(True)
        self._clock = 0
        self._position = 0
        self._gain = 0.0
        self._queue = np.zeros(LATENCY, np.float32)
        self._recent: deque[Frame] = deque(maxlen=10 * SAMPLE_RATE // FRAME)

    async def answer(self, length: int, encounter: Encounter | None = None) -> Outcome:
        """Let her speak for `length` samples, or until she stops or the encounter is over."""
        person = np.zeros(0, np.float32)
        onset = length
        if encounter is not None:
            loudness = self._echo * 10 ** (encounter.gain_db / 20)
            lead = encounter.at - encounter.intruder.onset
            person = np.pad(loudness * encounter.intruder.samples, (max(lead, 0), 0))
            onset = max(encounter.at, encounter.intruder.onset)
            length = len(person) + _AFTERWARDS
        began, intrusion, now = self._clock, Intrusion(), Reaction.FULL
        verdicts: deque[tuple[int, Verdict]] = deque()
        quiet = silent = None
        lowered = held = 0
        words: list[str] = []
        while (time := self._clock - began) < length and now is not Reaction.STOP:
            frame = self._frame(person[time : time + FRAME], _GAIN[now])
            intrusion = intrusion.after(frame, self._listener.hear(frame, answering=True))
            while verdicts and verdicts[0][0] <= self._clock:
                intrusion = intrusion.judged(verdicts.popleft()[1])
            if intrusion.wants_words(self._clock):
                heard, verdict = await self._understand(intrusion)
                intrusion = intrusion.asking()
                verdicts.append((self._clock + RECOGNITION, verdict))
                words.append(f"{heard} [{verdict}]")
            before, now = now, reaction(intrusion, self._clock)
            if now is Reaction.LOWERED and before is Reaction.FULL:
                self._listener.listen_anew()
            lowered += now is Reaction.LOWERED and before is Reaction.FULL
            held += now is Reaction.HELD and before is not Reaction.HELD
            obeyed = max(self._clock - began + LATENCY + _RAMP - onset, 0)
            quiet = _since(quiet, obeyed, now is not Reaction.FULL)
            silent = _since(silent, obeyed, now in (Reaction.HELD, Reaction.STOP))
        await self._rest()
        return Outcome(now is Reaction.STOP, quiet, silent, lowered, held, tuple(words))

    async def _rest(self) -> None:
        for _ in range(0, _ALONE, FRAME):
            self._listener.hear(self._frame(np.zeros(0, np.float32), 0.0))

    async def _understand(self, intrusion: Intrusion) -> tuple[str, Verdict]:
        began = self._clock if intrusion.began is None else intrusion.began
        length = self._clock - began + MARGIN
        sound = np.concatenate([frame.samples for frame in self._recent])[-length:]
        heard = (await self._ear.transcribe(sound)).text
        said = self._speech.around(self._position % len(self._speech.samples))
        return heard, judge(heard, said, "en")

    def _frame(self, person: Samples, gain: float) -> Frame:
        """Let 32 ms go by; return what the microphone heard of it, free of echo."""
        emitted = self._emit(gain)
        near = self._air.heard(emitted)
        near[: len(person)] += person
        heard = Frame(self._clock, near, self._clock / SAMPLE_RATE)
        frame = self._canceller.clean(heard, self._played)
        self._recent.append(frame)
        self._clock = frame.end
        return frame

    def _emit(self, gain: float) -> Samples:
        """What the loudspeaker emits. While she is held her speech stands still."""
        gains = np.full(FRAME, gain, np.float32)
        gains[:_RAMP] = np.linspace(self._gain, gain, _RAMP)
        speaking = gain > 0 or self._gain > 0
        first = self._position
        self._position += FRAME * (gain > 0) + _RAMP * (speaking and gain == 0)
        self._gain = gain
        self._tell_what_is_played(first, gains)
        pulled = _looped(self._speech.samples, first, FRAME) * gains
        self._queue = np.concatenate([self._queue, pulled])
        emitted, self._queue = self._queue[:FRAME], self._queue[FRAME:]
        return emitted

    def _tell_what_is_played(self, first: int, gains: Samples) -> None:
        """Hand the canceller the same at PLAYBACK_RATE, stamped as a device stamps it."""
        ratio = PLAYBACK_RATE // SAMPLE_RATE
        self._played.stamp(self._clock * ratio, (self._clock + LATENCY) / SAMPLE_RATE)
        played = _looped(self._fine, first * ratio, FRAME * ratio)
        self._played.add(played * np.repeat(gains, ratio))


def _looped(sound: Samples, start: int, length: int) -> Samples:
    return sound[np.arange(start, start + length) % len(sound)]


def _since(before: int | None, now: int, obeys: bool) -> int | None:
    """When it began that she obeys; None: she does not."""
    if not obeys:
        return None
    return now if before is None else before
