import tomllib
from pathlib import Path

import pytest
import tomlkit
from faster_whisper.utils import _MODELS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from piper.download_voices import VOICE_PATTERN

from voice_os import catalog
from voice_os.catalog import Entry, ModelPart
from voice_os.errors import Problem

CATALOG = catalog.load()

GOOD: dict[str, object] = {
    "id": "a",
    "part": "llm",
    "name": "A",
    "languages": ["en"],
    "repository": "somebody/a",
    "files": ["a.gguf"],
    "licence": "MIT",
}


def of(part: ModelPart) -> list[Entry]:
    return list(CATALOG.of(part))


def write(path: Path, *models: dict[str, object]) -> Path:
    path.write_text(tomlkit.dumps({"model": list(models)}))
    return path


@pytest.mark.parametrize("part", ["stt", "llm", "tts", "turn", "embedding"])
def test_every_part_can_be_had_in_english(part: ModelPart) -> None:
    assert CATALOG.of(part, "en")


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt"])
def test_she_can_hear_think_and_speak_in(language: str) -> None:
    assert all(CATALOG.of(part, language) for part in ("stt", "llm", "tts"))


@pytest.mark.parametrize("entry", of("stt"), ids=lambda entry: entry.id)
def test_whisper_repositories_are_those_that_faster_whisper_names(entry: Entry) -> None:
    assert _MODELS[entry.id.removeprefix("whisper-")] == entry.repository
    assert entry.speaks("de") != entry.id.endswith(".en")


@pytest.mark.parametrize("entry", of("tts"), ids=lambda entry: entry.id)
def test_voices_lie_where_piper_looks_for_them(entry: Entry) -> None:
    named = VOICE_PATTERN.match(entry.id)
    assert named
    language, region, name, quality = named.groups()
    assert entry.folder == f"{language}/{language}_{region}/{name}/{quality}"
    assert entry.files == (f"{entry.id}.onnx", f"{entry.id}.onnx.json")
    assert entry.languages == (language,)


def test_the_parts_of_a_split_model_are_all_there() -> None:
    (split,) = (entry for entry in of("llm") if len(entry.files) > 1)
    assert [f"0000{n}-of-00002" in file for n, file in enumerate(split.files, 1)] == [True, True]


@pytest.mark.parametrize("part", ["stt", "llm"])
def test_models_of_a_part_go_from_light_to_heavy(part: ModelPart) -> None:
    weights = [entry.parameters or 0 for entry in of(part)]
    assert weights == sorted(weights)


def test_no_entry_claims_to_be_tried_that_was_not() -> None:
    assert not any(entry.tried for entry in CATALOG.entries)


def test_an_unknown_id_names_those_most_like_it() -> None:
    with pytest.raises(Problem, match=r"no model 'whisper-smal\.en'.*whisper-small\.en.*list"):
        CATALOG.find("whisper-smal.en")
    assert CATALOG.find("whisper-small.en").part == "stt"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("part", "nose"),
        ("files", []),
        ("files", ["../a.gguf"]),
        ("files", ["/etc/passwd"]),
        ("files", ["C:\\a.gguf"]),
        ("files", ["a.gguf", "a.gguf"]),
        ("folder", "a/../.."),
        ("id", "../a"),
        ("id", ".a"),
        ("repository", "a"),
        ("size", 0),
        ("sha256", "b" * 64),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, key: str, value: object) -> None:
    with pytest.raises(Problem, match=r"catalog\.toml is wrong at model"):
        catalog.load(write(tmp_path / "catalog.toml", GOOD | {key: value}))


def test_ids_that_a_file_system_may_not_tell_apart_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="more than once"):
        catalog.load(write(tmp_path / "catalog.toml", GOOD, GOOD | {"id": "A"}))


def test_a_catalogue_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be read"):
        catalog.load(tmp_path / "none.toml")


values = st.recursive(
    st.booleans() | st.integers(-(2**62), 2**62) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc", min_size=1, max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(max_size=200)
    | st.builds(
        lambda key, value: tomlkit.dumps({"model": [GOOD | {key: value}]}).encode(),
        st.sampled_from([*Entry.model_fields, "more"]),
        values,
    )
    | values.map(lambda value: tomlkit.dumps({"model": value}).encode())
)
def test_any_catalogue_is_read_or_a_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "catalog.toml"
    path.write_bytes(content)
    ids: list[str] = []
    sentence = ""
    try:
        ids = [entry.id for entry in catalog.load(path).entries]
    except Problem as problem:
        sentence = str(problem)
    if sentence:
        assert f"The catalogue {path} " in sentence
    else:
        assert ids == [model["id"] for model in tomllib.loads(content.decode())["model"]]
