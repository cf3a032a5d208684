"""Measuring a room."""

import asyncio

import numpy as np
import pytest

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.microphone import Microphone
from voice_os.audio.room import analysed, measure, sweep
from voice_os.audio.sound_card import SoundCard
from voice_os.audio.speaker import Speaker
from voice_os.bench.virtual_sound_card import VirtualSoundCard


def noise(level: float, seconds: float = 2.0) -> Samples:
    chance = np.random.default_rng(1).standard_normal(int(seconds * SAMPLE_RATE))
    return (10 ** (level / 20) * chance).astype(np.float32)


def heard(delay: float, decibels: float, level: float = -60) -> Samples:
    sound = noise(level)
    start = round(delay * SAMPLE_RATE)
    sound[start : start + SAMPLE_RATE] += 10 ** (decibels / 20) * sweep()
    return sound


@pytest.mark.parametrize("delay", [0.0, 0.04, 0.25])
@pytest.mark.parametrize("decibels", [0, -6, -30])
def test_delay_and_return_loss_of_an_echo_are_found(delay: float, decibels: float) -> None:
    room = analysed(noise(-60), heard(delay, decibels), sweep())
    assert room.delay == pytest.approx(delay, abs=0.001)
    assert room.return_loss == pytest.approx(-decibels, abs=1)


def test_headphones_have_no_echo() -> None:
    room = analysed(noise(-60), noise(-60), sweep())
    assert (room.delay, room.return_loss) == (None, None)
    assert room.noise == pytest.approx(-60, abs=0.5)
    assert not list(room.advice())


def test_each_ill_has_its_sentence() -> None:
    loud = np.clip(heard(0.05, 20, -30), -1, 1)
    advice = " ".join(analysed(noise(-30), loud, sweep()).advice())
    assert all(word in advice for word in ("noise", "overdriven", "headphones"))
    mute = np.zeros(2 * SAMPLE_RATE, np.float32)
    assert "muted" in " ".join(analysed(mute, mute, sweep()).advice())


async def test_the_echo_of_a_virtual_room_is_measured(pulse_card: VirtualSoundCard) -> None:
    pulse_card.control(
        "load-module", "module-loopback", "source=speaker.monitor", "sink=mic_pipe",
        "latency_msec=100",
    )  # fmt: skip
    card = SoundCard()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        speaker = Speaker(card)
        room = await measure(Microphone(card), speaker)
        await speaker.close()
        running.cancel()
    assert room.delay is not None
    assert 0.01 < room.delay < 0.4
    assert room.return_loss == pytest.approx(0, abs=3)
