from pathlib import Path

import gguf
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voice_os.errors import Problem
from voice_os.models.gguf import _BLOCKS, read_header, read_metadata


def test_what_a_chat_needs_is_read(tiny_models: Path) -> None:
    header = read_header(tiny_models / "tiny-llm.gguf")
    assert header.architecture == "llama"
    assert "im_start" in header.chat_template
    assert {"<|im_start|>", "<|im_end|>"} <= set(header.markers)


def test_the_metadata_are_those_that_the_gguf_package_reads(tiny_models: Path) -> None:
    path = tiny_models / "tiny-llm.gguf"
    fields = gguf.GGUFReader(path).fields
    metadata = read_metadata(path)
    assert metadata.keys() == {name for name in fields if not name.startswith("GGUF.")}
    assert metadata["llama.block_count"] == fields["llama.block_count"].contents()
    texts = [text.decode() for text in metadata["tokenizer.ggml.tokens"]]
    assert texts == fields["tokenizer.ggml.tokens"].contents()


def test_the_sizes_of_tensor_types_are_those_of_ggml() -> None:
    known = {kind.value: sizes for kind, sizes in gguf.GGML_QUANT_SIZES.items()}
    assert known.items() >= _BLOCKS.items()


@pytest.mark.parametrize("cut", [1, 1000, 500_000])
def test_a_file_cut_short_within_its_tensors_is_found(
    tiny_models: Path, tmp_path: Path, cut: int
) -> None:
    whole = (tiny_models / "tiny-llm.gguf").read_bytes()
    path = tmp_path / "cut.gguf"
    path.write_bytes(whole[:-cut])
    sentence = rf"cut\.gguf is cut short: {len(whole) - cut} of {len(whole)} bytes"
    with pytest.raises(Problem, match=sentence):
        read_header(path)


@pytest.mark.parametrize("kind", [gguf.GGMLQuantizationType.Q4_K, gguf.GGMLQuantizationType.Q4_0])
def test_a_quantised_file_is_measured_to_the_byte(
    tmp_path: Path, kind: gguf.GGMLQuantizationType
) -> None:
    path = tmp_path / "quantised.gguf"
    block, size = gguf.GGML_QUANT_SIZES[kind]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tensor("a", np.zeros((3, 1024 // block * size), np.uint8), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    data = path.read_bytes()
    padding = -(3 * 1024 // block * size) % 32
    path.write_bytes(data[: len(data) - padding])
    read_metadata(path)
    path.write_bytes(data[: len(data) - padding - 1])
    with pytest.raises(Problem, match="cut short"):
        read_metadata(path)


def test_real_files_are_whole(shared: Path) -> None:
    read_metadata(shared / "models" / "stories260K" / "stories260K.gguf")
    read_metadata(shared / "models" / "gguf-vocab-gpt2" / "ggml-vocab-gpt-2.gguf")


def test_a_model_that_only_completes_text_is_refused(shared: Path) -> None:
    with pytest.raises(Problem, match=r"stories260K\.gguf has no chat template"):
        read_header(shared / "models" / "stories260K" / "stories260K.gguf")


def _vocabulary(path: Path, tokens: list[str], types: list[int] | None) -> Path:
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_chat_template("{{ messages }}")
    writer.add_token_list(tokens)
    if types is not None:
        writer.add_token_types(types)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_a_model_without_token_types_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="control tokens"):
        read_header(_vocabulary(tmp_path / "old.gguf", ["a", "b"], None))


def test_a_model_with_a_token_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="same token twice"):
        read_header(_vocabulary(tmp_path / "twice.gguf", ["a", "a"], [1, 1]))


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="voice-os setup"):
        read_header(tmp_path / "none.gguf")


@pytest.mark.parametrize("content", [b"", b"GGUF", b"<html>not found</html>", b"GGUF\x03" * 99])
def test_what_is_no_gguf_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.gguf"
    path.write_bytes(content)
    with pytest.raises(Problem, match="no GGUF file"):
        read_header(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be read"):
        read_header(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    flips=st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 255)), max_size=20),
    end=st.integers(1, 60_000),
)
def test_damage_is_a_problem_or_harmless(
    tmp_path: Path, tiny_models: Path, flips: list[tuple[int, int]], end: int
) -> None:
    data = bytearray((tiny_models / "tiny-llm.gguf").read_bytes()[:end])
    for at, byte in flips:
        data[at % len(data)] = byte
    path = tmp_path / "damaged.gguf"
    path.write_bytes(data)
    sentence = "damaged.gguf is read"
    try:
        read_header(path)
    except Problem as problem:
        sentence = str(problem)
    assert "damaged.gguf" in sentence
