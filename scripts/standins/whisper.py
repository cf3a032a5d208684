"""A CTranslate2 Whisper of any size that hears fixed sentences.

What it hears is `transcript`, or the sentence of the test tone that is in the sound. Timestamps,
beam search, prompts and voice activity filters all work on it.

How the weights do it: the feed-forward network of the last decoder layer is an associative memory;
each of its units knows one token and writes the next. With tones, the encoder passes on which of
them stands out from its surroundings, and cross-attention hands that to the decoder. All other
matrices are random and small: they cost what trained ones cost and change nothing.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from ctranslate2.specs import whisper_spec
from faster_whisper.feature_extractor import FeatureExtractor
from numpy.typing import NDArray

from standins import whisper_files
from standins.vocabulary import Vocabulary, pieces

TRANSCRIPT = "what time is it"
"""What the tiny model hears in silence, noise and plain speech."""

TONES = {
    4400: "what is the weather today",
    5000: "turn on the kitchen light",
    5700: "set a timer for five minutes",
    6400: "tell me a story",
}
"""What the tiny model hears instead, by the test tone's frequency in Hz.

They are high, so that they can be mixed into speech that has to pass voice activity detection. A
tone is heard from half a second on, where it stands 30 dB over its neighbours (real speech stays
below that).
"""

_MELS = 80
_FFT_BIN = 40  # Hz
_CONTRAST = 0.75  # 30 dB of a log-mel feature
_POSITIONS = 1500
_TEXT_POSITIONS = 448

_Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a model: of encoder and decoder alike."""

    width: int
    layers: int
    heads: int
    text_tokens: int | None = None
    """Tokens of ordinary text; None: only those that are needed."""

    @property
    def hidden(self) -> int:
        """The width of the feed-forward networks."""
        return 4 * self.width


TINY = Shape(width=64, layers=2, heads=2)

SHAPES = {
    "tiny.en": Shape(width=384, layers=4, heads=6, text_tokens=50_256),
    "base.en": Shape(width=512, layers=6, heads=8, text_tokens=50_256),
    "small.en": Shape(width=768, layers=12, heads=12, text_tokens=50_256),
}
"""The published sizes."""

FULL_TRANSCRIPT = (
    "please say what you think about my long day at work because i want to get a good answer now"
)
"""What those of full size hear: open talk, which no skill is for, of 19 words, as many as five
seconds of speech hold."""


class _Link(NamedTuple):
    """`token` is followed by `successor`; with a `tone`, only where that was heard."""

    tone: int | None
    token: int
    successor: int


