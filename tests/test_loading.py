"""Loading of what hears the end of a turn; the other engines are loaded in every conversation."""

import shutil
from pathlib import Path

import pytest

from voice_os import catalog
from voice_os.doctor import Finding, _end_of_turn
from voice_os.events import Event, Notice
from voice_os.loading import Loader
from voice_os.settings import Settings

FILE = Path("smart-turn-v3.2") / "smart-turn-v3.2-cpu.onnx"
CATALOG = catalog.load()


def with_model(models: Path, content: bytes | Path) -> Settings:
    path = models / FILE
    path.parent.mkdir(parents=True)
    if isinstance(content, Path):
        shutil.copyfile(content, path)
    else:
        path.write_bytes(content)
    return Settings(models=models)


@pytest.fixture
def model(shared: Path) -> Path:
    path = shared / "models" / FILE
    if not path.is_file():
        pytest.skip(f"no end-of-turn model: {path} is missing")
    return path


async def test_without_a_model_nothing_is_said(tmp_path: Path) -> None:
    told: list[Event] = []
    assert await Loader(Settings(models=tmp_path), CATALOG, told.append).end_of_turn() is None
    assert not told


async def test_an_installed_model_is_loaded_by_its_name(tmp_path: Path, model: Path) -> None:
    told: list[Event] = []
    engine = await Loader(with_model(tmp_path, model), CATALOG, told.append).end_of_turn()
    assert engine is not None
    assert engine.name == "Smart Turn v3.2"
    assert not told
    await engine.close()


@pytest.mark.parametrize("content", [b"", b"no model"], ids=["empty", "broken"])
async def test_a_broken_model_is_one_notice(tmp_path: Path, content: bytes) -> None:
    told: list[Event] = []
    assert await Loader(with_model(tmp_path, content), CATALOG, told.append).end_of_turn() is None
    (notice,) = told
    assert isinstance(notice, Notice)
    assert "voice-os models get smart-turn-v3.2" in notice.sentence


async def test_a_language_that_it_does_not_know_is_not_asked_of_it(
    tmp_path: Path, model: Path
) -> None:
    with_model(tmp_path, model)
    swahili = Settings(models=tmp_path, language="sw")
    assert await Loader(swahili, CATALOG, lambda _: None).end_of_turn() is None


async def test_the_doctor_says_how_to_get_it(tmp_path: Path) -> None:
    found = await _end_of_turn(Settings(models=tmp_path), CATALOG)
    assert found.healthy
    assert "voice-os models get smart-turn-v3.2" in found.advice


async def test_the_doctor_says_that_it_is_in_use(tmp_path: Path, model: Path) -> None:
    found = await _end_of_turn(with_model(tmp_path, model), CATALOG)
    assert found == Finding("end of turn", "Smart Turn v3.2")


async def test_the_doctor_says_that_it_is_broken(tmp_path: Path) -> None:
    found = await _end_of_turn(with_model(tmp_path, b"no model"), CATALOG)
    assert not found.healthy
    assert found.advice
