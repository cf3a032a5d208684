"""Opening a model with llama.cpp's C interface. Blocking: it lives on a `Worker`."""

import ctypes
import logging
import os
import re
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import psutil

from voice_os.errors import Problem

_CHUNK_CPU: Final = 64
"""Tokens evaluated at once: what a cancelled call may still go on for, a third of a second at 0.5B
on two cores. 512 were no faster there and took 90 MB more."""

_CHUNK_GPU: Final = 512

_ALL_LAYERS: Final = 0x7FFFFFFF

_FIRST_PART: Final = re.compile(r"(.+)-00001-of-(\d{5})\.gguf")

_log = logging.getLogger(__name__)


class Opened(NamedTuple):
    """Where llama.cpp keeps what is open. Once `freeing` is closed, nothing may follow this."""

    context: Any
    memory: Any
    vocabulary: Any
    on_gpu: bool
    freeing: ExitStack

    @property
    def chunk(self) -> int:
        """How many tokens it takes at once."""
        return _chunk(self.on_gpu)


def open_model(
    path: Path, *, context: int, gpu_layers: int, threads: int, wanted: Callable[[], bool]
) -> Opened:
    """Load a model and make room for `context` tokens.

    `wanted` is asked while it loads; False gives up. `gpu_layers` -1: all. Raises `Problem` where
    the model cannot be loaded.
    """
    import llama_cpp

    c: Any = llama_cpp  # a thin layer of ctypes
    _log_of_llama_cpp()
    on_gpu = gpu_layers != 0 and bool(c.llama_supports_gpu_offload())
    layers = (_ALL_LAYERS if gpu_layers < 0 else gpu_layers) if on_gpu else 0
    with ExitStack() as loading:
        model = _load_model(c, path, layers, wanted)
        loading.callback(c.llama_model_free, model)
        parameters = _room_for(c, model, context, _chunk(on_gpu))
        parameters.n_threads = parameters.n_threads_batch = threads
        if not on_gpu:  # slower on processors
            parameters.flash_attn_type = c.LLAMA_FLASH_ATTN_TYPE_DISABLED
        made = c.llama_init_from_model(model, parameters)
        if made:
            loading.callback(c.llama_free, made)
        memory = c.llama_get_memory(made) if made else None
        if not memory:
            raise Problem(
                f"There is no room for {parameters.n_ctx} tokens of context beside the language "
                f"model {path.name} ({last_words()}). Set `llm.context` lower."
            )
        vocabulary = c.llama_model_get_vocab(model)
        return Opened(made, memory, vocabulary, on_gpu, loading.pop_all())


def _chunk(on_gpu: bool) -> int:
    return _CHUNK_GPU if on_gpu else _CHUNK_CPU


def last_words() -> str:
    """What llama.cpp last complained of."""
    complaints = _log_of_llama_cpp()
    return complaints[-1] if complaints else "it did not say why"


def _load_model(c: Any, path: Path, layers: int, wanted: Callable[[], bool]) -> Any:
    size = sum(part.stat().st_size for part in _parts(path))
    free = psutil.virtual_memory().available
    if size > free and not layers:
        raise Problem(
            f"The language model {path.name} needs {size / 1e9:.1f} GB of memory and "
            f"{free / 1e9:.1f} GB are free. Choose a smaller one: `voice-os setup`."
        )
    c.llama_backend_init()
    parameters = c.llama_model_default_params()
    parameters.n_gpu_layers = layers
    # Weights are repacked for the processor: mapped, they would be held twice, all day, to
    # save a second of loading that goes on behind.
    parameters.load_mode = c.LLAMA_LOAD_MODE_NONE
    progress = c.llama_progress_callback(lambda _share, _data: wanted())
    parameters.progress_callback = progress
    model = c.llama_model_load_from_file(os.fsencode(path), parameters)
    if not model:
        raise Problem(
            f"llama.cpp could not load the language model {path.name} ({last_words()}). "
            "`voice-os models verify` says whether the file is whole; a smaller model, or "
            "`llm.gpu_layers` 0, may fit where memory is short."
        )
    return model


def _room_for(c: Any, model: Any, context: int, chunk: int) -> Any:
    parameters = c.llama_context_default_params()
    parameters.n_ctx = min(context, c.llama_model_n_ctx_train(model))
    parameters.n_batch = parameters.n_ubatch = min(chunk, parameters.n_ctx)
    parameters.swa_full = True  # else a sliding window forgets what a later cut needs
    return parameters


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
