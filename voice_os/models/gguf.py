"""The header of a GGUF file, read and checked before llama.cpp sees the file.

llama.cpp takes a file without a chat template or token types for something else in silence, and
ends the whole process where two tokens have the same text. The `gguf` package reads headers too,
but builds an array for each of 300,000 strings: seconds.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import math
import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import Any, Final

from voice_os.errors import Problem

_U32: Final = Struct("<I")
_U64: Final = Struct("<Q")
_STRING, _ARRAY = 8, 9
_SCALARS: Final = {
    kind: Struct("<" + code)
    for kind, code in zip((0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12), "BbHhIif?Qqd", strict=True)
}
_UNKNOWN_TOKEN, _CONTROL_TOKEN = 2, 3
_MOST_DIMENSIONS = 4

_BLOCKS: Final = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    9: (32, 40), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36),
}  # fmt: skip
"""Weights and bytes of a block, by ggml's number of the tensor type."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a chat needs to know of a model before it is loaded.

    `markers` are the texts that the tokenizer reads as control tokens ("<|im_end|>");
    `architecture` is the shape of the network ("qwen2").
    """

    chat_template: str
    markers: tuple[str, ...]
    architecture: str = ""


def read_header(path: Path) -> Header:
    """Read and check a model for conversation. About 0.2 s for 150,000 tokens.

    Raises `Problem` where it is no GGUF file, is damaged or cut short, or cannot be talked with.
    """
    metadata = read_metadata(path)
    template = metadata.get("tokenizer.chat_template")
    if not isinstance(template, bytes) or not template.strip():
        raise Problem(
            f"The language model {path.name} has no chat template, so it can complete text but "
            "not hold a conversation. Choose an instruct model: `voice-os models list`."
        )
    texts, types = metadata.get("tokenizer.ggml.tokens"), metadata.get("tokenizer.ggml.token_type")
    if not isinstance(texts, list) or not isinstance(types, list) or len(texts) != len(types):
        raise Problem(
            f"The language model {path.name} does not say which of its tokens are control tokens. "
            "It was converted wrongly or long ago; choose another: `voice-os models list`."
        )
    named = [text for text in texts if isinstance(text, bytes) and text]
    if len(set(named)) != len(named):
        raise Problem(
            f"The language model {path.name} has the same token twice, which llama.cpp cannot "
            "load. It was converted wrongly; choose another: `voice-os models list`."
        )
    markers = (
        text.decode("utf-8", "replace")
        for text, kind in zip(texts, types, strict=True)
        if kind in (_UNKNOWN_TOKEN, _CONTROL_TOKEN) and isinstance(text, bytes) and text
    )
    architecture = metadata.get("general.architecture")
    return Header(
        template.decode("utf-8", "replace"),
        tuple(markers),
        architecture.decode("utf-8", "replace") if isinstance(architecture, bytes) else "",
    )


def read_metadata(path: Path) -> Mapping[str, Any]:
    """Read what a GGUF file says of itself, and check that its tensors are all there.

    Strings are bytes, arrays are lists. Raises `Problem`.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            reader = _Reader(data)
            metadata, needed, size = *reader.read(), len(data)
    except FileNotFoundError:
        raise Problem(
            f"The language model {path} is not there. `voice-os models list` shows what is, "
            "`voice-os setup` gets one."
        ) from None
    except OSError as error:
        raise Problem(f"The language model {path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise Problem(
            f"{path} is no GGUF file, or a damaged one. `voice-os models verify` says which of "
            "your models are whole; `voice-os setup` gets one anew."
        ) from None
    if needed > size:
        raise Problem(
            f"The language model {path} is cut short: {size} of {needed} bytes are there. Get it "
            "again; `voice-os models verify` says which of your models are whole."
        )
    return metadata


class _Reader:
    """Reads on from where it is. Raises `ValueError` at anything that no GGUF file holds."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = 0

    def read(self) -> tuple[dict[str, Any], int]:
        """Return the metadata, and how many bytes the file must have."""
        if self._take(4) != b"GGUF" or self._number(_U32) not in (2, 3):
            raise ValueError("no GGUF file")
        tensors, pairs = self._number(_U64), self._number(_U64)
        metadata: dict[str, Any] = {}
        for _ in range(pairs):
            key = self._string().decode("utf-8")
            metadata[key] = self._value(self._number(_U32))
        ends = [self._tensor_end() for _ in range(tensors)]
        alignment = metadata.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 1:
            raise ValueError(f"no such alignment: {alignment}")
        start = -(-self._at // alignment) * alignment
        return metadata, start + max(ends) if ends else self._at

    def _tensor_end(self) -> int:
        """Where a tensor ends, counted from where the first one begins."""
        self._string()
        dimensions = self._number(_U32)
        if dimensions > _MOST_DIMENSIONS:
            raise ValueError(f"too many dimensions: {dimensions}")
        weights = math.prod(self._number(_U64) for _ in range(dimensions))
        kind, offset = self._number(_U32), self._number(_U64)
        # A type newer than the list must at least begin inside the file.
        block, size = _BLOCKS.get(kind, (1, 0))
        return offset + -(-weights // block) * size

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind in _SCALARS:
            return self._array(_SCALARS[kind], 1)[0]
        if kind != _ARRAY:
            raise ValueError(f"no such type: {kind}")
        kind, count = self._number(_U32), self._number(_U64)
        if kind == _STRING:
            return [self._string() for _ in range(count)]
        if kind in _SCALARS:
            return self._array(_SCALARS[kind], count)
        raise ValueError(f"no such type in an array: {kind}")

    def _array(self, scalar: Struct, count: int) -> list[Any]:
        return [item for (item,) in scalar.iter_unpack(self._take(scalar.size * count))]

    def _string(self) -> bytes:
        return self._take(self._number(_U64))

    def _number(self, scalar: Struct) -> int:
        number: int = scalar.unpack(self._take(scalar.size))[0]
        return number

    def _take(self, count: int) -> bytes:
        end = self._at + count
        if end > len(self._data):
            raise ValueError("the file ends too early")
        taken = self._data[self._at : end]
        self._at = end
        return taken
