"""How a mood is heard: a small factor on the person's own settings. Pure.

The livelier she is the faster, louder and higher she speaks, with shorter pauses; gladness does a
little of the same. So do people's voices (Scherer 2003 gives the directions; the sizes here are
small on purpose: a shade of the voice, no play-acting). At the baseline it is the voice as it was
set.
"""

from dataclasses import replace

from voice_os.persona.mood import BASELINE, Mood, offset
from voice_os.tts import Delivery

# What full arousal and full valence add, as shares.
_RATE = (0.10, 0.08)
_PITCH = (0.05, 0.05)
_ENERGY = (0.22, 0.14)
_PAUSE = (-0.35, -0.15)

_HEARD = 0.02  # nobody hears less, and changing a pitch costs a resampling


def coloured(base: Delivery, mood: Mood, baseline: Mood = BASELINE) -> Delivery:
    """How a clause is spoken in a mood, by somebody whose voice is set to `base`."""
    away = offset(mood, baseline)
    if max(abs(away.valence), abs(away.arousal)) < _HEARD:
        return base
    return replace(
        base,
        rate=base.rate * _factor(away, _RATE),
        pitch=base.pitch * _factor(away, _PITCH),
        energy=base.energy * _factor(away, _ENERGY),
        pause=base.pause * _factor(away, _PAUSE),
    )


def _factor(away: Mood, shares: tuple[float, float]) -> float:
    arousal, valence = shares
    return 1 + arousal * away.arousal + valence * away.valence
