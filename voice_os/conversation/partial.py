"""What has been understood of an utterance that goes on, and when to listen to it anew. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from voice_os.audio import SAMPLE_RATE
from voice_os.understanding.wording import plain

STEP = SAMPLE_RATE
"""New speech (samples) that is worth a new partial transcript, while an utterance is short."""

GROWTH = 0.2
"""The same of a long utterance, as a share of what was transcribed last."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The words that two transcripts in a row agree on are `stable`; the `rest` is a guess.

    LocalAgreement-2 (Macháček, Dabre, Bojar: Turning Whisper into Real-Time Transcription System,
    2023). Words are compared without case and punctuation, and shown as the transcript that made
    them stable had them.
    """

    stable: str = ""
    rest: str = ""

    def after(self, text: str) -> "Agreement":
        """What is known once the utterance so far was transcribed anew, from its first word on.

        Stable words stay, even where the new transcript has others in their place.
        """
        stable, words = self.stable.split(), text.split()
        rest = words[_length_of(stable, words) :]
        pairs = zip(map(plain, self.rest.split()), map(plain, rest), strict=False)
        agreed = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        return Agreement(" ".join([*stable, *rest[:agreed]]), " ".join(rest[agreed:]))


def is_due(spoken: int, transcribed: int, *, drafting: bool) -> bool:
    """Whether the utterance should be transcribed anew.

    `spoken`: samples of it so far; `transcribed`: as many as there were at the last time. The
    steps grow with the utterance, so that all its transcripts together take a time proportional
    to its length, not to the square of it. While a draft is being made it has the engine.
    """
    return not drafting and spoken - transcribed >= max(STEP, GROWTH * transcribed)


def _length_of(stable: Sequence[str], words: Sequence[str]) -> int:
    """How many of the first `words` say what the stable ones do: those nearest to them.

    Nearest by edits of whole words (Levenshtein); of equally near ones, those most alike in number.
    """
    wanted, said = [*map(plain, stable)], [*map(plain, words)]
    edits = list(range(len(said) + 1))
    for row, word in enumerate(wanted, 1):
        diagonal, edits[0] = edits[0], row
        for column, other in enumerate(said, 1):
            kept = diagonal + (word != other)
            diagonal = edits[column]
            edits[column] = min(kept, diagonal + 1, edits[column - 1] + 1)
    return min(range(len(edits)), key=lambda length: (edits[length], abs(length - len(wanted))))
