from pathlib import Path

import numpy as np
import pytest

from voice_os.errors import Problem
from voice_os.memory.embedding import DIMENSIONS, MiniLM


async def test_sentences_that_mean_alike_lie_close_together(shared: Path) -> None:
    model = await MiniLM.load(shared / "models" / "all-MiniLM-L6-v2")
    try:
        vectors = await model.embed(
            ["I adopted a puppy.", "We have a young dog now.", "The tax form is due on Monday."]
        )
        alone = await model.embed(["We have a young dog now."])
        nothing = await model.embed([])
    finally:
        await model.close()
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5 > 0.2 > vectors[0] @ vectors[2]
    # What it is embedded with, and the padding that brings, changes nothing.
    np.testing.assert_allclose(alone[0], vectors[1], atol=1e-5)
    assert nothing.shape == (0, DIMENSIONS)


async def test_a_folder_without_the_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=f"{tmp_path.name}.*voice-os models get"):
        await MiniLM.load(tmp_path)
