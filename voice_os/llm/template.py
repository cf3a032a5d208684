"""A model's own chat template: messages in, the one text that the model was trained on out."""

import re
from collections.abc import Sequence
from typing import Any, Final

from voice_os.errors import Problem
from voice_os.llm import Message
from voice_os.models.gguf import Header

_FIRST, _SECOND, _THIRD = "\ue000", "\ue001", "\ue002"
"""Private-use characters: no template trims them or has a use for them."""

_SHORTEST_STOP: Final = 3


class ChatTemplate:
    """Renders messages with the Jinja template of a GGUF file.

    `stops` are the texts with which a turn ends where the tokenizer does not know them as control
    tokens. Raises `Problem` where the template renders no conversation at all.
    """

    def __init__(self, header: Header, *, begin: str, end: str) -> None:
        """`begin` and `end` are the texts of the tokens that begin and end a text."""
        self._jinja = _compiled(header.chat_template, begin, end)
        longest_first = sorted(header.markers, key=len, reverse=True)
        self._markers = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._system_is_folded = False
        front = Message("system", _FIRST)
        question, answer = Message("user", _SECOND), Message("assistant", _THIRD)
        if not self._renders([front, question]):
            self._system_is_folded = True
            if not self._renders([front, question]):
                raise _unusable("it renders no conversation")
        self._answer_may_open = self._renders([front, answer, question])
        self.stops = self._find_stops()

    def render(self, messages: Sequence[Message]) -> str:
        """The prompt for `messages`, up to where the answer begins.

        Markers in a message's own words are broken up, so that they stay words.
        """
        plain = [Message(m.role, self._markers.sub(_broken, m.content)) for m in messages]
        try:
            return self._render(plain)
        except Exception as error:  # a template is a stranger's program and may raise anything
            raise _unusable(str(error)) from error

    def _render(self, messages: Sequence[Message]) -> str:
        front, *rest = messages
        if rest and rest[0].role == "assistant" and not self._answer_may_open:
            rest = rest[1:]
        if self._system_is_folded and rest:
            rest[0] = Message("user", f"{front.content}\n\n{rest[0].content}")
        elif not self._system_is_folded:
            rest = [front, *rest]
        # Thinking aloud is for the screen: templates that know the switch get it, others ignore it.
        rendered = self._jinja(
            messages=[{"role": m.role, "content": m.content} for m in rest],
            enable_thinking=False,
        )
        return str(rendered.prompt)

    def _renders(self, messages: Sequence[Message]) -> bool:
        self._answer_may_open = True
        try:
            rendered = self._render(messages)
        except Exception:  # see render
            return False
        return all(m.content in rendered for m in messages)

    def _find_stops(self) -> tuple[str, ...]:
        """What stands between an answer and the next question, line by line."""
        asked = [Message("system", "."), Message("user", _FIRST)]
        rendered = self._render([*asked, Message("assistant", _SECOND), Message("user", _THIRD)])
        between = rendered.partition(_SECOND)[2].partition(_THIRD)[0]
        lines = (self._markers.sub("", line).strip() for line in between.splitlines())
        # A line of letters only, like "user", may stand in any answer.
        return tuple(t for t in lines if len(t) >= _SHORTEST_STOP and re.search(r"[^\w\s]", t))


def _compiled(source: str, begin: str, end: str) -> Any:
    from jinja2 import TemplateError
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter

    try:
        return Jinja2ChatFormatter(source, eos_token=end, bos_token=begin)
    except TemplateError as error:
        raise _unusable(str(error)) from error


def _unusable(why: str) -> Problem:
    return Problem(
        f"The language model's chat template cannot be used: {why}. Choose another model: "
        "`voice-os models list`."
    )


def _broken(marker: re.Match[str]) -> str:
    return f"{marker[0][0]} {marker[0][1:]}"
