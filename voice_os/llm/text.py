"""From the bytes of tokens to the text of an answer."""

import codecs
from collections.abc import Sequence


class AnswerText:
    """Gives out an answer's text in whole characters, and nothing from a stop text on.

    `ended` is True once a stop text was met.
    """

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = stops
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self.ended = False

    def push(self, data: bytes) -> str:
        """The text that is sure after these bytes; it may be empty."""
        text = self._held + self._decoder.decode(data)
        met = [at for stop in self._stops if (at := text.find(stop)) >= 0]
        if met:
            self.ended, self._held = True, ""
            return text[: min(met)]
        sure = len(text) - max((_begun(text, stop) for stop in self._stops), default=0)
        self._held = text[sure:]
        return text[:sure]

    def rest(self) -> str:
        """What was held back and is no stop text after all. A cut character is dropped."""
        rest, self._held = self._held, ""
        return rest


def _begun(text: str, stop: str) -> int:
    """How many characters at the end of `text` might be the beginning of `stop`."""
    longest = min(len(text), len(stop) - 1)
    return next((n for n in range(longest, 0, -1) if stop.startswith(text[-n:])), 0)
