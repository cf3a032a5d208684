"""A Piper voice of a kilobyte: each phoneme id is a sine that dies away, 35 ms long.

Its inputs and output are those of an exported voice; `length_scale` stretches it. The same phonemes
always give the same samples, and the pauses (ids 0 to 2) are silent.
"""

import math
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from standins import voice_config

SAMPLES_PER_ID = 768
"""At `length_scale` 1. A sentence of 6 words, about 60 ids, lasts two seconds."""

_CONSTANTS = {
    "samples_per_id": np.float32(SAMPLES_PER_ID),
    "zero": np.int64(0),
    "one": np.int64(1),
    "last_silent_id": np.int64(2),
    "first_axis": np.array([0]),
    "second_axis": np.array([1]),
    "lowest": np.float32(110),  # Hz
    "step": np.float32(12),  # Hz
    "radians": np.float32(2 * math.pi / voice_config.SAMPLE_RATE),
    "decay": np.float32(-3),
    "loudness": np.float32(0.3),
    "output_shape": np.array([1, 1, 1, -1]),
}


def make(path: Path) -> None:
    """Write the voice to `path`, and its settings beside it."""
    constants = [numpy_helper.from_array(np.asarray(a), name) for name, a in _CONSTANTS.items()]
    graph = helper.make_graph(
        _nodes(), "standin", voice_config.inputs(), [voice_config.output()], constants
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    voice_config.write(path)


def _nodes() -> list[onnx.NodeProto]:
    """output[id, t] = loudness * sin(frequency(id) * t) * exp(decay * t / length), or silence."""
    node = helper.make_node
    return [
        node("Gather", ["scales", "one"], ["length_scale"]),
        node("Mul", ["samples_per_id", "length_scale"], ["exact_length"]),
        node("Ceil", ["exact_length"], ["length"]),
        node("Cast", ["length"], ["samples"], to=TensorProto.INT64),
        node("Range", ["zero", "samples", "one"], ["sample"]),
        node("Cast", ["sample"], ["time"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["time", "first_axis"], ["t"]),
        node("Squeeze", ["input", "first_axis"], ["ids"]),
        node("Cast", ["ids"], ["number"], to=TensorProto.FLOAT),
        node("Mul", ["number", "step"], ["above_lowest"]),
        node("Add", ["above_lowest", "lowest"], ["hertz"]),
        node("Mul", ["hertz", "radians"], ["frequencies"]),
        node("Unsqueeze", ["frequencies", "second_axis"], ["frequency"]),
        node("Mul", ["frequency", "t"], ["phase"]),
        node("Sin", ["phase"], ["sine"]),
        node("Div", ["t", "length"], ["elapsed"]),
        node("Mul", ["elapsed", "decay"], ["exponent"]),
        node("Exp", ["exponent"], ["envelope"]),
        node("Mul", ["sine", "envelope"], ["tone"]),
        node("Greater", ["ids", "last_silent_id"], ["voiced"]),
        node("Cast", ["voiced"], ["is_voiced"], to=TensorProto.FLOAT),
        node("Mul", ["is_voiced", "loudness"], ["amplitudes"]),
        node("Unsqueeze", ["amplitudes", "second_axis"], ["amplitude"]),
        node("Mul", ["tone", "amplitude"], ["sound"]),
        node("Reshape", ["sound", "output_shape"], ["output"]),
    ]
