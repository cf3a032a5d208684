"""llama.cpp's C interface as one growing sequence of tokens. Blocking: it lives on a `Worker`.

llama-cpp-python's own `Llama` class is passed over: while it loads, it points the whole process's
stdout and stderr at nothing (the captions would vanish), its state is that of the whole context,
and its detokeniser drops tokens of more than 31 bytes.
"""

import ctypes
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from voice_os.llm.opened import Opened, last_words, open_model
from voice_os.llm.threads import ThreadCount

_log = logging.getLogger(__name__)


class Tokens:
    """The tokens of one conversation and what the model made of them (its key-value cache).

    `cached` are the tokens the cache holds; `evaluated` counts every token evaluated since the
    model was loaded. Raises `Problem` where the model cannot be loaded.
    """

    def __init__(
        self,
        path: Path,
        *,
        context: int,
        gpu_layers: int,
        threads: int,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Load the model. `wanted` is asked while it loads; False gives up.

        `gpu_layers` -1: all; `threads` 0: one for each core that is free.
        """
        import llama_cpp

        self._c: Any = llama_cpp  # a thin layer of ctypes
        self.cached: list[int] = []
        self.evaluated = 0
        self._threads: Callable[[], int] = (lambda: threads) if threads else ThreadCount()
        self._opened: Opened | None = open_model(
            path, context=context, gpu_layers=gpu_layers, threads=self._threads(), wanted=wanted
        )

    @property
    def opened(self) -> Opened:
        """What llama.cpp has open. Raises `RuntimeError` once it is closed."""
        if self._opened is None:
            raise RuntimeError("the language model is closed")
        return self._opened

    @property
    def room(self) -> int:
        """How many tokens the cache can hold."""
        return int(self._c.llama_n_ctx(self.opened.context))

    def can_be_cut(self) -> bool:
        """Whether the last tokens can be forgotten without evaluating the others anew.

        Attention keeps each token apart; recurrent and hybrid models fold them into one state.
        Found by trying, with two tokens, which also warms the model up. Empties the cache.
        """
        self._forget()
        self.evaluate([0, 0])
        possible = self.cut(1)
        self._forget()
        return possible

    def close(self) -> None:
        """Free the model. Any other call afterwards raises `RuntimeError`."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.freeing.close()

    # Text

    def tokenize(self, text: str, *, markers: bool) -> list[int]:
        """The tokens of `text`; with `markers` control tokens are read where their text stands."""
        data = text.encode("utf-8", "replace")
        capacity = len(data) + 2
        while True:
            buffer = (ctypes.c_int32 * capacity)()
            count = self._c.llama_tokenize(
                self.opened.vocabulary, data, len(data), buffer, capacity, False, markers
            )
            if count >= 0:
                return buffer[:count]
            capacity = -count

    def special(self, token: int) -> str:
        """The text of a control token; empty where the model has none (-1)."""
        return "" if token < 0 else self._piece(token, special=True).decode("utf-8", "replace")

    def text_of(self, token: int) -> bytes:
        """The bytes a token stands for; they may end within a character."""
        return self._piece(token, special=False)

    @property
    def first(self) -> int | None:
        """The token that every prompt must begin with, if there is one."""
        if not self._c.llama_vocab_get_add_bos(self.opened.vocabulary):
            return None
        return int(self._c.llama_vocab_bos(self.opened.vocabulary))

    @property
    def edges(self) -> tuple[str, str]:
        """The texts of the tokens that begin and end a text, as chat templates want them."""
        begin = self._c.llama_vocab_bos(self.opened.vocabulary)
        return self.special(begin), self.special(self._c.llama_vocab_eos(self.opened.vocabulary))

    def ends_answer(self, token: int) -> bool:
        """Whether no answer goes on past this token: an end of turn, or any other control token."""
        return bool(
            self._c.llama_vocab_is_eog(self.opened.vocabulary, token)
            or self._c.llama_vocab_is_control(self.opened.vocabulary, token)
        )

    def _piece(self, token: int, *, special: bool) -> bytes:
        size, words = 32, self.opened.vocabulary
        while True:
            buffer = ctypes.create_string_buffer(size)
            count = self._c.llama_token_to_piece(words, token, buffer, size, 0, special)
            if count >= 0:
                return buffer.raw[:count]
            size = -count

    # Evaluation

    def cut(self, length: int) -> bool:
        """Forget all but the first `length` tokens. False: the model cannot, and forgot all."""
        if length >= len(self.cached):
            return True
        if self._c.llama_memory_seq_rm(self.opened.memory, 0, length, -1):
            del self.cached[length:]
            return True
        self._forget()
        return False

    def evaluate(self, tokens: Sequence[int]) -> None:
        """Evaluate up to `opened.chunk` tokens behind those that the cache holds."""
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        batch = self._c.llama_batch_get_one(array, len(tokens))
        threads = self._threads()
        self._c.llama_set_n_threads(self.opened.context, threads, threads)
        code = self._c.llama_decode(self.opened.context, batch)
        if code != 0:
            self._forget()  # what the cache holds now is not known
            _log.error("llama.cpp: %s", last_words())
            raise RuntimeError(f"llama.cpp could not evaluate {len(tokens)} tokens: code {code}")
        self.cached.extend(tokens)
        self.evaluated += len(tokens)

    # State

    def state(self) -> bytes:
        """What the cache holds, as bytes for `restore`. The scores of the next token are not."""
        size = self._c.llama_state_seq_get_size(self.opened.context, 0)
        buffer = (ctypes.c_uint8 * size)()
        written = self._c.llama_state_seq_get_data(self.opened.context, buffer, size, 0)
        return memoryview(buffer)[:written].tobytes()

    def restore(self, state: bytes, tokens: Sequence[int]) -> bool:
        """Put back a `state` that was taken of this model at `tokens`. False: it does not fit."""
        self._forget()
        source = ctypes.cast(ctypes.c_char_p(state), ctypes.POINTER(ctypes.c_uint8))
        if not self._c.llama_state_seq_set_data(self.opened.context, source, len(state), 0):
            self._forget()
            return False
        self.cached = list(tokens)
        return True

    def _forget(self) -> None:
        self._c.llama_memory_clear(self.opened.memory, False)
        self.cached = []
