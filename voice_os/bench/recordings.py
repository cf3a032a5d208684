"""Recorded people: utterances read from sound files, and where the words of each begin and end."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.files import read_wav
from voice_os.audio.levels import dbfs

_CORPORA = (
    ("en", "speech-barista-200/flac/*.flac"),
    *(
        (language, f"speech-fleurs/fleurs-{language}-*.ogg")
        for language in ("en", "de", "fr", "es", "pt")
    ),
    ("en", "speech-librivox-cards/librivox/*.wav"),
    ("en", "speech-librivox-cards/cards/*.wav"),
    ("en", "speech-speechbrain/ASR/*.wav"),
    ("en", "speech-jfk/jfk.wav"),
)
"""Languages and files below the folder `data` of what is shared."""

_DEMO = Path(__file__).parents[1] / "demo"

_LEVEL = -26.0
"""dBFS of speech: what gain control would bring it to."""

_HOP = SAMPLE_RATE // 100
_BELOW_SPEECH, _ABOVE_FLOOR = 30.0, 9.0  # dB: sound is louder than both
_SHORTEST_SOUND = 6  # hops without a gap
_SHORTEST_STRETCH = 30  # hops of sound: less of it, standing alone, is a knock
_GAP = 30  # hops of quiet between two stretches
_QUIET = 15  # hops at a recording's end, or it cannot be told what the last sound is
_ROOM = 25  # hops: the quietest so many are how the room sounds when nobody speaks


@dataclass(frozen=True, slots=True)
class Recording:
    """An utterance, mono at SAMPLE_RATE and of an even level.

    The first word begins at sample `begin`, the last one ends at `end`.
    """

    name: str
    language: str
    samples: Samples
    begin: int
    end: int

    @property
    def seed(self) -> int:
        """A number that is always the same for this recording."""
        return int.from_bytes(sha256(self.name.encode()).digest()[:4], "big")

    def until(self, end: int) -> Samples:
        """The recording's samples up to `end`; where it is shorter, its room sounds on."""
        missing = end - len(self.samples)
        if missing <= 0:
            return self.samples[:end]
        hops = _hops(self.samples)
        loudness = np.convolve(hops.var(axis=1), np.ones(_ROOM), "valid")
        quietest = int(loudness.argmin())
        room = hops[quietest : quietest + _ROOM].ravel()
        return np.concatenate([self.samples, np.resize(np.append(room, room[::-1]), missing)])


def shared_folder() -> Path:
    """The folder of recorded speech and models: `VOICE_OS_SHARED`, else beside the checkout."""
    beside = Path(__file__).parents[3] / "shared"
    return Path(os.environ.get("VOICE_OS_SHARED") or beside)


def recordings(data: Path) -> Iterator[Recording]:
    """The recordings below `data`, or those of the demonstration where there are none.

    Left out is what does not become quiet at its end: where its last word ends cannot be told.
    """
    found = [(language, path) for language, files in _CORPORA for path in sorted(data.glob(files))]
    for language, path in found or [("en", path) for path in sorted(_DEMO.glob("*.wav"))]:
        samples = read_wav(path)
        if (words := span_of_words(samples)) is not None:
            name = f"{path.parent.name}/{path.name}"
            yield Recording(name, language, _even(samples), *words)


def span_of_words(samples: Samples) -> tuple[int, int] | None:
    """The samples at which the first word begins and the last one ends, by their energy alone.

    None where the recording is silent, or is not quiet again before it stops.
    """
    loud = is_loud(samples)
    runs = [run for run in _runs(loud) if len(run) >= _SHORTEST_SOUND]
    stretches: list[list[range]] = []
    for run in runs:
        if stretches and run.start - stretches[-1][-1].stop < _GAP:
            stretches[-1].append(run)
        else:
            stretches.append([run])
    words = [runs for runs in stretches if sum(map(len, runs)) >= _SHORTEST_STRETCH]
    if not words or words[-1][-1].stop + _QUIET > len(loud):
        return None
    return words[0][0].start * _HOP, words[-1][-1].stop * _HOP


def is_loud(samples: Samples) -> NDArray[np.bool_]:
    """Of each whole 10 ms whether they hold sound."""
    level = 10 * np.log10(_hops(samples).var(axis=1) + 1e-10)
    speech, floor = np.percentile(level, (95, 10))
    return np.asarray(level > max(speech - _BELOW_SPEECH, floor + _ABOVE_FLOOR))


def level_of_speech(samples: Samples, like: Samples) -> float:
    """dBFS of `samples` where `like`, the same without noise, holds sound."""
    loud = np.repeat(is_loud(like), _HOP)
    return dbfs(samples[: len(loud)][loud])


def _hops(samples: Samples) -> Samples:
    return samples[: len(samples) // _HOP * _HOP].reshape(-1, _HOP)


def _runs(flags: NDArray[np.bool_]) -> list[range]:
    """The stretches in which every flag is set."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return [range(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _even(samples: Samples) -> Samples:
    """The recording with its speech at an even level."""
    gain = 10 ** ((_LEVEL - level_of_speech(samples, samples)) / 20)
    return samples * np.float32(gain)
