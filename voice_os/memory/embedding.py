"""The sense of a sentence with all-MiniLM-L6-v2: what means alike lies close together.

A small network of the sentence-transformers project, through onnxruntime. See
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_os.errors import Problem
from voice_os.memory import Vectors
from voice_os.worker import Worker

DIMENSIONS = 384

_NETWORK = "onnx/model.onnx"
_TOKENIZER = "tokenizer.json"
_LONGEST = 256  # tokens; what is behind them is not read
_AT_ONCE = 16  # texts; more at once is no faster on a processor, and takes memory


class MiniLM:
    """all-MiniLM-L6-v2, an `Embedder`. Build it with `load`."""

    def __init__(self, worker: Worker, name: str, session: Any, tokenizer: Any) -> None:
        self.name = name
        self._worker = worker
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    async def load(
        cls, folder: Path, *, name: str = "all-MiniLM-L6-v2", threads: int = 1
    ) -> "MiniLM":
        """Load the model in `folder`, which has the hub's layout. Raises `Problem`."""
        worker = Worker("embedding")
        try:
            session, tokenizer = await worker.run(_open, folder, threads)
        except BaseException:
            await worker.close()
            raise
        return cls(worker, name, session, tokenizer)

    async def embed(self, texts: list[str]) -> Vectors:
        """One vector a text, shape (n, 384), of unit length.

        A long list is worked off in pieces, between which other calls get their turn.
        """
        parts = [np.empty((0, DIMENSIONS), np.float32)]
        for start in range(0, len(texts), _AT_ONCE):
            some = texts[start : start + _AT_ONCE]
            parts.append(await self._worker.run(_embed, self._session, self._tokenizer, some))
        return np.concatenate(parts)

    def sense(self, text: str) -> NDArray[np.float32]:
        """The vector of one short text, at once: it holds up the caller for some milliseconds."""
        (vector,) = _embed(self._session, self._tokenizer, [text])
        return np.asarray(vector, np.float32)

    async def close(self) -> None:
        """Free the engine and its thread."""
        await self._worker.close()


def _open(folder: Path, threads: int) -> tuple[Any, Any]:
    import onnxruntime
    import tokenizers

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Asked once a turn: threads that spin in between would cost more than the network.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / _TOKENIZER))
        tokenizer.enable_truncation(_LONGEST)
        tokenizer.enable_padding()
        session = onnxruntime.InferenceSession(
            str(folder / _NETWORK), options, providers=["CPUExecutionProvider"]
        )
        shape = _embed(session, tokenizer, ["hello"]).shape
    except Exception as error:  # neither library's errors share a class of their own
        raise _damaged(folder, str(error).partition("\n")[0]) from None
    if shape != (1, DIMENSIONS):
        raise _damaged(folder, f"its vectors have the shape {shape}")
    return session, tokenizer


def _embed(session: Any, tokenizer: Any, texts: list[str]) -> Vectors:
    """The mean of the token vectors under the mask, brought to unit length."""
    encoded = tokenizer.encode_batch(texts)
    ids = np.array([one.ids for one in encoded], np.int64)
    mask = np.array([one.attention_mask for one in encoded], np.int64)
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    (states,) = session.run(None, inputs)
    sums: Vectors = np.einsum("ntd,nt->nd", states, mask.astype(np.float32))
    sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.float32(1e-9))
    return sums


def _damaged(folder: Path, why: str) -> Problem:
    return Problem(
        f"The model of sense in {folder} cannot be used: {why}. "
        f"Run `voice-os models get {folder.name}`."
    )
