"""Who is near and what is only in the room: scripted levels, and real voices where there are."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_os.audio import FRAME, SAMPLE_RATE, Samples
from voice_os.audio.files import read_wav
from voice_os.audio.levels import dbfs
from voice_os.audio.voice_activity import VoiceActivity
from voice_os.conversation.background import FAINTEST, Background
from voice_os.conversation.utterance import VOICED

Heard = tuple[float, float]
"""Level and voice activity of a frame."""


def frames(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE / FRAME)


def quiet(seconds: float, level: float = -70.0) -> list[Heard]:
    return [(level, 0.1)] * frames(seconds)


def voice(seconds: float, level: float) -> list[Heard]:
    """Somebody who speaks at about a level, three frames in four, louder and fainter by turns."""
    swing = (-8.0, -3.0, 0.0, 2.0, 4.0, 6.0, 3.0, -2.0)
    return [
        (level + swing[i % len(swing)], 0.9) if i % 16 < 12 else (level - 25, 0.1)
        for i in range(frames(seconds))
    ]


def after(*heard: Iterable[Heard], start: Background | None = None) -> Background:
    background = start or Background()
    for frame in (frame for part in heard for frame in part):
        background = background.after(*frame)
    return background


def near(background: Background, heard: Iterable[Heard]) -> float:
    """The share of the voiced frames that count as near, all of them taken in as they are heard."""
    nearby: list[bool] = []
    for level, activity in heard:
        background = background.after(level, activity)
        if activity >= VOICED:
            nearby.append(background.is_near(level))
    return sum(nearby) / len(nearby)


def test_someone_quiet_in_a_quiet_room_is_near() -> None:
    assert near(after(quiet(20)), voice(5, -45)) > 0.9


def test_what_is_hardly_there_is_not() -> None:
    assert not after(quiet(5, -90)).is_near(FAINTEST - 1)


def test_someone_is_near_before_anything_is_known() -> None:
    assert near(Background(), voice(2, -30)) == 1


def test_a_television_that_is_on_from_the_start_is_taken_for_one() -> None:
    assert near(Background(), voice(60, -45)) < 0.1


def test_beside_a_fan_one_has_to_be_louder_than_the_fan() -> None:
    fan = after(quiet(10, -40))
    assert near(fan, voice(2, -25)) > 0.9
    assert near(fan, voice(2, -45)) == 0


def test_a_fan_that_is_switched_off_is_soon_forgotten() -> None:
    assert near(after(quiet(30, -40), quiet(15, -70)), voice(2, -45)) > 0.8


def test_one_may_talk_for_a_minute_without_a_pause() -> None:
    assert near(after(quiet(20)), voice(60, -30)) == 1


def test_one_may_talk_the_whole_day_with_pauses_for_her_to_answer() -> None:
    day = after(quiet(20), *[part for _ in range(200) for part in (voice(20, -40), quiet(6))])
    assert near(day, voice(20, -40)) > 0.95


def test_a_television_that_she_never_answers_is_known_by_and_by() -> None:
    assert near(after(quiet(20), voice(120, -45)), voice(600, -45)) < 0.01


def test_another_on_the_television_is_known_at_once() -> None:
    known = after(quiet(20), voice(120, -45))
    assert near(after(voice(3, -41), start=known), voice(60, -41)) < 0.01


def test_someone_at_the_desk_is_heard_over_the_television() -> None:
    assert near(after(quiet(20), voice(300, -45)), voice(5, -28)) > 0.8


def test_a_loud_syllable_of_a_television_is_nobody() -> None:
    known = after(quiet(20), voice(120, -45))
    shout = after([(-30, 0.9)] * 4, start=known)
    assert shout.is_near(-30)
    assert not shout.somebody_is_near


def test_someone_over_a_television_is_somebody_within_half_a_second() -> None:
    known = after(quiet(20), voice(120, -45))
    assert after(voice(0.5, -28), start=known).somebody_is_near


def test_in_a_quiet_room_the_first_syllable_is_somebody() -> None:
    assert Background().somebody_is_near
    assert after(quiet(20), voice(120, -45), quiet(5), [(-30, 0.9)]).somebody_is_near


def test_the_pauses_of_a_television_do_not_bring_it_nearer() -> None:
    parts = [part for _ in range(20) for part in (voice(20, -45), quiet(2))]
    assert near(after(quiet(20), *parts), voice(20, -45)) < 0.01


def test_someone_taken_for_a_television_is_near_again_after_some_seconds_of_quiet() -> None:
    locked_out = after(quiet(20), voice(600, -35))
    assert near(locked_out, voice(2, -35)) < 0.01
    assert near(after(quiet(15), start=locked_out), voice(2, -35)) > 0.5


def test_an_hour_of_television_is_forgotten_as_soon_as_some_minutes() -> None:
    hour, minutes = after(voice(3600, -45), quiet(8)), after(voice(300, -45), quiet(8))
    assert hour.voices == pytest.approx(minutes.voices, abs=1)


LEVELS = st.lists(st.tuples(st.floats(-100, 0), st.floats(0, 1)), max_size=200)


@given(LEVELS)
def test_it_stays_within_what_was_heard(heard: list[Heard]) -> None:
    background = after(heard)
    levels = [level for level, _ in heard] + [Background().room, Background().voices]
    assert min(levels) <= background.room <= max(levels)
    assert min(levels) <= background.voices <= max(levels)


@given(LEVELS, st.floats(-100, 0), st.floats(0, 30))
def test_someone_louder_is_never_further_away(
    heard: list[Heard], level: float, louder: float
) -> None:
    background = after(heard)
    assert background.is_near(level + louder) or not background.is_near(level)


@given(LEVELS, st.floats(-48, -20))
def test_nobody_is_locked_out_of_a_quiet_room_for_long(heard: list[Heard], level: float) -> None:
    assert after(heard, quiet(60)).is_near(level)


# Real voices.


def at(level: float, sound: Samples) -> Samples:
    """A sound whose loud half (speech, without its pauses) has this level in dBFS."""
    levels = [dbfs(sound[i : i + FRAME]) for i in range(0, len(sound) - FRAME + 1, FRAME)]
    loud = np.sort(levels)[len(levels) // 2 :]
    return sound * np.float32(10 ** ((level - float(np.mean(loud))) / 20))


def heard_of(sound: Samples) -> list[Heard]:
    activity = VoiceActivity()
    pieces = (sound[i : i + FRAME] for i in range(0, len(sound) - FRAME + 1, FRAME))
    return [(dbfs(piece), activity.probability(piece)) for piece in pieces]


@cache
def read_aloud(folder: Path, language: str, seconds: float, *, without_pauses: bool) -> Samples:
    """The clips of a language, one behind the other."""
    clips = sorted((folder / "data" / "speech-fleurs").glob(f"fleurs-{language}-*.ogg"))
    if not clips:
        pytest.skip(f"no clips in {folder / 'data' / 'speech-fleurs'}")
    joined: list[Samples] = []
    while sum(map(len, joined)) < seconds * SAMPLE_RATE:
        clip = at(-20, read_wav(clips[len(joined) % len(clips)]))
        joined.append(spoken(clip) if without_pauses else clip)
    return np.concatenate(joined)[: round(seconds * SAMPLE_RATE)]


def spoken(clip: Samples) -> Samples:
    """A clip without what is a second or more from any voice."""
    voiced = [activity >= VOICED for _, activity in heard_of(clip)]
    margin = frames(1)
    kept = [any(voiced[max(0, i - margin) : i + margin]) for i in range(len(voiced))]
    return np.concatenate(
        [clip[i * FRAME : (i + 1) * FRAME] for i, keep in enumerate(kept) if keep]
    )


def hiss(seconds: float, level: float) -> Samples:
    noise = np.random.default_rng(5).standard_normal(round(seconds * SAMPLE_RATE))
    return at(level, noise.astype(np.float32))


@pytest.mark.parametrize("level", [-20, -30, -40])
def test_real_voices_of_any_loudness_are_near_in_a_quiet_room(shared: Path, level: float) -> None:
    said = at(level, read_aloud(shared, "en", 60, without_pauses=False)) + hiss(60, -70)
    assert near(after(heard_of(hiss(20, -70))), heard_of(said)) > 0.8


@pytest.mark.parametrize("below", [15, 20, 25])
@pytest.mark.parametrize("level", [-22, -30])
def test_real_voices_are_near_over_a_television_that_is_not(
    shared: Path, level: float, below: float
) -> None:
    television = at(level - below, read_aloud(shared, "de", 60, without_pauses=True))
    television = television + hiss(60, -65)
    before, rest = television[: 40 * SAMPLE_RATE], television[40 * SAMPLE_RATE :]
    known = after(*[heard_of(before)] * 3)
    said = at(level, read_aloud(shared, "en", 20, without_pauses=False)) + rest
    assert near(known, heard_of(rest)) < 0.05
    assert near(known, heard_of(said)) > (0.3 if below == 15 else 0.5)  # its peaks, her valleys
