"""A language model in this process: any instruct GGUF, through llama.cpp."""

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import aclosing
from functools import lru_cache
from pathlib import Path
from typing import Final

from voice_os.llm import Message
from voice_os.llm.context import alternating, fitting
from voice_os.llm.front import FrontStore, front_key, mark_of
from voice_os.llm.sampling import constrained, sampler
from voice_os.llm.sequence import Tokens
from voice_os.llm.template import ChatTemplate
from voice_os.llm.text import AnswerText
from voice_os.llm.tools import Call, Tool, read, schema, told
from voice_os.models.gguf import read_header
from voice_os.worker import Worker

_TOP_P: Final = 0.95

_LONGEST_CALL: Final = 200
"""Tokens of the longest call of a tool."""

_SLACK: Final = 8
"""Tokens by which a whole prompt may be longer than the sum of its messages."""


class Llama:
    """A `LanguageModel` on llama.cpp. Make it with `load`.

    One conversation at a time: a call waits until the stream or prefill before it is over. What
    was evaluated for one prompt is kept for the next, as far as both begin alike.
    """

    def __init__(
        self,
        path: Path,
        tokens: Tokens,
        template: ChatTemplate,
        worker: Worker,
        *,
        max_tokens: int,
        temperature: float,
        cache: Path,
    ) -> None:
        """Use `load`. `tokens` lives on `worker`'s thread."""
        self._path = path
        self._tokens = tokens
        self._template = template
        self._worker = worker
        self._max_tokens = max_tokens
        self._temperature = temperature
        self._fronts = FrontStore(cache)
        self._mark = mark_of(path)  # of what was loaded: the file may be replaced meanwhile
        self._front: list[int] = []
        self._turn = asyncio.Lock()
        self._length_of = lru_cache(maxsize=512)(self._count)
        self._frame = self._measure_frame()
        self._keeps_prefix = tokens.can_be_cut()

    @classmethod
    async def load(
        cls,
        path: Path,
        *,
        context: int,
        max_tokens: int,
        temperature: float,
        gpu_layers: int,
        threads: int,
        cache: Path,
    ) -> "Llama":
        """Load the GGUF file at `path`. `cache` is the folder where evaluated fronts are kept.

        The other arguments are those of the settings' `[llm]`. Cancelling gives up loading.
        Raises `Problem` where the file is missing, damaged, too large, or no instruct model.
        """
        worker = Worker("llama")
        abandoned = threading.Event()

        def load() -> Llama:
            header = read_header(path)
            tokens = Tokens(
                path,
                context=context,
                gpu_layers=gpu_layers,
                threads=threads,
                wanted=lambda: not abandoned.is_set(),
            )
            try:
                begin, end = tokens.edges
                template = ChatTemplate(header, begin=begin, end=end)
                return cls(
                    path,
                    tokens,
                    template,
                    worker,
                    max_tokens=max_tokens,
                    temperature=temperature,
                    cache=cache,
                )
            except BaseException:
                tokens.close()
                raise

        try:
            return await worker.run(load)
        except BaseException:
            abandoned.set()
            await worker.close()  # loading stops at the next tensor
            raise

    @property
    def name(self) -> str:
        """The engine and model, for people."""
        return f"llama.cpp, {self._path.stem}"

    @property
    def keeps_prefix(self) -> bool:
        """Whether a prompt that differs at its end only costs only that end."""
        return self._keeps_prefix

    @property
    def remark(self) -> str:
        """What `doctor` says of this model; empty where there is nothing to better."""
        if self._keeps_prefix:
            return ""
        return (
            f"{self._path.name} folds all it has read into one state (a recurrent or hybrid "
            "model): where an answer was cut off it reads the conversation again, and answers "
            "later. A full-attention model of the same size does not have to."
        )

    @property
    def evaluated(self) -> int:
        """How many tokens were evaluated since the model was loaded."""
        return self._tokens.evaluated

    async def prefill(self, messages: Sequence[Message]) -> None:
        """Evaluate ahead of time all of the prompt that what comes next cannot change.

        The front alone (one message) is taken from disk where it was evaluated before, and put
        there where it was not. Cancelling stops within one chunk of tokens; what was evaluated
        until then is not lost.
        """
        async with self._turn, aclosing(self._worker.iterate(self._prefill(messages))) as chunks:
            async for _ in chunks:
                pass

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """Yield the answer's text in pieces; see `LanguageModel.stream`."""
        async with self._turn, aclosing(self._worker.iterate(self._answer(messages))) as pieces:
            async for piece in pieces:
                if piece and isinstance(piece, str):
                    yield piece

    async def answer_or_call(
        self, messages: Sequence[Message], tools: Sequence[Tool]
    ) -> AsyncGenerator[str | Call, None]:
        """Answer, or call one of the tools; see `ToolUser.answer_or_call`."""
        *before, newest = messages
        asked = [*before, Message(newest.role, newest.content + told(tools))]
        work = self._worker.iterate(self._answer(asked, tools))
        async with self._turn, aclosing(work) as pieces:
            async for piece in pieces:
                if piece:
                    yield piece

    async def close(self) -> None:
        """Free the model and its thread."""
        await self._worker.run(self._tokens.close)
        await self._worker.close()

    # On the worker's thread. The generators yield after every step, so that they can be stopped.

    def _prefill(self, messages: Sequence[Message]) -> Generator[None, None, None]:
        prefix = self._stable_prefix(messages)
        if _common(self._tokens.cached, prefix) == len(prefix):
            return
        if len(messages) > 1:
            yield from self._evaluate(prefix)
            return
        self._front = prefix
        if not self._restore_front():
            yield from self._evaluate(prefix)
            self._fronts.save(self._front_key(), self._tokens.state())

    def _answer(
        self, messages: Sequence[Message], tools: Sequence[Tool] = ()
    ) -> Generator[str | Call, None, None]:
        prompt = self._prompt(messages)
        for _ in self._evaluate(prompt):
            yield ""
        if tools and self._calls():
            yield from self._call(tools)
            return
        text = AnswerText(self._template.stops)
        limit = min(self._max_tokens, self._tokens.room - len(prompt))
        token = None
        with sampler(self._tokens.opened, self._temperature, _TOP_P) as choose:
            for _ in range(limit):
                if token is not None:
                    self._tokens.evaluate([token])
                token = choose()
                if self._tokens.ends_answer(token):
                    break
                yield text.push(self._tokens.text_of(token))
                if text.ended:
                    break
        yield text.rest()

    def _calls(self) -> bool:
        """Whether the likeliest answer begins as a call does. Nothing is decoded for that."""
        with sampler(self._tokens.opened, 0, _TOP_P) as choose:
            return self._tokens.text_of(choose()).lstrip().startswith((b"{", b"```"))

    def _call(self, tools: Sequence[Tool]) -> Generator[str | Call, None, None]:
        """One call, to whose form the model is held; nothing where it comes to no end."""
        text = b""
        with constrained(self._tokens.opened, _grammar(json.dumps(schema(tools)))) as choose:
            for _ in range(_LONGEST_CALL):
                token = choose()
                if token is None or self._tokens.ends_answer(token):
                    break
                text += self._tokens.text_of(token)
                if call := read(text.decode("utf-8", "replace"), tools):
                    yield call
                    return
                self._tokens.evaluate([token])
                yield ""

    def _evaluate(self, tokens: Sequence[int]) -> Generator[None, None, None]:
        """Let the cache hold `tokens` and nothing else, and the last of them be just evaluated."""
        kept = min(_common(self._tokens.cached, tokens), len(tokens) - 1)
        if not self._tokens.cut(kept) and _common(self._front, tokens) == len(self._front):
            self._restore_front()
        for start in range(len(self._tokens.cached), len(tokens), self._tokens.opened.chunk):
            self._tokens.evaluate(tokens[start : start + self._tokens.opened.chunk])
            yield

    # The front

    def _restore_front(self) -> bool:
        if not self._front:
            return False
        state = self._fronts.load(self._front_key())
        return state is not None and self._tokens.restore(state, self._front)

    def _front_key(self) -> str:
        import llama_cpp

        settings = (llama_cpp.__version__, self._tokens.room, self._tokens.opened.on_gpu)
        return front_key(self._mark, settings, self._front)

    # The prompt

    def _prompt(self, messages: Sequence[Message]) -> list[int]:
        room = self._tokens.room
        room -= min(self._max_tokens, room // 2) + _SLACK
        return self._tokens_of(fitting(alternating(messages), room, self._message_length))

    def _tokens_of(self, messages: Sequence[Message]) -> list[int]:
        tokens = self._tokens.tokenize(self._template.render(messages), markers=True)
        first = self._tokens.first
        if first is not None and tokens[:1] != [first]:
            tokens.insert(0, first)
        return tokens

    def _stable_prefix(self, messages: Sequence[Message]) -> list[int]:
        """The tokens of a prompt that are the same whatever is said next."""
        *before, last = messages
        if last.role == "user":
            ways = [*before, last], [*before, Message("user", f"{last.content} and")]
        else:
            ways = [*messages, Message("user", "a")], [*messages, Message("user", "1")]
        one, other = (self._prompt(way) for way in ways)
        return one[: _common(one, other)]

    def _message_length(self, message: Message) -> int:
        return self._length_of(message.content) + self._frame

    def _count(self, content: str) -> int:
        return len(self._tokens.tokenize(content, markers=False))

    def _measure_frame(self) -> int:
        """How many tokens the template puts around each message, on average and rounded up."""
        opening = [Message("system", "a"), Message("user", "a")]
        exchange = [Message("assistant", "a"), Message("user", "a")]
        short = len(self._tokens_of(opening))
        long = len(self._tokens_of([*opening, *exchange]))
        words = 2 * self._count("a")
        return max(short - words, long - short - words) // 2 + 1


@lru_cache(maxsize=64)
def _grammar(json_schema: str) -> str:
    """The grammar (GBNF) of the texts that a JSON schema allows."""
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    return str(json_schema_to_gbnf(json_schema))


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
