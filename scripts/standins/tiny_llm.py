"""A language model of one layer that gives fixed answers: two megabytes, architecture "llama".

A keyword in the newest user message picks the reply; without one it is `DEFAULT_REPLY`. Greedy or
at any temperature, a reply is always the same and ends with `<|im_end|>`.

How the weights do it: the attention head finds the most recent keyword, or the "user" that began
the newest message. The feed-forward network turns what it found into the first token of a reply,
and the output matrix names, for every token of a reply, the one after it.
"""

import math
from itertools import chain
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

from standins.gguf_tokenizer import write_tokenizer
from standins.vocabulary import COMMON, Vocabulary, pieces

DEFAULT_REPLY = "Sure, I can help with that! What would you like to know?"

REPLIES: dict[tuple[str, ...], str] = {
    ("time", "clock"): "It is half past nine.",
    ("weather", "rain"): "Expect sunshine today; bring no coat…",
    ("story", "joke"): "Once upon a day: two robots lived there who never slept\n\n",
    ("timer", "alarm"): '{"tool": "set_timer", "arguments": {"seconds": 300}}',
    ("light", "lights", "lamp"): '{"tool": "light", "arguments": {"room": "kitchen", "on": true} }',
}
"""The replies by their keywords. Over all of them a token occurs once: it has one successor."""

# What JSON is cut into. llama-cpp-python 0.3.36 drops tokens of more than 31 bytes.
_JSON_TOKENS = (
    *('{"tool": "set_timer"', ', "arguments": {"seconds": 300}', "}"),
    *('{"tool": "light"', ', "arguments": {"room": ', '"kitchen"', ', "on": true}', " }"),
)

_WIDTH = 128
_HEADS = 4
_HEAD = _WIDTH // _HEADS
_HIDDEN = 128
_CONTEXT = 4096
_ROPE_BASE = 10_000.0
_NORM = 2.0  # of every embedding
_FEATURE = _NORM / math.sqrt(_WIDTH)  # what RMSNorm divides by: a 1 becomes 1 / _FEATURE

_Matrix = NDArray[np.float32]


class _Dimensions:
    """What each dimension of the residual stream says about a token."""

    def __init__(self, vocabulary: Vocabulary, replies: list[list[str]]) -> None:
        tokens = chain.from_iterable(replies)
        self.identity = {vocabulary.id(token): i for i, token in enumerate(tokens)}
        self.constant = len(self.identity)
        self.candidate = self.constant + 1  # a keyword, or the role "user"
        self.trigger = self.constant + 2  # the line break that ends a prompt
        self.fill = self.constant + 3  # brings all embeddings to one length
        self.keyword = self.constant + 4  # one for each of REPLIES
        self.found = self.keyword + len(REPLIES)
        self.first = self.found + len(REPLIES)
        if self.first + len(REPLIES) > _WIDTH:
            raise ValueError("the replies are too long for this width")


