"""Language models: what an engine must do."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from voice_os.llm.tools import Call, Tool


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class LanguageModel(Protocol):
    """An engine that continues a conversation."""

    @property
    def name(self) -> str:
        """The engine and model, for people: "llama.cpp, qwen2.5-0.5b-instruct-q4_k_m"."""
        ...

    @property
    def remark(self) -> str:
        """What would make this model serve better here; empty where there is nothing."""
        ...

    async def prefill(self, messages: Sequence[Message]) -> None:
        """Evaluate a prompt's beginning ahead of time, so that `stream` need not. No effects."""
        ...

    def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """Yield the answer's text in pieces as they are decoded.

        The first message is the front: it is never dropped. Where the prompt outgrows the context
        the oldest messages behind it are dropped, in pairs. Closing the iterator stops the engine
        within one token.
        """
        ...

    async def close(self) -> None:
        """Free the engine and its thread."""
        ...


@runtime_checkable
class ToolUser(LanguageModel, Protocol):
    """An engine that can call tools."""

    def answer_or_call(
        self, messages: Sequence[Message], tools: Sequence[Tool]
    ) -> AsyncGenerator[str | Call, None]:
        """Answer as `stream` does, or call one of the tools: then that call is all there is.

        Which of the two it is, is known at the first token.
        """
        ...
