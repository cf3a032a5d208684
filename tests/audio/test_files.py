"""WAV files as sound, microphone and speaker."""

import asyncio
import os
import struct
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voice_os.audio import PLAYBACK_RATE, SAMPLE_RATE, Samples
from voice_os.audio.files import WavSpeaker, read_wav, write_wav
from voice_os.errors import Problem

FORMATS = ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"]


def tone(rate: int = SAMPLE_RATE, seconds: float = 0.25) -> Samples:
    return (0.5 * np.sin(2 * np.pi * 300 * np.arange(int(rate * seconds)) / rate)).astype(
        np.float32
    )


@pytest.mark.parametrize("subtype", FORMATS)
@pytest.mark.parametrize(("rate", "channels"), [(16_000, 1), (44_100, 2), (96_000, 6)])
def test_any_wav_is_read(tmp_path: Path, subtype: str, rate: int, channels: int) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.repeat(tone(rate)[:, None], channels, axis=1), rate, subtype)
    got, wanted = read_wav(path), tone()
    assert got.dtype == np.float32
    assert abs(len(got) - len(wanted)) <= 1
    np.testing.assert_allclose(got[500:-500], wanted[: len(got)][500:-500], atol=0.01)


def test_channels_are_averaged(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.tile(np.array([0.5, 0.25], np.float32), (100, 1)), 16_000, "FLOAT")
    np.testing.assert_allclose(read_wav(path), 0.375)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone())
    np.testing.assert_allclose(read_wav(tmp_path / "a.wav"), tone(), atol=1e-4)
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"nowhere\.wav.*No such file"):
        read_wav(tmp_path / "nowhere.wav")


@pytest.mark.parametrize("name", ["a.wav", "a.raw", "a.mp3"])
@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a sound at all" * 10])
def test_what_is_no_sound_file_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Problem, match=name):
        read_wav(path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"no/such/a\.wav"):
        write_wav(tmp_path / "no/such/a.wav", tone())


def test_floats_beyond_full_scale_are_kept_within(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.array([np.nan, np.inf, -7.0, 0.5], np.float32), 16_000, "FLOAT")
    np.testing.assert_array_equal(read_wav(path), np.array([0, 1, -1, 0.5], np.float32))


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_a_file_name_may_be_any_bytes_and_is_printable_in_a_problem(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.wav")
    write_wav(path, tone())
    np.testing.assert_allclose(read_wav(path), tone(), atol=1e-4)
    path.write_bytes(b"not a sound")
    with pytest.raises(Problem) as raised:
        read_wav(path)
    assert "caf\N{REPLACEMENT CHARACTER}.wav" in str(raised.value)


def is_read_or_named(path: Path) -> bool:
    try:
        samples = read_wav(path)
    except Problem as problem:
        return path.name in str(problem)
    return samples.ndim == 1 and float(np.abs(samples).max(initial=0.0)) <= 1.0


HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.tuples(
        st.sampled_from([b"RIFF", b"RIFX", b"RF64", b"riff"]),
        st.integers(0, 2**32 - 1),
        st.sampled_from([b"WAVE", b"AVI "]),
        st.sampled_from([b"fmt ", b"data", b"LIST"]),
        st.sampled_from([16, 18, 40, 0, 2**32 - 1]),
        st.sampled_from([1, 2, 3, 6, 17, 0xFFFE, 0]),
        st.one_of(st.integers(0, 8), st.integers(0, 2**16 - 1)),
        st.one_of(st.sampled_from([0, 1, 8_000, 44_100]), st.integers(0, 2**32 - 1)),
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**16 - 1),
        st.sampled_from([0, 1, 8, 16, 24, 32, 64, 65_535]),
        st.sampled_from([b"data", b"junk"]),
        st.one_of(st.integers(0, 600), st.integers(0, 2**32 - 1)),
    ),
    content=st.binary(max_size=600),
    cut=st.integers(0, 700),
)
def test_any_header_is_read_or_named(
    tmp_path: Path, fields: tuple[object, ...], content: bytes, cut: int
) -> None:
    path = tmp_path / "fuzzed.wav"
    path.write_bytes((HEADER.pack(*fields) + content)[:cut])
    assert is_read_or_named(path)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 60), value=st.integers(0, 255), end=st.integers(0, 400))
def test_a_good_file_with_a_broken_byte_is_read_or_named(
    tmp_path: Path, at: int, value: int, end: int
) -> None:
    path = tmp_path / "broken.wav"
    soundfile.write(path, tone(seconds=0.01), 16_000, "PCM_16")
    content = bytearray(path.read_bytes())
    content[at] = value
    path.write_bytes(content[:end])
    assert is_read_or_named(path)


async def test_a_wav_speaker_writes_what_it_played(tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    speaker = WavSpeaker(path, real_time=False)
    sound = tone(PLAYBACK_RATE)
    assert await speaker.reached(speaker.play(sound).end)
    assert not path.exists()
    await speaker.close()
    np.testing.assert_allclose(read_wav(path, PLAYBACK_RATE), sound, atol=1e-4)


async def test_a_wav_speaker_in_real_time_keeps_the_silence_before(tmp_path: Path) -> None:
    speaker = WavSpeaker(tmp_path / "out.wav")
    await speaker.open()
    await asyncio.sleep(0.1)
    await speaker.reached(speaker.play(tone(PLAYBACK_RATE, 0.05)).end)
    await speaker.close()
    written = read_wav(tmp_path / "out.wav", PLAYBACK_RATE)
    assert np.flatnonzero(np.abs(written) > 0.01)[0] >= 0.09 * PLAYBACK_RATE


async def test_a_closed_wav_speaker_is_written_to_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    speaker = WavSpeaker(tmp_path / "out.wav")
    await speaker.open()
    waiting = asyncio.ensure_future(speaker.reached(speaker.play(tone(PLAYBACK_RATE, 0.05)).end))
    await asyncio.sleep(0)
    await speaker.close()
    assert not await waiting
    await asyncio.sleep(0.1)
    assert not caplog.records
