"""llama.cpp's C interface as one growing sequence of tokens. Blocking: it lives on a `Worker`.

llama-cpp-python's own `Llama` class is passed over: while it loads, it points the whole process's
stdout and stderr at nothing (the captions would vanish), its state is that of the whole context,
and its detokeniser drops tokens of more than 31 bytes.
"""

import ctypes
import logging
import os
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import psutil
from numpy.typing import NDArray

from voice_os.errors import Problem
from voice_os.llm.threads import ThreadCount

_CHUNK_CPU: Final = 64
"""Tokens evaluated at once: what a cancelled call may still go on for, a third of a second at 0.5B
on two cores. 512 were no faster there and took 90 MB more."""

_CHUNK_GPU: Final = 512

_LIKELY: Final = 40
"""Tokens that a grammar is asked about before all others."""

_ALL_LAYERS: Final = 0x7FFFFFFF

_FIRST_PART: Final = re.compile(r"(.+)-00001-of-(\d{5})\.gguf")

_log = logging.getLogger(__name__)


class _Pointers(NamedTuple):
    """Where llama.cpp keeps what is open."""

    context: Any
    memory: Any
    vocabulary: Any


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
        self._said = _log_of_llama_cpp()
        self.on_gpu = gpu_layers != 0 and bool(llama_cpp.llama_supports_gpu_offload())
        self.chunk = _CHUNK_GPU if self.on_gpu else _CHUNK_CPU
        self.cached: list[int] = []
        self.evaluated = 0
        self._threads: Callable[[], int] = (lambda: threads) if threads else ThreadCount()
        with ExitStack() as loading:
            model = self._load_model(path, gpu_layers, wanted)
            loading.callback(llama_cpp.llama_model_free, model)
            opened = self._load_context(path, model, context)
            loading.callback(llama_cpp.llama_free, opened)
            self._pointers: _Pointers | None = _Pointers(
                opened,
                llama_cpp.llama_get_memory(opened),
                llama_cpp.llama_model_get_vocab(model),
            )
            self._loaded = loading.pop_all()

    @property
    def room(self) -> int:
        """How many tokens the cache can hold."""
        return int(self._c.llama_n_ctx(self._open.context))

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
        self._pointers = None
        self._loaded.close()

    # Text

    def tokenize(self, text: str, *, markers: bool) -> list[int]:
        """The tokens of `text`; with `markers` control tokens are read where their text stands."""
        data = text.encode("utf-8", "replace")
        capacity = len(data) + 2
        while True:
            buffer = (ctypes.c_int32 * capacity)()
            count = self._c.llama_tokenize(
                self._open.vocabulary, data, len(data), buffer, capacity, False, markers
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
        if not self._c.llama_vocab_get_add_bos(self._open.vocabulary):
            return None
        return int(self._c.llama_vocab_bos(self._open.vocabulary))

    @property
    def edges(self) -> tuple[str, str]:
        """The texts of the tokens that begin and end a text, as chat templates want them."""
        begin = self._c.llama_vocab_bos(self._open.vocabulary)
        return self.special(begin), self.special(self._c.llama_vocab_eos(self._open.vocabulary))

    def ends_answer(self, token: int) -> bool:
        """Whether no answer goes on past this token: an end of turn, or any other control token."""
        return bool(
            self._c.llama_vocab_is_eog(self._open.vocabulary, token)
            or self._c.llama_vocab_is_control(self._open.vocabulary, token)
        )

    def _piece(self, token: int, *, special: bool) -> bytes:
        size, words = 32, self._open.vocabulary
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
        if self._c.llama_memory_seq_rm(self._open.memory, 0, length, -1):
            del self.cached[length:]
            return True
        self._forget()
        return False

    def evaluate(self, tokens: Sequence[int]) -> None:
        """Evaluate up to `chunk` tokens behind those that the cache holds."""
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        batch = self._c.llama_batch_get_one(array, len(tokens))
        threads = self._threads()
        self._c.llama_set_n_threads(self._open.context, threads, threads)
        code = self._c.llama_decode(self._open.context, batch)
        if code != 0:
            self._forget()  # what the cache holds now is not known
            _log.error("llama.cpp: %s", self._last_words())
            raise RuntimeError(f"llama.cpp could not evaluate {len(tokens)} tokens: code {code}")
        self.cached.extend(tokens)
        self.evaluated += len(tokens)

    @contextmanager
    def sampler(self, temperature: float, top_p: float) -> Iterator[Callable[[], int]]:
        """A function that chooses the next token; at temperature 0 always the likeliest."""
        c = self._c
        chain = c.llama_sampler_chain_init(c.llama_sampler_chain_default_params())
        if temperature > 0:
            c.llama_sampler_chain_add(chain, c.llama_sampler_init_top_k(40))
            c.llama_sampler_chain_add(chain, c.llama_sampler_init_top_p(top_p, 1))
            c.llama_sampler_chain_add(chain, c.llama_sampler_init_min_p(0.05, 1))
            c.llama_sampler_chain_add(chain, c.llama_sampler_init_temp(temperature))
            c.llama_sampler_chain_add(chain, c.llama_sampler_init_dist(c.LLAMA_DEFAULT_SEED))
        else:
            c.llama_sampler_chain_add(chain, c.llama_sampler_init_greedy())
        try:
            yield lambda: int(c.llama_sampler_sample(chain, self._open.context, -1))
        finally:
            c.llama_sampler_free(chain)

    @contextmanager
    def constrained(self, grammar: str) -> Iterator[Callable[[], int | None]]:
        """A function that chooses the likeliest next token that a grammar (GBNF) allows.

        None: the grammar allows no token. Raises ValueError where it is no grammar.
        """
        c, words = self._c, self._open.vocabulary
        rules = c.llama_sampler_init_grammar(words, grammar.encode(), b"root")
        if not rules:
            raise ValueError(f"not a grammar: {grammar}")
        size = int(c.llama_vocab_n_tokens(words))
        tokens = (c.llama_token_data * size)()
        view = np.frombuffer(tokens, [("id", "<i4"), ("logit", "<f4"), ("p", "<f4")])
        candidates = c.llama_token_data_array(tokens, size, -1, False)

        def allowed(ids: NDArray[np.int32], logits: NDArray[np.float32]) -> int | None:
            candidates.size = len(ids)
            view["id"][: len(ids)], view["logit"][: len(ids)] = ids, logits
            c.llama_sampler_apply(rules, ctypes.byref(candidates))
            best = int(view["logit"][: len(ids)].argmax())
            return int(view["id"][best]) if np.isfinite(view["logit"][best]) else None

        def choose() -> int | None:
            pointer = c.llama_get_logits_ith(self._open.context, -1)
            logits = np.ctypeslib.as_array(pointer, (size,))
            likeliest = logits.argsort()[: -_LIKELY - 1 : -1].astype(np.int32)
            token = allowed(likeliest, logits[likeliest])  # to try them all takes long
            if token is None:
                token = allowed(np.arange(size, dtype=np.int32), logits)
            if token is not None:
                c.llama_sampler_accept(rules, token)
            return token

        try:
            yield choose
        finally:
            c.llama_sampler_free(rules)

    # State

    def state(self) -> bytes:
        """What the cache holds, as bytes for `restore`. The scores of the next token are not."""
        size = self._c.llama_state_seq_get_size(self._open.context, 0)
        buffer = (ctypes.c_uint8 * size)()
        written = self._c.llama_state_seq_get_data(self._open.context, buffer, size, 0)
        return memoryview(buffer)[:written].tobytes()

    def restore(self, state: bytes, tokens: Sequence[int]) -> bool:
        """Put back a `state` that was taken of this model at `tokens`. False: it does not fit."""
        self._forget()
        source = ctypes.cast(ctypes.c_char_p(state), ctypes.POINTER(ctypes.c_uint8))
        if not self._c.llama_state_seq_set_data(self._open.context, source, len(state), 0):
            self._forget()
            return False
        self.cached = list(tokens)
        return True

    def _forget(self) -> None:
        self._c.llama_memory_clear(self._open.memory, False)
        self.cached = []

    @property
    def _open(self) -> _Pointers:
        """The pointers, which to follow once they are freed would end the process."""
        if self._pointers is None:
            raise RuntimeError("the language model is closed")
        return self._pointers

    # Loading

    def _load_model(self, path: Path, gpu_layers: int, wanted: Callable[[], bool]) -> Any:
        c = self._c
        size = sum(part.stat().st_size for part in _parts(path))
        free = psutil.virtual_memory().available
        if size > free and not self.on_gpu:
            raise Problem(
                f"The language model {path.name} needs {size / 1e9:.1f} GB of memory and "
                f"{free / 1e9:.1f} GB are free. Choose a smaller one: `voice-os setup`."
            )
        c.llama_backend_init()
        parameters = c.llama_model_default_params()
        parameters.n_gpu_layers = 0
        if self.on_gpu:
            parameters.n_gpu_layers = _ALL_LAYERS if gpu_layers < 0 else gpu_layers
        # Weights are repacked for the processor: mapped, they would be held twice, all day, to
        # save a second of loading that goes on behind.
        parameters.load_mode = c.LLAMA_LOAD_MODE_NONE
        progress = c.llama_progress_callback(lambda _share, _data: wanted())
        parameters.progress_callback = progress
        model = c.llama_model_load_from_file(os.fsencode(path), parameters)
        if not model:
            raise Problem(
                f"llama.cpp could not load the language model {path.name} ({self._last_words()}). "
                "`voice-os models verify` says whether the file is whole; a smaller model, or "
                "`llm.gpu_layers` 0, may fit where memory is short."
            )
        return model

    def _load_context(self, path: Path, model: Any, context: int) -> Any:
        c = self._c
        parameters = c.llama_context_default_params()
        parameters.n_ctx = min(context, c.llama_model_n_ctx_train(model))
        parameters.n_batch = parameters.n_ubatch = min(self.chunk, parameters.n_ctx)
        parameters.n_threads = parameters.n_threads_batch = self._threads()
        if not self.on_gpu:  # slower on processors
            parameters.flash_attn_type = c.LLAMA_FLASH_ATTN_TYPE_DISABLED
        parameters.swa_full = True  # else a sliding window forgets what a later cut needs
        made = c.llama_init_from_model(model, parameters)
        if not made or not c.llama_get_memory(made):
            raise Problem(
                f"There is no room for {parameters.n_ctx} tokens of context beside the language "
                f"model {path.name} ({self._last_words()}). Set `llm.context` lower."
            )
        return made

    def _last_words(self) -> str:
        return self._said[-1] if self._said else "it did not say why"


def _parts(path: Path) -> list[Path]:
    """All files of a model of which `path` is the first; llama.cpp finds the others by name."""
    split = _FIRST_PART.fullmatch(path.name)
    if split is None:
        return [path]
    name, count = split.groups()
    others = (path.with_name(f"{name}-{n:05}-of-{count}.gguf") for n in range(2, int(count) + 1))
    return [path, *(other for other in others if other.is_file())]


@cache  # one for the process, like llama.cpp's own
def _log_of_llama_cpp() -> deque[str]:
    """Send what llama.cpp says to the log instead of the terminal; return its last complaints."""
    import llama_cpp

    complaints: deque[str] = deque(maxlen=8)

    def hear(level: int, text: bytes, _data: object) -> None:
        line = text.decode("utf-8", "replace").strip()
        if line.strip("."):
            _log.debug("llama.cpp: %s", line)
            if level == _LOG_LEVEL_ERROR:
                complaints.append(line)

    callback = llama_cpp.llama_log_callback(hear)
    _KEPT.append(callback)
    llama_cpp.llama_log_set(callback, ctypes.c_void_p(0))
    return complaints


_LOG_LEVEL_ERROR: Final = 4
_KEPT: Final[list[Any]] = []  # llama.cpp calls it as long as the process lives
