"""The header of a GGUF file, checked before llama.cpp sees the file.

llama.cpp takes a file without a chat template or token types for something else in silence, and
ends the whole process where two tokens have the same text. What a person brings is checked here.
The `gguf` package reads headers too, but builds an array for each of 300,000 strings: seconds.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import mmap
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import Final, TypeAlias

from voice_os.errors import Problem

_U32: Final = Struct("<I")
_U64: Final = Struct("<Q")
_STRING, _ARRAY = 8, 9
_SCALARS: Final = {
    0: Struct("<B"),
    1: Struct("<b"),
    2: Struct("<H"),
    3: Struct("<h"),
    4: _U32,
    5: Struct("<i"),
    6: Struct("<f"),
    7: Struct("<?"),
    10: _U64,
    11: Struct("<q"),
    12: Struct("<d"),
}
_UNKNOWN_TOKEN, _CONTROL_TOKEN = 2, 3

_Scalar: TypeAlias = int | float | bool | bytes
_Value: TypeAlias = _Scalar | list[_Scalar]


@dataclass(frozen=True, slots=True)
class Header:
    """What a chat needs to know of a model before it is loaded.

    `markers` are the texts that the tokenizer reads as control tokens ("<|im_end|>").
    """

    chat_template: str
    markers: tuple[str, ...]


def read_header(path: Path) -> Header:
    """Read and check the header of the GGUF file at `path`. Takes about 0.2 s.

    Raises `Problem` where it is no GGUF file, is damaged, or cannot be talked with.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            metadata = _Reader(data).metadata()
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
    return _checked(metadata, path)


def _checked(metadata: dict[str, _Value], path: Path) -> Header:
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
    named = [text for text in texts if text]
    if len(set(named)) != len(named):
        raise Problem(
            f"The language model {path.name} has the same token twice, which llama.cpp cannot "
            "load. It was converted wrongly; choose another: `voice-os models list`."
        )
    markers = [
        text.decode("utf-8", "replace")
        for text, kind in zip(texts, types, strict=True)
        if kind in (_UNKNOWN_TOKEN, _CONTROL_TOKEN) and isinstance(text, bytes) and text
    ]
    return Header(template.decode("utf-8", "replace"), tuple(markers))


class _Reader:
    """Reads on from where it is. Raises `ValueError` at anything that no GGUF file holds."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = 0

    def metadata(self) -> dict[str, _Value]:
        if self._take(4) != b"GGUF" or self._number(_U32) not in (2, 3):
            raise ValueError("no GGUF file")
        self._number(_U64)  # how many tensors
        pairs = self._number(_U64)
        metadata: dict[str, _Value] = {}
        for _ in range(pairs):
            key = self._string().decode("utf-8")
            metadata[key] = self._value(self._number(_U32))
        return metadata

    def _value(self, kind: int) -> _Value:
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

    def _array(self, scalar: Struct, count: int) -> list[_Scalar]:
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