def make(path: Path) -> None:
    """Write the model to `path`."""
    replies = [_cut(reply) for reply in (DEFAULT_REPLY, *REPLIES.values())]
    vocabulary = _vocabulary(replies)
    dims = _Dimensions(vocabulary, replies)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny stand-in (fixed answers)")
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(_HIDDEN)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_rope_dimension_count(_HEAD)
    writer.add_rope_freq_base(_ROPE_BASE)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_vocab_size(len(vocabulary))
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    write_tokenizer(writer, vocabulary)
    matrices = {
        "token_embd": _embeddings(vocabulary, dims),
        "output": _successors(vocabulary, dims, replies),
        **_attention(dims),
        **_feed_forward(dims),
    }
    for name, matrix in matrices.items():
        writer.add_tensor(f"{name}.weight", matrix.astype(np.float16))
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(_WIDTH, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _cut(reply: str) -> list[str]:
    if not reply.startswith("{"):
        return pieces(reply)
    tokens: list[str] = []
    while reply:
        token = next(json for json in _JSON_TOKENS if reply.startswith(json))
        tokens.append(token)
        reply = reply.removeprefix(token)
    return tokens


def _vocabulary(replies: list[list[str]]) -> Vocabulary:
    tokens = list(chain.from_iterable(replies))
    if repeated := {token for token in tokens if tokens.count(token) > 1}:
        raise ValueError(f"a token has one successor, but these occur twice: {repeated}")
    keywords = sorted(chain.from_iterable(REPLIES))
    later_words = [token[1:].lower() for token in tokens if token[0] == " " and token[1:].isalpha()]
    first_words = [token for token in tokens if token[0] != " " and token not in _JSON_TOKENS]
    vocabulary = Vocabulary(
        [*COMMON, *keywords, *later_words], ["user", "assistant", "system", *first_words]
    )
    for token in _JSON_TOKENS:
        vocabulary.add_unreachable(token)
    for special in ("<|endoftext|>", "<|im_start|>", "<|im_end|>"):
        vocabulary.add_special(special)
    return vocabulary


def _embeddings(vocabulary: Vocabulary, dims: _Dimensions) -> _Matrix:
    """(tokens, _WIDTH): what is known of each token by itself."""
    table = np.zeros((len(vocabulary), _WIDTH), np.float32)
    table[:, dims.constant] = 1
    for token, dimension in dims.identity.items():
        table[token, dimension] = 1
    table[vocabulary.id("\n"), dims.trigger] = 1
    table[vocabulary.id("user"), dims.candidate] = 1
    for k, keywords in enumerate(REPLIES):
        for word in keywords:
            for form in (word, f" {word}", word.capitalize(), f" {word.capitalize()}"):
                table[vocabulary.id(form), [dims.keyword + k, dims.candidate]] = 1
    table[:, dims.fill] = np.sqrt(_NORM**2 - (table**2).sum(axis=1))
    return table


def _attention(dims: _Dimensions) -> dict[str, _Matrix]:
    """The first head looks at the most recent candidate and copies which keyword it is.

    Recency comes from rotary positions: the score of a candidate is the sum of two waves over its
    distance, a sharp one (5 tokens wide, which repeats every 353) and a broad one (60 wide, every
    6,283) that silences the repeats of the sharp one.
    """
    q, k, v, out = (np.zeros((_WIDTH, _WIDTH), np.float32) for _ in range(4))
    for pair, width in ((7, 5.0), (12, 60.0)):
        angle = _ROPE_BASE ** (-2 * pair / _HEAD)
        amplitude = math.sqrt(math.sqrt(_HEAD)) / (angle * width)
        q[2 * pair, dims.constant] = k[2 * pair, dims.candidate] = amplitude * _FEATURE
    for i in range(len(REPLIES)):
        v[i, dims.keyword + i] = _FEATURE
        out[dims.found + i, i] = 2  # times the weight that the head gave to it
    names = ("attn_q", "attn_k", "attn_v", "attn_output")
    return {f"blk.0.{name}": matrix for name, matrix in zip(names, (q, k, v, out), strict=True)}


def _feed_forward(dims: _Dimensions) -> dict[str, _Matrix]:
    """One unit a reply: on if its keyword got over 0.3 of the weight, at the end of a prompt."""
    gate, up = (np.zeros((_HIDDEN, _WIDTH), np.float32) for _ in range(2))
    down = np.zeros((_WIDTH, _HIDDEN), np.float32)
    for i in range(len(REPLIES)):
        gate[i, dims.found + i] = 20
        gate[i, dims.trigger] = 100
        gate[i, dims.constant] = -100 - 20 * 0.6
        up[i, dims.constant] = 1
        down[dims.first + i, i] = 0.05
    return {"blk.0.ffn_gate": gate, "blk.0.ffn_up": up, "blk.0.ffn_down": down}


def _successors(vocabulary: Vocabulary, dims: _Dimensions, replies: list[list[str]]) -> _Matrix:
    """(tokens, _WIDTH): the output matrix, what follows which token; behind a reply, its end."""
    certain = 5.0
    table = np.zeros((len(vocabulary), _WIDTH), np.float32)
    end = vocabulary.special_id("<|im_end|>")
    table[end, dims.constant] = 0.3 * certain
    for i, reply in enumerate(replies):
        ids = [vocabulary.id(token) for token in reply]
        table[ids[0], dims.trigger if i == 0 else dims.first + i - 1] = certain
        for token, successor in zip(ids, [*ids[1:], end], strict=True):
            table[successor, dims.identity[token]] = certain
    return table
