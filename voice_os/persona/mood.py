"""Her mood: two numbers that what is said moves, and that return to how she usually is. Pure.

Valence and arousal, each from -1 to 1, as in Russell's circumplex of affect (1980): from gloomy to
glad, from calm to lively. Whatever moves them is left behind by half in a half-life. Time alone
brings both towards the baseline and never past it, whether somebody is there or not: nothing here
knows that a person is away, and nothing in her grows while they are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from voice_os.persona import Manner

VALENCE_HALF_LIFE = timedelta(minutes=30)
"""In which half of a gladness or gloom is gone."""

AROUSAL_HALF_LIFE = timedelta(minutes=10)
"""In which half of a liveliness or calm is gone."""

SUSCEPTIBLE = 0.5
"""How far a feeling of full strength moves her, as a share of what is left on its side."""

MARKED = 0.15
"""How far from the baseline a mood is worth a word."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How she is: `valence` from gloomy (-1) to glad (1), `arousal` calm (-1) to lively (1)."""

    valence: float
    arousal: float


@dataclass(frozen=True, slots=True)
class Moved:
    """The mood that something left her in at a time (aware)."""

    mood: Mood
    at: datetime


@dataclass(frozen=True, slots=True)
class Feeling:
    """What shows in something that was said, each from -1 to 1; 0: nothing shows."""

    valence: float = 0.0
    arousal: float = 0.0


BASELINE = Mood(valence=0.2, arousal=0.0)
"""How she is when nothing has moved her, until her manner says otherwise: of quiet good cheer."""


def usual_mood(manner: Manner) -> Mood:
    """How she is when nothing has moved her: the warmer the gladder, the more playful the livelier.

    With the manner that she begins with it is the `BASELINE`.
    """
    first = Manner()
    return Mood(
        BASELINE.valence + 0.4 * (manner.warmth - first.warmth),
        BASELINE.arousal + 0.4 * (manner.playfulness - first.playfulness),
    )


def mood_at(moved: Moved, now: datetime, baseline: Mood = BASELINE) -> Mood:
    """Her mood at a time. A clock that went back has let no time pass."""
    passed = max(now - moved.at, timedelta(0))
    return Mood(
        _settled(moved.mood.valence, baseline.valence, passed / VALENCE_HALF_LIFE),
        _settled(moved.mood.arousal, baseline.arousal, passed / AROUSAL_HALF_LIFE),
    )


def moved_by(mood: Mood, feeling: Feeling) -> Mood:
    """Her mood after something was said in which a feeling shows."""
    return Mood(
        _pulled(mood.valence, feeling.valence),
        _pulled(mood.arousal, feeling.arousal),
    )


def offset(mood: Mood, baseline: Mood = BASELINE) -> Mood:
    """How far a mood is from the baseline, each from -1 to 1: the way that was left is 1."""
    return Mood(
        _share(mood.valence, baseline.valence),
        _share(mood.arousal, baseline.arousal),
    )


def in_words(mood: Mood, baseline: Mood = BASELINE) -> str:
    """A mood in a few words that follow "you are"; "" where it is as always."""
    away = offset(mood, baseline)
    glad = _word(away.valence, "downcast", "a little subdued", "in good spirits", "very glad")
    lively = _word(away.arousal, "very calm", "calm", "lively", "full of energy")
    return " and ".join(filter(None, (glad, lively)))


def bounded(value: float) -> float:
    """A number between -1 and 1."""
    return min(max(value, -1.0), 1.0)


def _settled(value: float, usual: float, half_lives: float) -> float:
    left: float = 0.5 ** min(half_lives, 1000.0)
    return usual + (value - usual) * left


def _pulled(value: float, pull: float) -> float:
    """A value after a pull: the nearer it is to that end, the less it moves."""
    room = 1 - value if pull > 0 else 1 + value
    return bounded(value + SUSCEPTIBLE * bounded(pull) * room)


def _share(value: float, usual: float) -> float:
    way = 1 - usual if value > usual else 1 + usual
    return (value - usual) / way if way else 0.0


def _word(away: float, far_below: str, below: str, above: str, far_above: str) -> str:
    if abs(away) < MARKED:
        return ""
    if away < 0:
        return far_below if away < -0.5 else below
    return far_above if away > 0.5 else above
