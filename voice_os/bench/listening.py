"""Recorded people as she hears them: their pauses, and what is known at each.

Each utterance is heard as it was recorded, or through a room's impulse response with noise SNRS dB
under the speech, one of them for each recording, always the same. Behind the last word the
recording goes on, or its room sounds on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE, Frame, Samples
from voice_os.audio.files import read_wav
from voice_os.audio.levels import dbfs
from voice_os.audio.voice_activity import VoiceActivity
from voice_os.bench.recordings import Recording, level_of_speech
from voice_os.bench.rooms import made_response, recorded_responses
from voice_os.conversation.endpointing import ASK_AFTER, LONGEST, SHORTEST, Evidence
from voice_os.conversation.utterance import EARLY_PAUSE, MARGIN, Speech
from voice_os.stt import EndOfTurn, SpeechToText

SNRS = (20, 15, 10)
"""Decibels from the speech down to the noise."""

Condition = Literal["clean", "noisy"]
CONDITIONS: tuple[Condition, ...] = ("clean", "noisy")

BEHIND = 2 * LONGEST
"""Samples that are heard behind the last word."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause of a recorded speaker: from where, for how many samples, and what is known of it."""

    began: int
    lasted: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording as she heard it. `false_starts`: turns that noise began and ended by itself."""

    name: str
    language: str
    condition: Condition
    tuned_on: bool
    end: int
    pauses: tuple[Pause, ...]
    false_starts: int


@dataclass(frozen=True, slots=True)
class Rooms:
    """Rooms that people speak in: impulse responses of unit energy, and noise."""

    responses: Sequence[Samples]
    noises: Sequence[Samples]

    @classmethod
    def of(cls, data: Path) -> "Rooms":
        """The recorded ones below `data`; made ones where there are none."""
        random = np.random.default_rng(0)
        folder = data / "speech-speechbrain"
        noises = [read_wav(path) for path in sorted((folder / "noise").glob("*.wav"))]
        responses = recorded_responses(sorted((folder / "RIRs").rglob("*.wav")))
        return cls(
            responses or [made_response(random) for _ in range(4)],
            noises or [_made_noise(random)],
        )

    def around(self, recording: Recording, sound: Samples) -> Samples:
        """`sound`, which begins with the recording, in one of the rooms with noise."""
        random = np.random.default_rng(recording.seed)
        response = self.responses[int(random.integers(len(self.responses)))]
        noise = self.noises[int(random.integers(len(self.noises)))]
        snr = SNRS[int(random.integers(len(SNRS)))]
        size = 1 << (len(sound) + len(response)).bit_length()
        spectrum = np.fft.rfft(sound, size) * np.fft.rfft(response, size)
        speech = np.fft.irfft(spectrum, size)[: len(sound)].astype(np.float32)
        noise = np.resize(np.roll(noise, int(random.integers(len(noise)))), len(sound))
        gain = level_of_speech(speech, recording.samples[: recording.end]) - snr - dbfs(noise)
        return speech + noise * np.float32(10 ** (gain / 20))


def _made_noise(random: np.random.Generator) -> Samples:
    """Ten seconds of pink noise."""
    spectrum = np.fft.rfft(random.standard_normal(10 * SAMPLE_RATE))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    noise: Samples = np.fft.irfft(spectrum).astype(np.float32)
    return noise


async def hear(
    recording: Recording,
    condition: Condition,
    rooms: Rooms,
    end_of_turn: EndOfTurn | None,
    ear: SpeechToText | None,
) -> Heard:
    """Let her hear a recording: the real voice activity, frame by frame, and the engines."""
    sound = recording.until(recording.end + BEHIND)
    if condition == "noisy":
        sound = rooms.around(recording, sound)
    pauses: list[Pause] = []
    false_starts, opened = 0, 0
    for speech, lasted in _pauses(sound):
        began = max(speech.began, opened)
        if speech.ended <= recording.begin and lasted >= SHORTEST:
            # Noise taken for speech: a turn without a word, behind which the next one begins.
            false_starts += 1
            opened = speech.ended + lasted
            continue
        start = max(0, began - MARGIN)
        words = ""
        if ear is not None and recording.language == "en":
            words = (await ear.transcribe(sound[start : speech.ended + min(lasted, MARGIN)])).text
        finished = None
        if end_of_turn is not None and lasted >= ASK_AFTER:
            finished = await end_of_turn.finished(sound[start : speech.ended + ASK_AFTER])
        evidence = Evidence(words, finished, speech.ended - began)
        pauses.append(Pause(speech.ended, lasted, evidence))
    return Heard(
        recording.name,
        recording.language,
        condition,
        recording.seed % 2 == 0,
        recording.end,
        tuple(pauses),
        false_starts,
    )


def _pauses(sound: Samples) -> Iterator[tuple[Speech, int]]:
    """The speech up to each pause that is long enough for early work, and the pause's samples."""
    activity, speech = VoiceActivity(), Speech()
    clock = 0
    for start in range(0, len(sound) - FRAME + 1, FRAME):
        frame = Frame(start, sound[start : start + FRAME])
        after = speech.after(frame, activity.probability(frame.samples))
        if after.ended != speech.ended and speech and speech.pause(frame.start) >= EARLY_PAUSE:
            yield speech, speech.pause(frame.start)
        speech, clock = after, frame.end
    if speech:
        yield speech, speech.pause(clock)
