"""The microphone, through PortAudio on a virtual sound card."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest

from voice_os.audio import FRAME, SAMPLE_RATE, Frame, Samples
from voice_os.audio import microphone as module
from voice_os.audio.files import write_wav
from voice_os.audio.microphone import Microphone
from voice_os.audio.sound_card import SoundCard
from voice_os.bench.virtual_sound_card import VirtualSoundCard


def tone(seconds: float) -> Samples:
    wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    return wave.astype(np.float32)


async def listen(microphone: Microphone, seconds: float) -> list[Frame]:
    heard: list[Frame] = []
    async with aclosing(microphone.frames()) as frames:
        async for frame in frames:
            heard.append(frame)
            if frame.end - heard[0].start >= seconds * SAMPLE_RATE:
                break
    return heard


async def hear_a_tone(pulse_card: VirtualSoundCard, path: Path) -> list[Frame]:
    write_wav(path, tone(0.5))
    card = SoundCard()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        listening = tasks.create_task(listen(Microphone(card), 1.5))
        await asyncio.sleep(0.3)
        await asyncio.to_thread(pulse_card.say, path)
        heard = await listening
        running.cancel()
    return heard


def check_tone(heard: list[Frame]) -> None:
    assert [frame.start for frame in heard] == [index * FRAME for index in range(len(heard))]
    samples = np.concatenate([frame.samples for frame in heard])
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    sound = samples[loud[0] : loud[-1] + 1]
    assert len(sound) == pytest.approx(0.5 * SAMPLE_RATE, rel=0.05)
    assert np.abs(sound).max() == pytest.approx(0.5, abs=0.05)
    assert np.count_nonzero(np.diff(np.signbit(sound))) == pytest.approx(440, abs=12)


async def test_what_is_said_is_heard_in_frames(
    pulse_card: VirtualSoundCard, tmp_path: Path
) -> None:
    check_tone(await hear_a_tone(pulse_card, tmp_path / "tone.wav"))


async def test_a_device_of_another_rate_and_channels_hears_the_same(
    pulse_card: VirtualSoundCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEVICE_RATE", 44_100)
    monkeypatch.setattr(module, "DEVICE_CHANNELS", 2)
    check_tone(await hear_a_tone(pulse_card, tmp_path / "tone.wav"))


async def test_the_device_is_open_only_while_frames_are_asked_for(
    pulse_card: VirtualSoundCard,
) -> None:
    def ours() -> int:
        streams = pulse_card.control("list", "short", "source-outputs").splitlines()
        return sum("protocol-native" in stream for stream in streams)

    card = SoundCard()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        microphone = Microphone(card)
        async with aclosing(microphone.frames()) as frames:
            first = await anext(frames)
            assert ours() == 1
        await asyncio.sleep(0.2)
        assert ours() == 0
        async with aclosing(microphone.frames()) as frames:
            assert (await anext(frames)).start == first.end
        running.cancel()


async def test_a_relaxed_microphone_hands_over_what_it_held_back(
    pulse_card: VirtualSoundCard,
) -> None:
    card = SoundCard()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        microphone = Microphone(card)
        async with aclosing(microphone.frames()) as frames:
            await anext(frames)
            microphone.relaxed = True
            wakes: list[float] = []
            async for frame in frames:
                wakes.append(asyncio.get_running_loop().time())
                if frame.start > 2 * SAMPLE_RATE:
                    break
            assert np.count_nonzero(np.diff(wakes) > 0.1) < 12
            microphone.relaxed = False
        running.cancel()
