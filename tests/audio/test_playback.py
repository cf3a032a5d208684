"""The queue that every speaker plays from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.audio import PLAYBACK_RATE, Samples, Span, Volume
from voice_os.audio.playback import FADE, GLIDE, Playback, soft_limit


def tone(length: int, pitch: float = 440.0, level: float = 0.9) -> Samples:
    wave = level * np.sin(2 * np.pi * pitch * np.arange(length) / PLAYBACK_RATE)
    return wave.astype(np.float32)


def largest_step(samples: Samples) -> float:
    return float(np.abs(np.diff(samples, prepend=0.0, append=0.0)).max())


def test_what_is_played_is_pulled_unchanged_and_without_a_gap() -> None:
    playback = Playback()
    first, second = tone(1000), tone(500, 300)
    assert playback.play(first) == Span(0, 1000)
    assert playback.play(second) == Span(1000, 1500)
    pulled = np.concatenate([playback.pull(333) for _ in range(5)])
    np.testing.assert_array_equal(pulled[:1500], np.concatenate([first, second]))


def test_silence_does_not_move_the_voices_clock() -> None:
    playback = Playback()
    playback.pull(100)
    playback.play(tone(50))
    playback.pull(200)
    assert playback.play(tone(10)).start == 50
    playback.pull(10)
    assert [playback.heard(frame) for frame in (0, 100, 120, 150, 299, 300, 305, 310, 999)] == [
        0, 0, 20, 50, 50, 50, 55, 60, 60,
    ]  # fmt: skip


def test_a_position_is_found_among_the_frames_once_it_is_pulled() -> None:
    playback = Playback()
    playback.pull(100)
    playback.play(tone(50))
    assert playback.frame_of(1) is None
    playback.pull(20)
    assert playback.frame_of(0) == 0
    assert playback.frame_of(1) == 101
    assert playback.frame_of(20) == 120
    assert playback.frame_of(21) is None


@pytest.mark.parametrize("pulled", range(1000, 1110, 7))
def test_a_stop_fades_from_wherever_the_wave_is(pulled: int) -> None:
    playback = Playback()
    wave = tone(10_000)
    playback.play(wave)
    before = playback.pull(pulled)
    playback.stop()
    sound = np.concatenate([before, playback.pull(2000)])
    assert largest_step(sound) <= largest_step(wave[:5000]) * 1.05
    assert not sound[pulled + FADE :].any()
    assert sound[pulled : pulled + FADE].any()


def test_the_clock_after_a_stop_goes_on_behind_what_was_pulled() -> None:
    playback = Playback()
    playback.play(tone(10_000))
    playback.pull(1000)
    playback.stop()
    assert playback.play(tone(100)) == Span(1000 + FADE, 1100 + FADE)


@pytest.mark.parametrize("left", [0, 1, 10, FADE - 1])
def test_a_stop_near_the_end_of_the_queue_does_not_click_either(left: int) -> None:
    playback = Playback()
    wave = tone(PLAYBACK_RATE // 440 * 10 + 27)
    playback.play(wave)
    before = playback.pull(len(wave) - left)
    playback.stop()
    sound = np.concatenate([before, playback.pull(2000)])
    assert largest_step(sound) <= largest_step(wave[:1000]) * 1.05


def test_a_voice_that_breaks_off_rings_out() -> None:
    playback = Playback()
    playback.play(np.full(100, 0.5, np.float32))
    sound = np.concatenate([playback.pull(64) for _ in range(10)])
    assert np.abs(np.diff(sound)).max() < 0.01
    assert not sound[100 + FADE :].any()


def test_a_queue_filled_just_in_time_has_no_seam() -> None:
    playback = Playback()
    wave = tone(960)
    playback.play(wave[:480])
    first = playback.pull(480)
    playback.play(wave[480:])
    np.testing.assert_array_equal(np.concatenate([first, playback.pull(480)]), wave)


def test_a_chime_is_mixed_and_does_not_move_the_clock() -> None:
    playback = Playback()
    voice, chime = tone(300, level=0.5), tone(200, 1000, 0.1)
    playback.chime(chime)
    playback.play(voice)
    pulled = playback.pull(300)
    np.testing.assert_array_equal(pulled[200:], voice[200:])
    np.testing.assert_allclose(pulled[:200], voice[:200] + chime * (1 - np.abs(voice[:200])))
    assert playback.heard(300) == 300


def test_a_stop_silences_chimes_too() -> None:
    playback = Playback()
    playback.chime(tone(10_000))
    playback.pull(1000)
    playback.stop()
    assert playback.sounding == FADE
    playback.pull(FADE)
    assert not playback.pull(100).any()


QUARTER = 12_000
"""A whole number of periods of the tone, so that what follows can be compared."""


def test_a_lowered_voice_is_a_quarter_as_loud_within_10_ms_and_comes_back() -> None:
    playback = Playback()
    playback.play(wave := tone(4 * QUARTER))
    full = playback.pull(QUARTER)
    playback.volume = Volume.LOWERED
    lowered = np.concatenate([playback.pull(480) for _ in range(QUARTER // 480)])
    playback.volume = Volume.FULL
    restored = playback.pull(QUARTER)
    np.testing.assert_allclose(lowered[GLIDE:], wave[GLIDE:QUARTER] / 4, atol=1e-4)
    np.testing.assert_allclose(restored[GLIDE:], full[GLIDE:], atol=1e-4)
    assert largest_step(np.concatenate([full, lowered, restored, [0]])) <= largest_step(wave) * 1.05


@pytest.mark.parametrize("block", [1, 100, 480, 1024])
def test_a_held_voice_waits_without_a_click_and_loses_nothing(block: int) -> None:
    playback = Playback()
    playback.play(wave := tone(20_000))
    before = playback.pull(1_000)
    playback.volume = Volume.HELD
    held = np.concatenate([playback.pull(block) for _ in range(9_600 // block)])
    playback.volume = Volume.FULL
    after = playback.pull(20_000)
    assert not held[GLIDE:].any()
    assert largest_step(np.concatenate([before, held, after])) <= largest_step(wave) * 1.05
    np.testing.assert_array_equal(after[GLIDE:18_520], wave[1_000 + 2 * GLIDE :])


def test_a_held_voices_clock_stands_still() -> None:
    playback = Playback()
    playback.play(tone(20_000))
    playback.pull(1_000)
    playback.volume = Volume.HELD
    playback.pull(4_800)
    assert (playback.sounding, playback.holding) == (0, True)
    assert playback.frame_of(2_000) is None
    playback.volume = Volume.FULL
    playback.pull(4_800)
    assert [playback.heard(frame) for frame in (1_000, 1_240, 1_480, 5_800, 5_801, 6_800)] == [
        1_000, 1_240, 1_480, 1_480, 1_481, 2_480,
    ]  # fmt: skip
    assert playback.frame_of(2_000) == 5_800 + 2_000 - 1_480


def test_a_chime_sounds_over_a_held_voice() -> None:
    playback = Playback()
    playback.play(tone(2_000))
    playback.volume = Volume.HELD
    playback.pull(1_000)
    playback.chime(chime := tone(300, 1_000, 0.1))
    np.testing.assert_array_equal(playback.pull(300), chime)


def test_a_voice_queued_while_held_is_not_heard_at_all() -> None:
    playback = Playback()
    playback.volume = Volume.HELD
    playback.play(tone(2_000))
    assert not playback.pull(2_000).any()
    assert playback.heard(2_000) == 0


@pytest.mark.parametrize("volume", [Volume.LOWERED, Volume.HELD])
@pytest.mark.parametrize("gone", [0, 100, 300, 479, 1_000])
def test_a_stop_fades_from_whatever_volume_it_is_at(volume: Volume, gone: int) -> None:
    playback = Playback()
    playback.play(wave := tone(20_000))
    before = playback.pull(1_000)
    playback.volume = volume
    before = np.concatenate([before, playback.pull(gone)])
    playback.stop()
    after = playback.pull(1_000)
    assert largest_step(np.concatenate([before, after])) <= largest_step(wave) * 1.05
    assert not after[FADE:].any()
    assert playback.volume is volume
    assert not playback.holding
    playback.volume = Volume.FULL
    playback.play(tone(100))
    np.testing.assert_array_equal(playback.pull(100), tone(100))


@given(
    st.lists(
        st.tuples(st.sampled_from("pcsflh."), st.integers(0, 900), st.floats(-3, 3, width=32)),
        max_size=40,
    )
)
def test_nothing_clips_and_the_clock_never_goes_back(steps: list[tuple[str, int, float]]) -> None:
    playback = Playback()
    heard = 0
    for step, count, level in steps:
        match step:
            case "p":
                playback.play(np.full(count, level, np.float32))
            case "c":
                playback.chime(np.full(count, level, np.float32))
            case "s":
                playback.stop()
            case "f" | "l" | "h":
                playback.volume = {"f": Volume.FULL, "l": Volume.LOWERED, "h": Volume.HELD}[step]
            case _:
                assert np.abs(playback.pull(count)).max(initial=0.0) <= 1.0
        assert heard <= (heard := playback.heard(playback.frames)) <= playback.end


def test_a_sound_within_full_scale_is_not_touched() -> None:
    wave = tone(100, level=1.0)
    assert soft_limit(wave) is wave


def test_peaks_beyond_full_scale_are_rounded_off() -> None:
    limited = soft_limit(tone(1000, level=1.5))
    assert 0.9 < limited.max() <= 1.0
    assert np.isfinite(soft_limit(np.array([np.nan, np.inf, -np.inf], np.float32))).all()
