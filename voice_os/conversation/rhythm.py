"""A speaker's rhythm: how long this person pauses in the middle of a turn. Pure."""

from dataclasses import dataclass

from voice_os.audio import SAMPLE_RATE

USUAL = int(0.4 * SAMPLE_RATE)
"""The long pause of somebody of whom nothing is known yet."""

SHORTEST, LONGEST = USUAL // 2, 2 * USUAL
"""What a long pause is at least and at most, whoever speaks."""

_SHARE = 0.9  # of the pauses are shorter than a long one
_STEP = 0.4  # how far one pause may move it, as a part of itself


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long somebody pauses within a turn.

    `long_pause`: samples that nine of ten of the person's pauses stay under. It is followed by
    stochastic approximation of the quantile (Robbins and Monro, 1951) from `USUAL` on: a longer
    pause raises it by much, a shorter one lowers it by little, and so it forgets slowly.
    """

    long_pause: int = USUAL

    def after(self, pause: int) -> "Rhythm":
        """What is known once the person went on after so many samples of silence."""
        step = _SHARE if pause > self.long_pause else _SHARE - 1
        moved = round(self.long_pause * (1 + _STEP * step))
        return Rhythm(min(max(moved, SHORTEST), LONGEST))
