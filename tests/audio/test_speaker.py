"""The speaker, through PortAudio on a virtual sound card: what is recorded is the proof."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import numpy as np
import pytest
from audio.waiting import silence, until

from voice_os.audio import PLAYBACK_RATE, Samples, Volume
from voice_os.audio import speaker as module
from voice_os.audio.sound_card import SoundCard
from voice_os.audio.speaker import Speaker
from voice_os.bench.virtual_sound_card import Recording, VirtualSoundCard


def tone(seconds: float, pitch: float = 440.0, level: float = 0.5) -> Samples:
    time = np.arange(int(seconds * PLAYBACK_RATE)) / PLAYBACK_RATE
    return (level * np.sin(2 * np.pi * pitch * time)).astype(np.float32)


LARGEST_STEP = float(np.abs(np.diff(tone(0.1))).max())


def sounding(samples: Samples) -> Samples:
    """From the first sample that is no silence to the last."""
    loud = np.flatnonzero(np.abs(samples) > 1e-3)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples[:0]


def longest_gap(samples: Samples) -> float:
    """Seconds of the longest silence inside a sound."""
    loud = np.flatnonzero(np.abs(samples) > 1e-3)
    return float(np.diff(loud).max()) / PLAYBACK_RATE


def skip_if_it_ran_dry(speaker: Speaker) -> None:
    if speaker.underruns:
        pytest.skip(f"the machine is too busy: the speaker ran dry {speaker.underruns} times")


@asynccontextmanager
async def a_speaker(rest: float = 5.0) -> AsyncGenerator[Speaker, None]:
    card = SoundCard()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        speaker = Speaker(card, rest=rest)
        yield speaker
        await speaker.close()
        running.cancel()


async def test_two_clauses_are_heard_without_a_gap_and_unclipped(
    pulse_card: VirtualSoundCard,
) -> None:
    async with a_speaker() as speaker:
        await speaker.open()
        with pulse_card.record() as recording:
            speaker.play(tone(0.4))
            assert await speaker.reached(speaker.play(tone(0.4, 550)).end)
            await silence(recording)
    skip_if_it_ran_dry(speaker)
    sound = sounding(recording.samples)
    assert len(sound) / PLAYBACK_RATE >= 0.79
    assert longest_gap(sound) < 0.03
    assert np.abs(sound).max() < 0.6


async def test_a_stop_is_silence_at_once_and_does_not_click(pulse_card: VirtualSoundCard) -> None:
    async with a_speaker() as speaker:
        await speaker.open()
        with pulse_card.record() as recording:
            span = speaker.play(tone(3))
            await speaker.reached(span.start + PLAYBACK_RATE // 4)
            heard = speaker.stop()
            await silence(recording)
    assert span.start + PLAYBACK_RATE // 4 <= heard < span.end
    skip_if_it_ran_dry(speaker)
    on_its_way = len(sounding(recording.samples)) - heard
    assert on_its_way < 0.3 * PLAYBACK_RATE
    assert np.abs(np.diff(recording.samples)).max() < LARGEST_STEP * 1.2


def recorded(recording: Recording) -> int:
    """How many samples were recorded since the sound began."""
    samples = recording.samples
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    return len(samples) - int(loud[0]) if len(loud) else 0


async def test_what_is_said_to_be_heard_is_what_is_recorded(pulse_card: VirtualSoundCard) -> None:
    """Each of many looks may come late on a busy machine; their median does not."""
    late: list[int] = []
    async with a_speaker() as speaker:
        await speaker.open()
        with pulse_card.record() as recording:
            span = speaker.play(tone(1.5))
            for position in range(span.start + PLAYBACK_RATE // 4, span.end, PLAYBACK_RATE // 20):
                assert await speaker.reached(position)
                late.append(recorded(recording) - speaker.heard())
            assert await speaker.reached(span.end)
    assert speaker.heard() == span.end
    skip_if_it_ran_dry(speaker)
    assert abs(np.median(late)) < 0.1 * PLAYBACK_RATE


async def test_a_chime_alone_is_heard(pulse_card: VirtualSoundCard) -> None:
    async with a_speaker() as speaker:
        with pulse_card.record() as recording:
            speaker.chime(tone(0.1))
            await silence(recording)
    skip_if_it_ran_dry(speaker)
    assert len(sounding(recording.samples)) == pytest.approx(0.1 * PLAYBACK_RATE, rel=0.05)


async def test_it_rests_when_nothing_is_said_and_wakes_for_the_next_word(
    pulse_card: VirtualSoundCard,
) -> None:
    def streams() -> int:
        return len(pulse_card.control("list", "short", "sink-inputs").splitlines())

    async with a_speaker(rest=0.3) as speaker:
        await speaker.open()
        span = speaker.play(tone(1))
        await until(lambda: streams() == 1)
        assert await speaker.reached(span.end)
        await until(lambda: streams() == 0)
        assert await speaker.reached(speaker.play(tone(0.1)).end)


async def test_it_does_not_rest_before_the_last_word_was_heard(
    pulse_card: VirtualSoundCard,
) -> None:
    async with a_speaker(rest=0.25) as speaker:
        await speaker.open()
        with pulse_card.record() as recording:
            span = speaker.play(tone(0.5))
            assert await speaker.reached(span.end)
            await silence(recording)
    assert len(sounding(recording.samples)) >= 0.499 * PLAYBACK_RATE


async def test_a_held_voice_is_waited_for_and_goes_on_without_a_click(
    pulse_card: VirtualSoundCard,
) -> None:
    async with a_speaker(rest=0.1) as speaker:
        await speaker.open()
        with pulse_card.record() as recording:
            span = speaker.play(tone(1))
            await speaker.reached(span.end // 2)
            speaker.volume = Volume.HELD
            await asyncio.sleep(0.7)
            assert speaker.heard() < span.end * 3 // 4
            assert len(pulse_card.control("list", "short", "sink-inputs").splitlines()) == 1
            speaker.volume = Volume.FULL
            assert await speaker.reached(span.end)
            await silence(recording)
    skip_if_it_ran_dry(speaker)
    sound = sounding(recording.samples)
    assert longest_gap(sound) > 0.5
    assert np.count_nonzero(np.abs(sound) > 1e-3) / PLAYBACK_RATE == pytest.approx(1, abs=0.05)
    assert np.abs(np.diff(sound)).max() < LARGEST_STEP * 1.2


async def test_a_device_of_another_rate_plays_the_same(
    pulse_card: VirtualSoundCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEVICE_RATE", 44_100)
    async with a_speaker() as speaker:
        await speaker.open()
        with pulse_card.record() as recording:
            span = speaker.play(tone(0.5))
            assert await speaker.reached(span.end)
            await silence(recording)
    assert speaker.heard() == span.end
    skip_if_it_ran_dry(speaker)
    sound = sounding(recording.samples)
    assert len(sound) == pytest.approx(0.5 * PLAYBACK_RATE, rel=0.02)
    crossings = np.count_nonzero(np.diff(np.signbit(sound)))
    assert crossings == pytest.approx(2 * 440 * 0.5, abs=6)
