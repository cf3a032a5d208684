"""The networks of a Piper voice as ONNX: text encoder, durations, flow.

The architecture is VITS (Kim, Kong and Son, "Conditional Variational Autoencoder with Adversarial
Learning for End-to-End Text-to-Speech", arXiv:2106.06103) in Piper's size "medium". It takes one
text at a time, so nothing has to be masked.
"""

import math
from typing import NamedTuple

import numpy as np
from onnx import TensorProto

from standins.graph import Graph, Tensor

WIDTH = 192
"""Channels of everything up to the decoder."""

_HEADS = 2
_HEAD = WIDTH // _HEADS
_WINDOW = 4  # ids on either side whose distance attention knows
_ENCODER_LAYERS = 6
_FEED_FORWARD = 768

_SPLINE = 29  # parameters of a spline of 10 bins
_FRAMES = 2.35  # that an id lasts; 2.9 when they are rounded up
_SPREAD = 0.3  # of the logarithm of that


class _Positions(NamedTuple):
    """What relative attention needs to know about a text; `ids`, their number, has shape (1,)."""

    ids: Tensor
    distance: Tensor
    """(1, heads, ids, ids): the row of a table of distances that holds for two ids."""


def text_encoder(g: Graph, ids: Tensor, symbols: int) -> tuple[Tensor, Tensor, Tensor]:
    """Ids (1, ids) to what is known of each, and the mean and log deviation of its sound."""
    x = g.transpose(g.op("Gather", g.random(symbols, WIDTH, scale=1.0), ids))
    positions = _positions(g, x)
    for _ in range(_ENCODER_LAYERS):
        x = g.norm(g.op("Add", x, _attention(g, x, positions)), WIDTH)
        hidden = g.op("Relu", g.conv(x, (WIDTH, _FEED_FORWARD), 3))
        x = g.norm(g.op("Add", x, g.conv(hidden, (_FEED_FORWARD, WIDTH), 3)), WIDTH)
    mean, deviation = g.split(g.conv(x, (WIDTH, 2 * WIDTH), gain=0.5))
    return x, mean, deviation


def _positions(g: Graph, x: Tensor) -> _Positions:
    count = g.op("Shape", x, start=2)
    number = g.op("Squeeze", count)
    row = g.op("Range", g.constant(0), number, g.constant(1))
    distance = g.op("Sub", row, g.op("Unsqueeze", row, g.constant([1])))
    beyond = _WINDOW + 1
    distance = g.op("Clip", distance, g.constant(-beyond), g.constant(beyond))
    distance = g.op("Add", distance, g.constant(beyond))
    shape = g.op("Concat", g.constant([1]), g.constant([_HEADS]), count, count, axis=0)
    return _Positions(count, g.op("Expand", distance, shape))


def _attention(g: Graph, x: Tensor, positions: _Positions) -> Tensor:
    """Attention that knows how far ids lie apart (Shaw et al., arXiv:1803.02155)."""

    def heads() -> Tensor:
        channels = g.reshape(g.conv(x, (WIDTH, WIDTH)), 1, _HEADS, _HEAD, positions.ids)
        return g.op("Transpose", channels, perm=[0, 1, 3, 2])

    query, key, value = heads(), heads(), heads()
    query = g.op("Div", query, g.constant(math.sqrt(_HEAD)))
    scores = g.op("MatMul", query, g.op("Transpose", key, perm=[0, 1, 3, 2]))
    to_distances = g.op("MatMul", query, g.op("Transpose", _distances(g), perm=[1, 0]))
    local = g.op("GatherElements", to_distances, positions.distance, axis=3)
    weights = g.op("Softmax", g.op("Add", scores, local), axis=-1)
    none = g.op("Mul", to_distances, g.constant(0.0))
    by_distance = g.op(
        "ScatterElements", none, positions.distance, weights, axis=3, reduction="add"
    )
    local = g.op("MatMul", by_distance, _distances(g))
    output = g.op("Add", g.op("MatMul", weights, value), local)
    output = g.op("Transpose", output, perm=[0, 1, 3, 2])
    return g.conv(g.reshape(output, 1, WIDTH, positions.ids), (WIDTH, WIDTH))


