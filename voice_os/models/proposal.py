"""Which models fit a machine: heavy enough to be good, light enough to answer at once.

The limits come from measurements on two cores without a GPU (see `models/README.md`): with 0.5B
she answers in about a second there, with 1.5B in one and a half, and both get faster about as the
cores do. Whisper base takes a fifth of a second for a sentence, small half a second.
"""

from dataclasses import dataclass

from voice_os.catalog import Catalog, Entry, ModelPart
from voice_os.models.machine import Machine

_LLM_WEIGHTS_BY_CORES = ((4, 0.6e9), (8, 2e9), (16, 3e9))
"""Below so many cores, at most so many weights."""

_MANY_CORES_WEIGHTS = 4.5e9
_GPU_WEIGHTS = 9e9
_SMALL_WHISPER_CORES = 4
_TURBO_WHISPER_CORES = 16

_MEMORY_SHARE = 1 / 3
"""How much of the memory a model's files may fill: loaded, they take about half as much again
(weights are partly held twice), and the person's own programs need their half."""

_GPU_MEMORY_SHARE = 1 / 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A model that fits, and why in words."""

    entry: Entry
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A set of models for a machine and a language. `gaps` says what could not be filled."""

    choices: tuple[Choice, ...]
    gaps: tuple[str, ...]

    @property
    def size(self) -> int | None:
        """About how many bytes all of it takes on disk; None where a size is unknown."""
        sizes = [choice.entry.size for choice in self.choices]
        return None if None in sizes else sum(size or 0 for size in sizes)


def proposal(machine: Machine, language: str, catalog: Catalog) -> Proposal:
    """Propose ears, mind and voice for a machine and a language (ISO 639 code).

    And what hears the end of a turn, where it knows the language: she can do without.
    """
    found: dict[str, Choice | None] = {
        "speech-to-text": _whisper(machine, language, catalog),
        "a language model": _language_model(machine, language, catalog),
        "text-to-speech": _voice(language, catalog),
    }
    return Proposal(
        choices=(
            *(choice for choice in found.values() if choice),
            *_end_of_turn(language, catalog),
        ),
        gaps=tuple(
            f"The catalogue has nothing for {job} in {language!r} that fits this machine."
            for job, choice in found.items()
            if choice is None
        ),
    )


def _whisper(machine: Machine, language: str, catalog: Catalog) -> Choice | None:
    if machine.cores >= _TURBO_WHISPER_CORES:
        most, reason = 1e9, f"{machine.cores} cores are enough for the most exact one"
    elif machine.cores >= _SMALL_WHISPER_CORES:
        most, reason = 0.3e9, f"exact, and quick enough on {machine.cores} cores"
    else:
        most, reason = 0.1e9, f"quick on {machine.cores_in_words}"
    return _heaviest(catalog, "stt", language, most, machine.memory * _MEMORY_SHARE, reason)


def _language_model(machine: Machine, language: str, catalog: Catalog) -> Choice | None:
    if machine.gpu and machine.offload:
        room = min(machine.gpu.memory, machine.memory) * _GPU_MEMORY_SHARE
        return _heaviest(catalog, "llm", language, _GPU_WEIGHTS, room, f"fits {machine.gpu.name}")
    most = next(
        (weights for cores, weights in _LLM_WEIGHTS_BY_CORES if machine.cores < cores),
        _MANY_CORES_WEIGHTS,
    )
    reason = f"the largest that answers at once on {machine.cores_in_words} without a GPU"
    return _heaviest(catalog, "llm", language, most, machine.memory * _MEMORY_SHARE, reason)


def _voice(language: str, catalog: Catalog) -> Choice | None:
    voices = catalog.of("tts", language)
    return Choice(voices[0], "speaks many times faster than real time") if voices else None


def _end_of_turn(language: str, catalog: Catalog) -> tuple[Choice, ...]:
    """Light enough for every machine."""
    reason = "hears in your voice whether you have finished"
    return tuple(Choice(entry, reason) for entry in catalog.of("turn", language)[-1:])


def _heaviest(
    catalog: Catalog, part: ModelPart, language: str, most: float, room: float, reason: str
) -> Choice | None:
    """The last entry of a part with at most so many weights and bytes. An unknown size fits not."""
    fits = [
        entry
        for entry in catalog.of(part, language)
        if (entry.parameters or 0) <= most and entry.size is not None and entry.size <= room
    ]
    return Choice(fits[-1], reason) if fits else None
