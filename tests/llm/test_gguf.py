from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voice_os.errors import Problem
from voice_os.llm.gguf import read_header


def test_the_template_and_the_markers_are_read(tiny_models: Path) -> None:
    header = read_header(tiny_models / "tiny-llm.gguf")
    assert "im_start" in header.chat_template
    assert {"<|im_start|>", "<|im_end|>"} <= set(header.markers)


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="setup"):
        read_header(tmp_path / "none.gguf")


def test_a_model_that_only_completes_text_is_refused(shared: Path) -> None:
    with pytest.raises(Problem, match=r"stories260K\.gguf has no chat template"):
        read_header(shared / "models" / "stories260K" / "stories260K.gguf")


def test_a_model_without_token_types_is_refused(gguf_file: Callable[..., Path]) -> None:
    with pytest.raises(Problem, match="control tokens"):
        read_header(gguf_file(types=False))


def test_a_model_with_a_token_twice_is_refused(gguf_file: Callable[..., Path]) -> None:
    with pytest.raises(Problem, match="same token twice"):
        read_header(gguf_file(tokens=["twice", "twice"]))


@pytest.mark.parametrize("content", [b"", b"GGUF", b"<html>not found</html>", b"GGUF\x03" * 99])
def test_what_is_no_gguf_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.gguf"
    path.write_bytes(content)
    with pytest.raises(Problem, match="no GGUF file"):
        read_header(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be read"):
        read_header(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(at=st.integers(0, 4000), byte=st.integers(0, 255), end=st.integers(0, 12_000))
def test_damage_is_a_problem_or_harmless(
    tmp_path: Path, tiny_models: Path, at: int, byte: int, end: int
) -> None:
    data = bytearray((tiny_models / "tiny-llm.gguf").read_bytes()[: 12_000 + end])
    data[at] = byte
    path = tmp_path / "damaged.gguf"
    path.write_bytes(data[:end] if byte % 2 else data)
    with suppress(Problem):
        read_header(path)
