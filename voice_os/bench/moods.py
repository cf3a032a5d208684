"""Her moods as they are heard: one sentence in each, written as WAV and measured in the file.

Five moods with a name are for the ear. Whether what is heard follows the mood is told by many more,
along three lines through the baseline: Spearman's rank correlation of mood and measure.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rich.table import Table

from voice_os.audio import FRAME, SAMPLE_RATE, Samples
from voice_os.audio.files import WavSpeaker, read_wav
from voice_os.audio.levels import dbfs
from voice_os.audio.pitch import pitch_of
from voice_os.conversation.answer import Answer, just
from voice_os.persona.mood import BASELINE, Mood
from voice_os.persona.prosody import coloured
from voice_os.tts import Delivery, TextToSpeech

SENTENCE = "Well, I have been thinking of you, and of your sister, too. Tell me how it went."

MOODS = {
    "downcast": Mood(-0.8, -0.6),
    "calm": Mood(0.3, -0.8),
    "as always": BASELINE,
    "glad": Mood(0.9, 0.3),
    "full of energy": Mood(0.7, 0.9),
}
"""The moods that are written for the ear."""

STEPS = 9
"""Moods along each line."""

MEASURES = ("words_a_second", "pause_s", "level_dbfs", "pitch_hz", "centre_hz")
"""What is measured; the pause falls with the mood, the others rise."""

_PAUSE = 0.06  # seconds of quiet from which it is a pause between clauses
_STEP = 0.005
_QUIET = -45.0  # decibels under the loudest, below which is silence


@dataclass(frozen=True, slots=True)
class Heard:
    """What was measured in a WAV.

    `words_a_second` without the pauses; `pause_s` is the mean of them; `level_dbfs` of what is no
    pause; `pitch_hz` the median of what has one, 0 where nothing has; `centre_hz` where the power
    is centred, which tells the pitch of a stand-in that is no voice and has none.
    """

    words_a_second: float
    pause_s: float
    level_dbfs: float
    pitch_hz: float
    centre_hz: float


def shown(found: Mapping[str, Any]) -> Table:
    """The five moods, and under them how what is heard follows the mood, for people."""
    table = Table(title=found["voice"], title_justify="left")
    table.add_column("mood")
    for measure in MEASURES:
        table.add_column(measure.replace("_", " "), justify="right")
    for name, heard in found["moods"].items():
        table.add_row(name, *(f"{heard[measure]:.2f}" for measure in MEASURES))
    table.add_section()
    for line, follows in found["spearman"].items():
        table.add_row(f"Spearman, {line}", *(f"{follows[measure]:.2f}" for measure in MEASURES))
    return table


def lines() -> Mapping[str, list[Mood]]:
    """Moods along three lines: of valence, of arousal, and of both."""
    steps = np.linspace(-1, 1, STEPS).tolist()
    return {
        "valence": [Mood(step, BASELINE.arousal) for step in steps],
        "arousal": [Mood(BASELINE.valence, step) for step in steps],
        "both": [Mood(step, step) for step in steps],
    }


async def measure_moods(
    voice: TextToSpeech, base: Delivery, folder: Path | None = None
) -> dict[str, Any]:
    """The five moods in a voice, and how far what is heard follows the mood along each line.

    `folder`: where the five are left as WAV files.
    """
    with TemporaryDirectory() as temporary:
        there = Path(temporary)
        named = {
            name: await _heard(voice, coloured(base, mood), _file(folder or there, voice, name))
            for name, mood in MOODS.items()
        }
        follows = {}
        for line, moods in lines().items():
            heard = [
                await _heard(voice, coloured(base, mood), there / "mood.wav") for mood in moods
            ]
            follows[line] = {
                measure: round(rank_correlation([getattr(one, measure) for one in heard]), 3)
                for measure in MEASURES
            }
    return {
        "voice": voice.name,
        "moods": {name: asdict(one) for name, one in named.items()},
        "spearman": follows,
    }


def rank_correlation(values: Sequence[float]) -> float:
    """Spearman's, of values with the order in which they stand; equal ones share their rank."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    shared = np.cumsum(counts) - (counts - 1) / 2
    ranks = shared[place]
    if not np.ptp(ranks):
        return 0.0
    return float(np.corrcoef(ranks, np.arange(len(values)))[0, 1])


def measured(sound: Samples, words: int) -> Heard:
    """Measure a WAV's samples (16 kHz) in which so many words are said."""
    step = int(_STEP * SAMPLE_RATE)
    levels = np.array([dbfs(sound[at : at + step]) for at in range(0, len(sound), step)])
    loud = levels > levels.max() + _QUIET
    first, last = np.flatnonzero(loud)[[0, -1]]
    quiet = [(end - begin) * _STEP for begin, end in _quiet(loud[first : last + 1])]
    pauses = [seconds for seconds in quiet if seconds >= _PAUSE]
    spoken = (last + 1 - first) * _STEP - sum(pauses)
    frames = [dbfs(sound[at : at + FRAME]) for at in range(0, len(sound), FRAME)]
    power = [10 ** (level / 10) for level in frames if level > max(frames) - 25]
    return Heard(
        words_a_second=words / spoken,
        pause_s=float(np.mean(pauses)) if pauses else 0.0,
        level_dbfs=float(10 * np.log10(np.mean(power))),
        pitch_hz=pitch_of(sound, SAMPLE_RATE) or 0.0,
        centre_hz=_centre(sound),
    )


async def _heard(voice: TextToSpeech, delivery: Delivery, path: Path) -> Heard:
    """Say the sentence through the way that answers take, into a file, and measure the file."""
    committed = asyncio.Event()
    committed.set()
    speaker = WavSpeaker(path, real_time=False)
    try:
        await speaker.open()
        await Answer(speaker, voice, lambda: delivery, committed).speak(just(SENTENCE))
    finally:
        await speaker.close()
    return measured(await asyncio.to_thread(read_wav, path), len(SENTENCE.split()))


def _file(folder: Path, voice: TextToSpeech, mood: str) -> Path:
    engine = voice.name.split()[0].lower()
    return folder / f"{engine}-{mood.replace(' ', '-')}.wav"


def _quiet(loud: np.ndarray) -> list[tuple[int, int]]:
    """The runs of quiet steps: begin and end."""
    edges = np.flatnonzero(np.diff(loud.astype(np.int8)))
    ends = [at + 1 for at in edges.tolist()]
    return list(zip(ends[::2], ends[1::2], strict=False))


def _centre(sound: Samples) -> float:
    """Hertz about which the power of a sound is centred."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(np.average(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE), weights=power))
