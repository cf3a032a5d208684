"""The parts that the voice of full size is built of, each run alone."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray
from onnx import TensorProto, helper
from standins import hifigan, vits
from standins.graph import Graph, Tensor

Build = Callable[[Graph, Tensor], Tensor]
Run = Callable[[Build, ArrayLike], NDArray[np.float32]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Build a part on the graph's one input, and run it."""
    import onnxruntime

    def build_and_run(build: Build, given: ArrayLike) -> NDArray[np.float32]:
        g = Graph()
        values = np.asarray(given, np.float32)
        x = helper.make_tensor_value_info("x", TensorProto.FLOAT, values.shape)
        y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["a", "b", "c"])
        g.save(tmp_path / "part.onnx", [x], build(g, "x"), y)
        session = onnxruntime.InferenceSession(
            tmp_path / "part.onnx", providers=["CPUExecutionProvider"]
        )
        output: NDArray[np.float32] = session.run(None, {"x": values})[0]
        return output

    return build_and_run


def noise(*shape: int) -> NDArray[np.float32]:
    return np.random.default_rng(1).standard_normal(shape, np.float32)


def test_each_id_owns_as_many_frames_as_it_lasts(run: Run) -> None:
    np.testing.assert_array_equal(
        run(vits.alignment, [[2, 0, 1]]), [[[1, 1, 0], [0, 0, 0], [0, 0, 1]]]
    )


def test_channels_are_flipped(run: Run) -> None:
    x = noise(1, 4, 3)
    np.testing.assert_array_equal(run(lambda g, x: g.flip(x), x), x[:, ::-1])


def encode(g: Graph, x: Tensor) -> Tensor:
    known, _, _ = vits.text_encoder(g, g.op("Cast", x, to=TensorProto.INT64), symbols=8)
    return known


@pytest.mark.parametrize("ids", [1, 3, 40])
def test_the_text_encoder_knows_something_of_each_id(run: Run, ids: int) -> None:
    known = run(encode, np.arange(ids)[None] % 8)
    assert known.shape == (1, vits.WIDTH, ids)
    np.testing.assert_allclose(known.mean(axis=1), 0, atol=1e-5)  # it is normalised


def test_attention_knows_how_far_ids_lie_apart(run: Run) -> None:
    known = run(encode, [[1] * 30])
    middle = known[0, :, 15]
    assert np.abs(middle - known[0, :, 0]).max() > 0.01


def test_the_flow_moves_every_channel_and_keeps_the_size(run: Run) -> None:
    z = noise(1, vits.WIDTH, 20)
    moved = run(vits.flow, z)
    assert moved.shape == z.shape
    assert np.isfinite(moved).all()
    assert 0.5 < moved.std() < 2


def test_the_decoder_makes_256_samples_of_a_frame(run: Run) -> None:
    sound = run(lambda g, z: hifigan.decoder(g, z, vits.WIDTH), noise(1, vits.WIDTH, 5))
    assert sound.shape == (1, 1, 5 * 256)
    assert np.abs(sound).max() <= 1
    assert sound.std() > 0.01
