"""The microphone, through PortAudio on a virtual sound card."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest
from audio.waiting import until

from voice_os.audio import FRAME, SAMPLE_RATE, Frame, Samples
from voice_os.audio import microphone as module
from voice_os.audio.files import write_wav
from voice_os.audio.microphone import Microphone
from voice_os.audio.portaudio import Block, Format, Line, PortAudio
from voice_os.audio.sound_card import SoundCard
from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.settings import Device


def tone(seconds: float) -> Samples:
    wave = 0.5 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE)
    return wave.astype(np.float32)


async def listen(microphone: Microphone, heard: list[Frame]) -> None:
    async with aclosing(microphone.frames()) as frames:
        async for frame in frames:
            heard.append(frame)  # noqa: PERF401


async def hear_a_tone(pulse_card: VirtualSoundCard, path: Path) -> Samples:
    """What the microphone hears from the first sample of a tone to the last."""
    write_wav(path, tone(0.5))
    card, heard = SoundCard(), list[Frame]()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        listening = tasks.create_task(listen(Microphone(card), heard))
        await until(lambda: len(heard) > 5)
        await asyncio.to_thread(pulse_card.say, path)
        behind = len(heard) + SAMPLE_RATE // 2 // FRAME
        await until(lambda: len(heard) > behind)
        listening.cancel()
        running.cancel()
    assert [frame.start for frame in heard] == [index * FRAME for index in range(len(heard))]
    samples = np.concatenate([frame.samples for frame in heard])
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples[:0]


async def check_tone(pulse_card: VirtualSoundCard, path: Path) -> None:
    """A busy machine may lose a block: of three tones one must be whole."""
    for _ in range(3):
        sound = await hear_a_tone(pulse_card, path)
        if len(sound) == pytest.approx(0.5 * SAMPLE_RATE, rel=0.01):
            break
    assert len(sound) == pytest.approx(0.5 * SAMPLE_RATE, rel=0.05)
    assert np.abs(sound).max() == pytest.approx(0.5, abs=0.05)
    assert np.count_nonzero(np.diff(np.signbit(sound))) == pytest.approx(440, abs=12)


async def test_what_is_said_is_heard_in_frames(
    pulse_card: VirtualSoundCard, tmp_path: Path
) -> None:
    await check_tone(pulse_card, tmp_path / "tone.wav")


async def test_a_device_of_another_rate_and_channels_hears_the_same(
    pulse_card: VirtualSoundCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEVICE_RATE", 44_100)
    monkeypatch.setattr(module, "DEVICE_CHANNELS", 2)
    await check_tone(pulse_card, tmp_path / "tone.wav")


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
        await until(lambda: ours() == 0)
        async with aclosing(microphone.frames()) as frames:
            assert (await anext(frames)).start == first.end
        running.cancel()


class Fed(PortAudio):
    """A microphone that hears a block whenever it is told to."""

    line: Line

    def open(self, line: Line, device: Device | None, ended: Callable[[], None]) -> Format:
        opened = Format("fed", SAMPLE_RATE, 1, 0.03)
        line.begin(opened)
        self.line = line
        return opened

    def hear(self, blocks: int) -> None:
        for _ in range(blocks):
            self.line.transfer(Block(bytes(4 * FRAME), FRAME, 0.0, broken=False))


async def test_a_microphone_that_may_be_late_holds_back_what_it_heard_and_hands_it_over_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("voice_os.audio.sound_card.STALL", 60)
    fed, heard = Fed(), list[Frame]()
    card = SoundCard(portaudio=fed)
    microphone = Microphone(card)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        listening = tasks.create_task(listen(microphone, heard))
        await until(lambda: hasattr(fed, "line"))
        fed.hear(1)
        await until(lambda: len(heard) == 1)

        microphone.lateness = 1.0
        await asyncio.sleep(0.01)
        fed.hear(10)
        await asyncio.sleep(0.01)
        assert len(heard) == 1
        assert microphone.now == 11 * FRAME

        microphone.lateness = 0.0
        await until(lambda: len(heard) == 11)
        assert microphone.now == 11 * FRAME

        microphone.lateness = 1.0
        await asyncio.sleep(0.01)
        fed.hear(SAMPLE_RATE // FRAME + 1)
        await until(lambda: len(heard) > 11)
        listening.cancel()
        running.cancel()


async def test_a_headset_that_changes_its_rate_is_heard_on_and_its_times_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("voice_os.audio.sound_card.STALL", 60)
    fed, heard = Fed(), list[Frame]()
    card = SoundCard(portaudio=fed)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        listening = tasks.create_task(listen(Microphone(card), heard))
        await until(lambda: hasattr(fed, "line"))
        now = 100.0
        for rate, begins in ((48_000, 100.0), (16_000, 101.0), (8_000, 3_700.0)):
            fed.line.begin(Format("headset", rate, 1, 0.03))
            now = begins
            for _ in range(30):
                block = np.sin(2 * np.pi * 440 * (now + np.arange(rate // 50) / rate))
                data = block.astype(np.float32).tobytes()
                fed.line.transfer(Block(data, rate // 50, now, broken=False))
                now += 0.02
            await asyncio.sleep(0.01)
        listening.cancel()
        running.cancel()
    assert [frame.start for frame in heard] == [index * FRAME for index in range(len(heard))]
    assert len(heard) > 3 * 0.5 * SAMPLE_RATE / FRAME
    for frame in heard:
        assert frame.captured_at is not None
        at = frame.captured_at + np.arange(FRAME) / SAMPLE_RATE
        if any(begins + 0.05 < at[0] and at[-1] < begins + 0.55 for begins in (100, 101, 3_700)):
            np.testing.assert_allclose(frame.samples, np.sin(2 * np.pi * 440 * at), atol=0.03)