def make(folder: Path, shape: Shape, transcript: str, tones: Mapping[int, str]) -> None:
    """Write an int8 model into the new `folder`. A sentence may use each of its words once."""
    sentences = [transcript, *tones.values()]
    tokens = whisper_files.vocabulary(sentences, shape.text_tokens)
    rng = np.random.default_rng(0)
    spec = _random_spec(shape, len(tokens), rng)
    free = shape.width - len(tones)  # each dimension behind says that one tone was heard
    _remember(spec.decoder, list(_links(tokens, sentences)), free, rng)
    if tones:
        _listen_for(list(tones), spec, shape, free)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [tokens.id(" "), tokens.special_id("<|endoftext|>")]
    spec.config.lang_ids = []
    spec.config.alignment_heads = [[shape.layers - 1, head] for head in range(shape.heads)]
    spec.register_vocabulary(tokens.tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir()
    spec.save(str(folder))
    whisper_files.write(folder, tokens)


def _links(tokens: Vocabulary, sentences: list[str]) -> Iterator[_Link]:
    start, end, first_timestamp, no_timestamps = (
        tokens.special_id(f"<|{name}|>")
        for name in ("startoftranscript", "endoftext", "0.00", "notimestamps")
    )
    for i, sentence in enumerate(sentences):
        tone = None if i == 0 else i - 1
        words = [tokens.id(piece) for piece in pieces(f" {sentence}")]
        if len(set(words)) < len(words):
            raise ValueError(f"each word of a sentence has one successor: {sentence!r}")
        yield _Link(tone, start, first_timestamp)
        yield _Link(tone, first_timestamp, words[0])
        yield _Link(tone, no_timestamps, words[0])
        for token, successor in zip(words, [*words[1:], end], strict=True):
            yield _Link(tone, token, successor)


def _random_spec(shape: Shape, tokens: int, rng: np.random.Generator) -> Any:
    width = shape.width

    def random(*size: int) -> _Matrix:
        return rng.standard_normal(size, dtype=np.float32) * np.float32(0.02)

    def linear(layer: Any, rows: int, columns: int, scale: float = 1.0) -> None:
        layer.weight = random(rows, columns) * np.float32(scale)
        layer.bias = np.zeros(rows, np.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    spec = whisper_spec.WhisperSpec(shape.layers, shape.heads, shape.layers, shape.heads)
    encoder, decoder = spec.encoder, spec.decoder
    encoder.conv1.weight, encoder.conv1.bias = random(width, _MELS, 3) * 5, np.zeros(width, "f4")
    encoder.conv2.weight, encoder.conv2.bias = random(width, width, 3) * 2, np.zeros(width, "f4")
    encoder.position_encodings.encodings = random(_POSITIONS, width)
    decoder.position_encodings.encodings = random(_TEXT_POSITIONS, width)
    # Tied as in Whisper: one array, which is stored once.
    decoder.embeddings.weight = decoder.projection.weight = random(tokens, width)
    for side in (encoder, decoder):
        norm(side.layer_norm)
        for layer in side.layer:
            norm(layer.self_attention.layer_norm)
            linear(layer.self_attention.linear[0], 3 * width, width)  # query, key and value
            linear(layer.self_attention.linear[1], width, width, scale=0.05)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, shape.hidden, width)
            linear(layer.ffn.linear_1, width, shape.hidden, scale=0.05)
    for layer in decoder.layer:
        norm(layer.attention.layer_norm)
        linear(layer.attention.linear[0], width, width)  # query
        linear(layer.attention.linear[1], 2 * width, width)  # key and value
        linear(layer.attention.linear[2], width, width, scale=0.05)
    return spec


def _remember(decoder: Any, links: list[_Link], free: int, rng: np.random.Generator) -> None:
    """Write the links into the last feed-forward network, one unit each."""
    embeddings: _Matrix = decoder.embeddings.weight
    for token in sorted({token for link in links for token in link[1:]}):
        embeddings[token] = rng.standard_normal(embeddings.shape[1], dtype=np.float32)
    embeddings[:, free:] = 0
    memory = decoder.layer[-1].ffn
    length = math.sqrt(embeddings.shape[1])
    memory.linear_1.weight[:, : len(links)] = 0
    for unit, link in enumerate(links):
        memory.linear_0.weight[unit] = embeddings[link.token] / length
        memory.linear_0.weight[unit, free:] = -2  # no unit fires for a tone that is not its own
        memory.linear_0.bias[unit] = -length / 2
        if link.tone is not None:
            memory.linear_0.weight[unit, free + link.tone] = 2
            memory.linear_0.bias[unit] = -length - 1
        memory.linear_1.weight[:, unit] = embeddings[link.successor] * (8 / length)


def _listen_for(frequencies: list[int], spec: Any, shape: Shape, free: int) -> None:
    """Encoder dimension k says that tone k stands out; cross-attention hands it on."""
    encoder, attention = spec.encoder, spec.decoder.layer[0].attention
    filters = FeatureExtractor().mel_filters  # (mels, FFT bins)
    encoder.conv1.weight[:], encoder.conv2.weight[:] = 0, 0
    for k, frequency in enumerate(frequencies):
        mel = int(np.argmax(filters[:, round(frequency / _FFT_BIN)]))
        around = [other for other in range(_MELS) if 3 <= abs(other - mel) <= 8]
        encoder.conv1.weight[k, mel, 1] = 12
        encoder.conv1.weight[k, around, 1] = -12 / len(around)
        encoder.conv1.bias[k] = -12 * _CONTRAST
        encoder.conv2.weight[k, k, 1] = 4
    encoder.conv2.bias[-1] = 3  # a constant, which gives the normalisation its scale
    encoder.position_encodings.encodings[:] = 0
    for layer in encoder.layer:  # they add nothing, so what was heard passes unchanged
        layer.self_attention.linear[1].weight[:] = 0
        layer.ffn.linear_1.weight[:] = 0

    query, key_and_value, out = attention.linear
    for matrix in (query, key_and_value, out):
        matrix.weight[:] = 0
    query.bias[0] = 12 * math.sqrt(shape.width // shape.heads) / 5
    for k in range(len(frequencies)):
        key_and_value.weight[0, k] = 1  # key: any tone
        key_and_value.weight[shape.width + k, k] = 1 / 7  # value: which one
        out.weight[free + k, k] = 4
