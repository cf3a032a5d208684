"""The recordings that scenes are made of, in two halves that share none.

Figures that were tuned on what they are measured with say nothing. So each recording belongs to
one half, by the hash of its name: one is there to be listened to and tuned on, the other only to be
measured with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from voice_os import demo


class Half(StrEnum):
    """What recordings are for."""

    TUNING = "tuning"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Material:
    """Sound files: people who cut in, readers in her place, rooms' impulse responses and noises.

    `readers`: the recordings of one voice each, with what is read beside them as text. They are no
    recordings of the `people`.
    """

    people: tuple[Path, ...]
    readers: tuple[tuple[Path, ...], ...] = ()
    responses: tuple[Path, ...] = ()
    noises: tuple[Path, ...] = ()


def material(shared: Path | None, half: Half) -> Material:
    """One half of what is in the folder of recorded speech and rooms; without it, the demo's."""
    if shared is None:
        return Material(_sounds(Path(demo.__file__).parent))
    data = shared / "data"
    brain = data / "speech-speechbrain"
    fleurs = _sounds(data / "speech-fleurs")
    hers = [_of_language(fleurs, language) for language in ("en", "es")]
    folders = [
        data / "speech-barista-200",
        data / "speech-librivox-cards" / "librivox",
        brain / "ASR",
    ]
    people = [path for folder in folders for path in _sounds(folder)]
    people += [path for path in fleurs if path not in {one for reader in hers for one in reader}]
    return Material(
        people=_in(half, people),
        readers=tuple(_in(half, reader) for reader in hers),
        responses=_in(half, _sounds(brain / "RIRs")),
        noises=_in(half, _sounds(brain / "noise")),
    )


def _sounds(folder: Path) -> tuple[Path, ...]:
    paths = sorted(folder.rglob("*.*"))
    return tuple(path for path in paths if path.suffix in (".wav", ".flac", ".ogg"))


def _of_language(paths: Iterable[Path], language: str) -> tuple[Path, ...]:
    return tuple(path for path in paths if path.stem.split("-")[1] == language)


def _in(half: Half, paths: Iterable[Path]) -> tuple[Path, ...]:
    """Every second of the recordings, in the order of their names' hashes."""
    shuffled = sorted(paths, key=lambda path: sha256(path.stem.encode()).digest())
    return tuple(shuffled[half is Half.FIGURES :: 2])
