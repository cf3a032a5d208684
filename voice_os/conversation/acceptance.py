"""The policy of acceptance: which of the words that were understood she is to answer. Pure."""

from dataclasses import dataclass

from voice_os.conversation.addressing import addressed
from voice_os.conversation.interruption import Verdict, judge
from voice_os.skills.silence import wants_silence


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What is known of an utterance before its words are.

    `awake`: whether she need not be called by `name`. `said_over`: what she was saying when it
    began. `resumed`: the words of the turn that it takes up again, if it does.
    """

    name: str
    language: str
    awake: bool = True
    said_over: str = ""
    resumed: str = ""

    def __call__(self, words: str) -> str | None:
        """What of the words is said to her: "" she was only called, None nothing."""
        if not words or (self.said_over and self._is_nothing(words)):
            return None
        behind = " ".join(words.split()[len(self.resumed.split()) :])
        if self.resumed and wants_silence(behind):
            return behind
        meant = addressed(words, self.name)
        return words if meant is None and self.awake else meant

    def _is_nothing(self, words: str) -> bool:
        """Whether words need no answer that were said over her. "Yes" may answer a question."""
        verdict = judge(words, self.said_over, self.language)
        if verdict is Verdict.BACKCHANNEL:
            return not self.said_over.rstrip().endswith("?")
        return verdict in (Verdict.ECHO, Verdict.NOTHING)
