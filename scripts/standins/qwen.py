"""Language models of full size: the shapes of Qwen2.5-Instruct, random weights, one fixed reply.

A matrix costs the same whatever is in it, so speed and memory are those of the real models. To any
chat the reply is `REPLY`, 27 tokens in three sentences, and then `<|im_end|>`.

How the weights do it: the last feed-forward network is an associative memory; each of its units
knows one token and writes the next. All other matrices are random and small.
"""

import ctypes
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
from numpy.typing import NDArray

from standins.gguf_tokenizer import write_tokenizer
from standins.vocabulary import COMMON, Vocabulary, pieces

REPLY = (
    "Sure, the kitchen light is on now! It should turn off again after ten minutes. "
    "Would you like me to change anything else?"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a model, as its published config.json gives it."""

    width: int
    layers: int
    heads: int
    kv_heads: int
    hidden: int


SHAPES = {
    "qwen2.5-0.5b": Shape(width=896, layers=24, heads=14, kv_heads=2, hidden=4864),
    "qwen2.5-1.5b": Shape(width=1536, layers=28, heads=12, kv_heads=2, hidden=8960),
}

_TEXT_TOKENS = 151_643
_TOKENS = 151_936
_CONTEXT = 32_768

_Matrix = NDArray[np.float32]


def make(path: Path, name: str) -> None:
    """Write the model called `name` in SHAPES to `path`, as Q4_K_M."""
    logging.getLogger("llama-cpp-python").setLevel(logging.ERROR)  # else a line for each tensor
    exact = path.with_suffix(".f16")
    _write_exact(exact, name, SHAPES[name])
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M
    source, target = str(exact).encode(), str(path).encode()
    if llama_cpp.llama_model_quantize(source, target, ctypes.byref(parameters)):
        raise RuntimeError(f"llama.cpp could not quantise {exact}")
    exact.unlink()


def _write_exact(path: Path, name: str, shape: Shape) -> None:
    vocabulary = _vocabulary()
    writer = gguf.GGUFWriter(path, "qwen2", use_temp_file=True)
    writer.add_name(f"{name} stand-in (random weights, one reply)")
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_rope_freq_base(1e6)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    write_tokenizer(writer, vocabulary)
    for tensor, values in _tensors(shape, vocabulary):
        # Matrices in half precision; vectors stay in single, as llama.cpp wants them.
        writer.add_tensor(tensor, values.astype(np.float16) if values.ndim == 2 else values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _vocabulary() -> Vocabulary:
    tokens = pieces(REPLY)
    vocabulary = Vocabulary(
        [*COMMON, *(token[1:].lower() for token in tokens if token[0] == " ")],
        ["user", "assistant", "system", *(token for token in tokens if token[0] != " ")],
    )
    vocabulary.fill(_TEXT_TOKENS)
    for special in ("<|endoftext|>", "<|im_start|>", "<|im_end|>"):
        vocabulary.add_special(special)
    for i in range(len(vocabulary), _TOKENS):
        vocabulary.add_special(f"<|unused_{i}|>")
    return vocabulary


def _tensors(shape: Shape, vocabulary: Vocabulary) -> Iterator[tuple[str, _Matrix]]:
    random = _Random()
    width, kv_width = shape.width, shape.kv_heads * shape.width // shape.heads
    ones = np.ones(width, np.float32)
    reply = [vocabulary.id(token) for token in ("\n", *pieces(REPLY))]
    reply.append(vocabulary.special_id("<|im_end|>"))
    embeddings = random.matrix(len(vocabulary), width, 1.0)
    embeddings[reply] = random.fresh(len(reply), width)
    yield "token_embd.weight", embeddings  # tied: there is no output matrix
    yield "output_norm.weight", ones * np.float32(0.05)  # keeps the logits small
    for i in range(shape.layers):
        block = f"blk.{i}"
        yield f"{block}.attn_norm.weight", ones
        yield f"{block}.ffn_norm.weight", ones
        for name, rows in (("q", width), ("k", kv_width), ("v", kv_width)):
            yield f"{block}.attn_{name}.weight", random.matrix(rows, width, 0.02)
            yield f"{block}.attn_{name}.bias", np.zeros(rows, np.float32)
        yield f"{block}.attn_output.weight", random.matrix(width, width, 0.001)
        gate, up = (random.matrix(shape.hidden, width, 0.02) for _ in range(2))
        down = random.matrix(width, shape.hidden, 0.001)
        if i == shape.layers - 1:
            _remember(embeddings, reply, gate, up, down)
        yield f"{block}.ffn_gate.weight", gate
        yield f"{block}.ffn_up.weight", up
        yield f"{block}.ffn_down.weight", down


def _remember(
    embeddings: _Matrix, reply: list[int], gate: _Matrix, up: _Matrix, down: _Matrix
) -> None:
    """Write the order of the reply into a feed-forward network, one unit for each token."""
    sharpness = 4.0  # what gate and up give for their own token
    fired = sharpness**2 / (1 + math.exp(-sharpness))
    down[:, : _round_up(len(reply), 256)] = 0  # values that are quantised together with ours
    for unit, (token, successor) in enumerate(pairwise(reply)):
        gate[unit] = up[unit] = embeddings[token] * (sharpness / embeddings.shape[1])
        down[:, unit] = embeddings[successor] * (5 / fired)


def _round_up(number: int, multiple: int) -> int:
    return math.ceil(number / multiple) * multiple


class _Random:
    """Normal deviates by the hundred million: most are slices of one pool, which is much faster."""

    def __init__(self) -> None:
        self._rng = np.random.default_rng(0)
        self._pool = self._rng.standard_normal(1 << 22, np.float32)

    def fresh(self, rows: int, columns: int) -> _Matrix:
        return self._rng.standard_normal((rows, columns), np.float32)

    def matrix(self, rows: int, columns: int, scale: float) -> _Matrix:
        values = np.empty(rows * columns, np.float32)
        filled = 0
        while filled < len(values):
            begin = int(self._rng.integers(len(self._pool) // 2))
            piece = self._pool[begin : begin + len(values) - filled]
            values[filled : filled + len(piece)] = piece
            filled += len(piece)
        values *= np.float32(scale)
        return values.reshape(rows, columns)
