"""How she speaks: as the settings say, in her own way, and in her mood."""

from voice_os.persona.changes import ASKED, bounded
from voice_os.persona.disposition import Disposition
from voice_os.persona.persona import Persona
from voice_os.tts import Delivery

SLOWEST, FASTEST = 0.5, 3.0


class Speaking:
    """Works out her delivery, and changes its rate for good."""

    def __init__(self, given: Delivery, persona: Persona, disposition: Disposition) -> None:
        """`given`: how she speaks by the settings, before her own way and her mood."""
        self._given = given
        self._persona = persona
        self._disposition = disposition

    def delivery(self, said: str = "") -> Delivery:
        """How she speaks, after `said` was said to her."""
        return self._disposition.delivery(self._own, said)

    def change_rate(self, factor: float) -> float:
        """Speak faster (above 1) or slower from now on; return the new rate, between 0.5 and 3."""
        rate = bounded("voice.rate", self._persona.identity.voice.rate * factor)
        what = "began to speak faster" if factor > 1 else "began to speak slower"
        self._persona.change({"voice.rate": rate}, what=what, why=ASKED)
        return self._own.rate

    @property
    def _own(self) -> Delivery:
        """How she speaks when her mood is as always."""
        given, own = self._given, self._persona.identity.voice
        rate = min(max(given.rate * own.rate, SLOWEST), FASTEST)
        return Delivery(rate, given.pitch * own.pitch, given.energy)