def _distances(g: Graph) -> Tensor:
    """A vector for each distance in the window, and zeros for what lies beyond on either side."""
    table = g.random(2 * _WINDOW + 1, _HEAD, scale=1 / math.sqrt(_HEAD))
    return g.op("Pad", table, g.constant([1, 0, 1, 0]))


def durations(g: Graph, x: Tensor, noise: Tensor, length_scale: Tensor) -> Tensor:
    """How many whole frames each id lasts, (1, ids), 2.9 on average.

    The stochastic duration predictor. Its splines would need trained parameters: they are computed,
    and then shift the noise instead of bending it.
    """
    known = g.conv(_separable(g, g.conv(x, (WIDTH, WIDTH))), (WIDTH, WIDTH))
    two_channels, _ = g.split(x, [2, WIDTH - 2])
    z = g.op("Mul", g.op("RandomNormalLike", two_channels), noise)
    for _ in range(3):
        kept, moved = g.split(g.flip(z))
        hidden = _separable(g, g.op("Add", g.conv(kept, (1, WIDTH)), known))
        spline = g.conv(hidden, (WIDTH, _SPLINE), gain=0.1)
        shift = g.op("ReduceMean", spline, g.constant([1]))
        z = g.op("Concat", kept, g.op("Add", moved, shift), axis=1)
    logarithm, _ = g.split(g.flip(z))
    logarithm = g.op("Mul", g.op("Squeeze", logarithm, g.constant([1])), g.constant(_SPREAD))
    frames = g.op("Mul", g.op("Exp", logarithm), g.constant(_FRAMES))
    return g.op("Ceil", g.op("Mul", frames, length_scale))


def _separable(g: Graph, x: Tensor) -> Tensor:
    """Dilated convolutions, depthwise and then over the channels."""
    for layer in range(3):
        y = g.conv(x, (WIDTH, WIDTH), 3, dilation=3**layer, groups=WIDTH)
        y = g.op("Gelu", g.norm(y, WIDTH))
        y = g.op("Gelu", g.norm(g.conv(y, (WIDTH, WIDTH)), WIDTH))
        x = g.op("Add", x, y)
    return x


def alignment(g: Graph, frames: Tensor) -> Tensor:
    """Durations (1, ids) to (1, ids, frames): one where a frame belongs to an id, else zero."""
    end = g.op("CumSum", frames, g.constant(1))
    start = g.op("Sub", end, frames)
    total = g.op("Cast", g.op("ReduceMax", end, keepdims=0), to=TensorProto.INT64)
    frame = g.op("Range", g.constant(0), total, g.constant(1))
    frame = g.op("Cast", frame, to=TensorProto.FLOAT)
    column = g.constant([2])
    begun = g.op("GreaterOrEqual", frame, g.op("Unsqueeze", start, column))
    not_over = g.op("Less", frame, g.op("Unsqueeze", end, column))
    return g.op("Cast", g.op("And", begun, not_over), to=TensorProto.FLOAT)


def flow(g: Graph, z: Tensor) -> Tensor:
    """Four coupling layers, backwards: each half in turn is shifted by what the other half says."""
    half = WIDTH // 2
    for _ in range(4):
        kept, moved = g.split(g.flip(z))
        hidden = _wavenet(g, g.conv(kept, (half, WIDTH)))
        shift = g.conv(hidden, (WIDTH, half), gain=0.1)
        z = g.op("Concat", kept, g.op("Sub", moved, shift), axis=1)
    return z


def _wavenet(g: Graph, x: Tensor) -> Tensor:
    """Three gated layers that hand on a residual, and a fourth; the sum of what they all said."""
    output = g.constant(np.zeros((1, 1, 1)))
    for _ in range(3):
        residual, said = g.split(g.conv(_gated(g, x), (WIDTH, 2 * WIDTH)))
        x = g.op("Add", x, residual)
        output = g.op("Add", output, said)
    return g.op("Add", output, g.conv(_gated(g, x), (WIDTH, WIDTH)))


def _gated(g: Graph, x: Tensor) -> Tensor:
    value, gate = g.split(g.conv(x, (WIDTH, 2 * WIDTH), 5))
    return g.op("Mul", g.op("Tanh", value), g.op("Sigmoid", gate))
