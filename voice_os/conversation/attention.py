"""Whom she listens to: whether what is being said is said to her, before its words are known."""

from collections.abc import Callable

from voice_os.audio import SAMPLE_RATE
from voice_os.conversation.acceptance import Acceptance
from voice_os.conversation.addressing import addressed
from voice_os.conversation.utterance import Utterance
from voice_os.mode import Mode


class Attention:
    """What is known of the open utterance besides its sound, and until when she needs no name.

    `given`: whether it is known to be said to her. What is being said is judged by the mode in
    which it was begun.
    """

    def __init__(self, name: Callable[[], str], *, language: str, follow_up: float) -> None:
        """`name` tells hers; `follow_up`: seconds after an answer in which none is needed."""
        self.given = False
        self._name = name
        self._language = language
        self._follow_up = int(follow_up * SAMPLE_RATE)
        self._mode = Mode.KEY
        self._by_name = False  # whether what is open was begun in a mode that asks for her name
        self._awake_until = 0
        self._said_over = ""  # what she was saying when it began
        self._resumed = ""  # the words of the turn that it takes up again

    def change_mode(self, mode: Mode, clock: int) -> None:
        """From now on she is spoken to in another way; an answer before does not count."""
        self._mode = mode
        self._awake_until = min(self._awake_until, clock)

    def begin(self, *, by_key: bool) -> None:
        """Somebody begins to speak."""
        self._by_name = self._mode is Mode.NAME and not by_key
        if by_key:
            self._said_over = ""

    def cut_in(self, being_said: str, clock: int) -> None:
        """What is open was said to her, over `being_said`."""
        self._said_over, self._awake_until = being_said, clock

    def resume(self, words: str, clock: int) -> None:
        """What is open goes on with a turn that was understood as `words`."""
        self._resumed, self._awake_until = words, clock

    def answered(self, clock: int) -> None:
        """She has said to the end what she had to say to somebody."""
        self._awake_until = clock + self._follow_up

    def over(self, being_said: str) -> None:
        """What is open was begun while she was saying this."""
        self._said_over = being_said

    def is_awake(self, utterance: Utterance) -> bool:
        """Whether she need not be called by name."""
        return not self._by_name or utterance.speech.began <= self._awake_until

    def is_called(self, words: str) -> bool:
        """Whether her name is among the words."""
        return addressed(words, self._name()) is not None

    def acceptance(self, utterance: Utterance | None = None) -> Acceptance:
        """What of an utterance's words is to be answered; without one, typed words."""
        awake = utterance is None or self.is_awake(utterance)
        over, resumed = (self._said_over, self._resumed) if utterance else ("", "")
        return Acceptance(self._name(), self._language, awake, over, resumed)

    def forget(self) -> None:
        """What was known of the utterance that was open is of no use any more."""
        self.given = False
        self._said_over = self._resumed = ""
