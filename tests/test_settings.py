"""Settings: one file, the environment over it, options over both; bad values are named."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from voice_os.errors import Problem
from voice_os.settings import load
from voice_os.settings_file import change


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("VOICE_OS_CONFIG", str(path))
    return path


def test_without_a_file_everything_has_a_default(config: Path) -> None:
    assert load().key.mode == "hold"
    assert not config.exists()


def test_options_go_before_the_environment_and_that_before_the_file(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text("[tts]\nrate = 1.1\npitch = 1.1\nenergy = 1.1\n")
    monkeypatch.setenv("VOICE_OS_TTS__PITCH", "1.2")
    monkeypatch.setenv("VOICE_OS_TTS__ENERGY", "1.2")
    found = load({"tts.energy": "1.3"}).tts
    assert (found.rate, found.pitch, found.energy) == (1.1, 1.2, 1.3)


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("stt.engine", "cloud", "'auto', 'whisper' or 'pocketsphinx'"),
        ("tts.rate", "quick", "valid number"),
        ("key.pre_roll", "-1", "greater than or equal to 0"),
        ("language", "English", "pattern"),
    ],
)
def test_a_bad_value_names_the_key_the_value_and_what_is_allowed(
    option: str, value: str, allowed: str
) -> None:
    with pytest.raises(Problem) as caught:
        load({option: value})
    assert option in str(caught.value)
    assert value in str(caught.value)
    assert allowed in str(caught.value)


def test_an_unknown_key_is_named(config: Path) -> None:
    config.write_text("[stt]\nmodle = 'base'\n")
    with pytest.raises(Problem, match=r"stt\.modle"):
        load()


def test_a_file_that_is_no_toml_is_named_with_its_line(config: Path) -> None:
    config.write_text("language = \n")
    with pytest.raises(Problem, match="line 1") as caught:
        load()
    assert str(config) in str(caught.value)


def test_changing_a_setting_keeps_the_rest_of_the_file(config: Path) -> None:
    config.write_text("# my settings\nlanguage = 'en'  # mine\n\n[tts]\nrate = 1.5\n")
    change("tts.pitch", "1.1")
    assert load().tts.rate == 1.5
    assert load().tts.pitch == 1.1
    assert "# my settings" in config.read_text()
    assert "# mine" in config.read_text()


def test_a_change_that_is_not_allowed_leaves_the_file_alone(config: Path) -> None:
    config.write_text("language = 'en'\n")
    for key, value in (("tts.rate", "9"), ("tts.nothing", "1"), ("language", "english")):
        with pytest.raises(Problem, match=key.replace(".", r"\.")):
            change(key, value)
    assert config.read_text() == "language = 'en'\n"


def test_text_that_looks_like_a_number_stays_a_name_where_a_name_is_meant() -> None:
    change("audio.microphone", "USB Headset")
    assert load().audio.microphone == "USB Headset"
    change("audio.microphone", "3")
    assert load().audio.microphone == 3


def test_none_takes_a_setting_away_where_it_need_not_be_set(config: Path) -> None:
    change("audio.microphone", "headset")
    change("audio.microphone", "none")
    assert load().audio.microphone is None
    change("llm.engine", "none")
    assert load().llm.engine == "none"


def test_a_section_that_is_no_section_in_the_environment_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VOICE_OS_STT", "whisper")
    with pytest.raises(Problem, match="stt"):
        load()


@hypothesis_settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_gives_settings_or_a_sentence(config: Path, content: bytes) -> None:
    config.write_bytes(content)
    with suppress(Problem):
        assert load().language.isalpha()


@hypothesis_settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.sampled_from(["language", "tts.rate", "stt", "key.chord", "llm.context", "x", "a.b.c", ""]),
    st.text(max_size=40),
)
def test_any_change_is_written_or_refused_whole(config: Path, key: str, value: str) -> None:
    config.unlink(missing_ok=True)
    try:
        change(key, value)
    except Problem:
        assert not config.exists()
    else:
        load()
