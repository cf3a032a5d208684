import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voice_os.errors import Problem
from voice_os.models import lock
from voice_os.models.lock import Pin, PinnedModel

MODEL = PinnedModel(
    repository="somebody/turn",
    revision="1" * 40,
    files={"turn.onnx": Pin(size=3, sha256="a" * 64)},
)
GOOD = {"version": 1, "models": {"turn": MODEL.model_dump()}}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_where_there_is_no_lock_nothing_is_pinned(models: Path) -> None:
    assert lock.read(models) == {}
    assert lock.read(models / "nowhere") == {}


def test_what_is_pinned_is_read_again(models: Path) -> None:
    lock.pin(models, "turn", MODEL)
    lock.pin(models, "other", MODEL)
    assert lock.read(models) == {"turn": MODEL, "other": MODEL}
    lock.pin(models, "turn", None)
    assert lock.read(models) == {"other": MODEL}


def test_the_lock_is_json_that_a_person_can_read(models: Path) -> None:
    lock.pin(models, "turn", MODEL)
    assert json.loads(lock.lock_path(models).read_text()) == GOOD


def test_a_lock_of_a_later_version_is_not_guessed_at(models: Path) -> None:
    lock.lock_path(models).write_text(json.dumps(GOOD | {"version": 2}))
    with pytest.raises(Problem, match=r"models\.lock is broken.*voice-os models get"):
        lock.read(models)


def test_a_broken_lock_is_not_written_over(models: Path) -> None:
    lock.lock_path(models).write_text("{")
    with pytest.raises(Problem, match=r"models\.lock is broken"):
        lock.pin(models, "turn", MODEL)
    assert lock.lock_path(models).read_text() == "{"


def test_a_folder_in_its_place_is_a_sentence(models: Path) -> None:
    lock.lock_path(models).mkdir()
    with pytest.raises(Problem, match="cannot be read"):
        lock.read(models)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(max_size=200)
    | json_values.map(lambda value: json.dumps(value).encode())
    | st.builds(
        lambda key, value: json.dumps(
            GOOD | {"models": {"turn": MODEL.model_dump() | {key: value}}}
        ).encode(),
        st.sampled_from(["repository", "revision", "files", "more"]),
        json_values,
    )
)
def test_any_lock_is_read_or_a_problem(models: Path, content: bytes) -> None:
    lock.lock_path(models).write_bytes(content)
    read: dict[str, PinnedModel] = {}
    sentence = ""
    try:
        read = lock.read(models)
    except Problem as problem:
        sentence = str(problem)
    if sentence:
        assert f"The lock {lock.lock_path(models)} is broken" in sentence
    else:
        assert read.keys() == json.loads(content).get("models", {}).keys()
