"""Building an ONNX graph of convolutions by hand, with random weights."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnx
from numpy.typing import ArrayLike
from onnx import helper, numpy_helper

Tensor: TypeAlias = str
"""The name of a tensor in the graph. Sound and features have shape (1, channels, time)."""

Attribute: TypeAlias = int | float | str | list[int]

_OPSET = 20
_IR_VERSION = 9


class Graph:
    """A graph that grows: each method adds an operation and returns the tensor it gives.

    Weights are drawn such that activations keep their size, which `gain` changes.
    """

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []
        self._rng = np.random.default_rng(0)

    def op(self, kind: str, *inputs: Tensor, **attributes: Attribute) -> Tensor:
        """Any ONNX operation that has one output."""
        [output] = self._add(kind, inputs, 1, attributes)
        return output

    def split(self, x: Tensor, sizes: Sequence[int] = ()) -> tuple[Tensor, Tensor]:
        """Cut the channels in two: halves, or of the sizes given."""
        if sizes:
            first, second = self._add("Split", (x, self.constant(sizes)), 2, {"axis": 1})
        else:
            first, second = self._add("Split", (x,), 2, {"axis": 1, "num_outputs": 2})
        return first, second

    def flip(self, x: Tensor) -> Tensor:
        """Reverse the order of the channels."""
        last, before_first, step = -1, np.iinfo(np.int64).min, -1
        bounds = (self.constant([value]) for value in (last, before_first, 1, step))
        return self.op("Slice", x, *bounds)

    def constant(self, value: ArrayLike) -> Tensor:
        """Whole numbers as int64, all others as float32."""
        array = np.asarray(value)
        if array.dtype != np.int64:
            array = array.astype(np.float32)
        name = f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(array, name))
        return name

    def random(self, *shape: int, scale: float) -> Tensor:
        """Weights of the standard deviation `scale`."""
        return self.constant(self._rng.standard_normal(shape, np.float32) * np.float32(scale))

    def conv(
        self,
        x: Tensor,
        channels: tuple[int, int],
        kernel: int = 1,
        *,
        dilation: int = 1,
        groups: int = 1,
        gain: float = 1.0,
    ) -> Tensor:
        """A convolution over time, from `channels[0]` to `channels[1]`, that keeps the length."""
        inputs, outputs = channels[0] // groups, channels[1]
        weight = self.random(outputs, inputs, kernel, scale=gain / math.sqrt(inputs * kernel))
        padding = dilation * (kernel - 1) // 2
        return self.op(
            "Conv",
            x,
            weight,
            self.constant(np.zeros(outputs)),
            dilations=[dilation],
            group=groups,
            kernel_shape=[kernel],
            pads=[padding, padding],
        )

    def upsample(self, x: Tensor, channels: tuple[int, int], kernel: int, rate: int) -> Tensor:
        """A transposed convolution that makes the time axis `rate` times as long."""
        inputs, outputs = channels
        weight = self.random(inputs, outputs, kernel, scale=1 / math.sqrt(inputs * kernel / rate))
        padding = (kernel - rate) // 2
        return self.op(
            "ConvTranspose",
            x,
            weight,
            self.constant(np.zeros(outputs)),
            kernel_shape=[kernel],
            pads=[padding, padding],
            strides=[rate],
        )

    def norm(self, x: Tensor, channels: int) -> Tensor:
        """Layer normalisation over the channels."""
        scale, shift = self.constant(np.ones(channels)), self.constant(np.zeros(channels))
        rows = self.transpose(x)
        return self.transpose(self.op("LayerNormalization", rows, scale, shift, axis=-1))

    def transpose(self, x: Tensor) -> Tensor:
        """Swap channels and time."""
        return self.op("Transpose", x, perm=[0, 2, 1])

    def reshape(self, x: Tensor, *shape: int | Tensor) -> Tensor:
        """To a shape whose sizes may be tensors (of shape (1,)); -1 is what is left."""
        sizes = [self.constant([size]) if isinstance(size, int) else size for size in shape]
        return self.op("Reshape", x, self.op("Concat", *sizes, axis=0))

    def save(
        self,
        path: Path,
        inputs: Sequence[onnx.ValueInfoProto],
        result: Tensor,
        output: onnx.ValueInfoProto,
    ) -> None:
        """Check the graph and write it; `result` becomes its `output`."""
        nodes = [*self._nodes, helper.make_node("Identity", [result], [output.name])]
        graph = helper.make_graph(nodes, "standin", inputs, [output], self._weights)
        opset = helper.make_opsetid("", _OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=_IR_VERSION)
        onnx.checker.check_model(model, full_check=True)
        onnx.save(model, str(path))

    def _add(
        self,
        kind: str,
        inputs: Sequence[Tensor],
        outputs: int,
        attributes: Mapping[str, Attribute],
    ) -> list[Tensor]:
        names = [f"t{len(self._nodes)}_{i}" for i in range(outputs)]
        node = helper.make_node(kind, inputs, names)
        node.attribute.extend(helper.make_attribute(key, a) for key, a in attributes.items())
        self._nodes.append(node)
        return names
