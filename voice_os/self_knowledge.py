"""What she knows about herself and the machine she lives on: the truth, for whoever asks."""

from urllib.parse import urlsplit

from voice_os.conversation.engines import Engines
from voice_os.loading import stays_here
from voice_os.memory.people import everyone, person
from voice_os.persona.persona import Persona
from voice_os.settings import Settings


class SelfKnowledge:
    """What is so at the moment. See `skills.services.Identity`."""

    def __init__(self, settings: Settings, persona: Persona, engines: Engines) -> None:
        self._settings = settings
        self._persona = persona
        self._engines = engines

    @property
    def name(self) -> str:
        """Her name."""
        return self._persona.name

    @property
    def private(self) -> bool:
        """Whether what is said to her stays on this machine."""
        return stays_here(self._settings)

    @property
    def server(self) -> str:
        """The server elsewhere that she thinks on; "": none."""
        return "" if self.private else urlsplit(self._settings.llm.base_url or "").hostname or ""

    @property
    def thinks(self) -> bool:
        """Whether a language model puts her open talk into words."""
        llm = self._engines.llm
        return llm.done() and not llm.cancelled() and llm.result() is not None

    @property
    def remembers(self) -> bool:
        """Whether what is said is remembered beyond the conversation."""
        return self._settings.memory.enabled

    @property
    def profile(self) -> str:
        """Whose memory it is."""
        return person(self._settings.memory).name

    @property
    def people(self) -> int:
        """How many people have a memory on this machine."""
        return len(everyone(self._settings.memory))

    @property
    def pre_roll(self) -> float:
        """Seconds of sound that are kept from before the key is pressed."""
        return self._settings.key.pre_roll

    @property
    def engines(self) -> str:
        """What she hears, thinks and speaks with."""
        stt, llm, tts = self._engines.stt, self._engines.llm, self._engines.tts
        hears = stt.result().name if stt.done() else "something that is still loading"
        speaks = tts.result().name if tts.done() else self._engines.spare_voice.name
        mind = llm.result() if llm.done() else None
        thinks = f"think with {mind.name}" if mind else "have no language model yet"
        where = "all on this machine" if self.private else f"and think on the server {self.server}"
        return f"I hear with {hears}, {thinks}, and speak with {speaks}, {where}."
