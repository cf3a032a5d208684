"""Devices come and go, and the conversation lives on."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field

import numpy as np
import pytest

from voice_os.audio import FRAME, PLAYBACK_RATE, Frame, Samples
from voice_os.audio.devices import Kind
from voice_os.audio.microphone import Microphone
from voice_os.audio.portaudio import Busy, Format, Line, PortAudio
from voice_os.audio.sound_card import SoundCard
from voice_os.audio.speaker import Speaker
from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.errors import Problem
from voice_os.settings import Device


def tone(seconds: float) -> Samples:
    time = np.arange(int(seconds * PLAYBACK_RATE)) / PLAYBACK_RATE
    return (0.5 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@dataclass
class Running:
    """A sound card at work, and what it said."""

    card: SoundCard
    sentences: list[str] = field(default_factory=list)

    async def says(self, words: str) -> None:
        """Wait for a sentence with these words."""
        await until(lambda: any(words in sentence for sentence in self.sentences))


@asynccontextmanager
async def running(portaudio: PortAudio | None = None) -> AsyncGenerator[Running, None]:
    sentences: list[str] = []
    card = SoundCard(sentences.append, portaudio)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(card.run())
        yield Running(card, sentences)
        task.cancel()


async def test_a_switched_default_is_followed_and_said_once(pulse_card: VirtualSoundCard) -> None:
    pulse_card.plug_in_speaker("headset")
    async with running() as sound:
        speaker = Speaker(sound.card)
        await speaker.open()
        with pulse_card.record("headset.monitor") as recording:
            span = speaker.play(tone(2))
            await speaker.reached(span.start + 100)
            pulse_card.switch_default(speaker="headset")
            await sound.says("The speaker is now headset.")
            assert await speaker.reached(span.end)
    assert sound.sentences == ["The speaker is now headset."]
    assert np.count_nonzero(np.abs(recording.samples) > 0.1) > PLAYBACK_RATE


async def test_an_unplugged_speaker_gives_way_to_the_next_in_the_middle_of_a_word(
    pulse_card: VirtualSoundCard,
) -> None:
    async with running() as sound:
        speaker = Speaker(sound.card)
        await speaker.open()
        pulse_card.plug_in_speaker("headset")
        with pulse_card.record("headset.monitor") as recording:
            span = speaker.play(tone(2))
            await speaker.reached(span.start + 100)
            pulse_card.unplug("speaker")
            assert await speaker.reached(span.end)
    assert sound.sentences == ["The speaker is now headset."]
    assert np.count_nonzero(np.abs(recording.samples) > 0.1) > PLAYBACK_RATE


@pytest.mark.parametrize("device", [None, "pulse"])
async def test_with_no_speaker_left_she_waits_for_one_and_loses_no_word(
    pulse_card: VirtualSoundCard, device: str | None
) -> None:
    pulse_card.unplug("mic_pipe")
    async with running() as sound:
        speaker = Speaker(sound.card, device)
        await speaker.open()
        span = speaker.play(tone(1.5))
        await speaker.reached(span.start + PLAYBACK_RATE // 4)
        pulse_card.unplug("speaker")
        await sound.says("Trying again every second.")
        heard = speaker.heard()
        pulse_card.plug_in_speaker("headset")
        with pulse_card.record("headset.monitor") as recording:
            assert await speaker.reached(span.end)
            await asyncio.sleep(0.1)
    assert len(sound.sentences) == 2
    assert sound.sentences[1].startswith("The speaker is now ")
    loud = np.flatnonzero(np.abs(recording.samples) > 1e-3)
    missed_by_the_recorder = 0.3 * PLAYBACK_RATE
    assert loud[-1] - loud[0] > span.end - heard - missed_by_the_recorder


@pytest.mark.parametrize("device", [None, "pulse"])
async def test_the_microphones_clock_goes_on_across_a_lost_device(
    pulse_card: VirtualSoundCard, device: str | None
) -> None:
    pulse_card.unplug("speaker")
    heard: list[Frame] = []

    async def listen(microphone: Microphone) -> None:
        async with aclosing(microphone.frames()) as frames:
            async for frame in frames:
                heard.append(frame)  # noqa: PERF401

    async with running() as sound, asyncio.TaskGroup() as tasks:
        listening = tasks.create_task(listen(Microphone(sound.card, device)))
        await until(lambda: len(heard) > 10)
        pulse_card.unplug("mic_pipe")
        await sound.says("Trying again every second.")
        before = len(heard)
        pulse_card.plug_in_microphone("webcam")
        pulse_card.switch_default(microphone="webcam")
        await until(lambda: len(heard) > before + 10)
        await sound.says("The microphone is now ")
        listening.cancel()
    assert [frame.start for frame in heard] == [index * FRAME for index in range(len(heard))]


async def test_both_are_reopened_together_when_the_sound_server_starts_again(
    pulse_card: VirtualSoundCard,
) -> None:
    async with running() as sound:
        speaker, microphone = Speaker(sound.card), Microphone(sound.card)
        await speaker.open()
        async with aclosing(microphone.frames()) as frames:
            await anext(frames)
            pulse_card.restart()
            span = speaker.play(tone(0.3))
            async with asyncio.timeout(8):
                assert await speaker.reached(span.end)
                end = (await anext(frames)).end
                while (await anext(frames)).start < end + 16_000:
                    pass


async def test_without_any_device_the_first_opening_is_a_problem(
    pulse_card: VirtualSoundCard,
) -> None:
    pulse_card.unplug("speaker")
    pulse_card.unplug("mic_pipe")
    async with running() as sound:
        with pytest.raises(Problem, match="speaker"):
            await Speaker(sound.card).open()
        with pytest.raises(Problem, match="microphone"):
            await anext(Microphone(sound.card).frames())


async def test_what_a_speaker_plays_is_no_microphone(pulse_card: VirtualSoundCard) -> None:
    pulse_card.unplug("mic_pipe")
    async with running() as sound:
        with pytest.raises(Problem, match="There is no microphone; plug one in"):
            await anext(Microphone(sound.card).frames())


async def test_a_name_that_no_device_has_is_a_problem(pulse_card: VirtualSoundCard) -> None:
    async with running() as sound:
        with pytest.raises(Problem, match="no speaker 'webcam'"):
            await Speaker(sound.card, "webcam").open()


class BusyTwice(PortAudio):
    """A device that another program holds for a while."""

    attempts = 0

    def open(self, line: Line, device: Device | None, ended: Callable[[], None]) -> Format:
        self.attempts += 1
        if self.attempts <= 2:
            raise Busy("The speaker 'headset' is busy; another program holds it.")
        return Format("headset", 48_000, 2)

    def restart(self) -> None:
        """There is nothing to begin anew."""


async def test_a_busy_device_is_a_sentence_and_a_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice_os.audio.sound_card.RETRY", 0.01)
    portaudio = BusyTwice()
    async with running(portaudio) as sound:
        line = Line(Kind.OUTPUT, None, 48_000, 2, 0.01, 0.02, lambda _: None, lambda _: None)
        await sound.card.open(line)
    assert portaudio.attempts == 3
    assert sound.sentences[0].endswith("another program holds it. Trying again every second.")
    assert len(sound.sentences) == 2


class Stalling(PortAudio):
    """A device that never asks for a block."""

    opened = 0
    restarted = 0

    def open(self, line: Line, device: Device | None, ended: Callable[[], None]) -> Format:
        self.opened += 1
        return Format("headset", 48_000, 2)

    def restart(self) -> None:
        self.restarted += 1


async def test_a_stream_whose_blocks_stop_coming_is_opened_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("voice_os.audio.sound_card.STALL", 0.05)
    monkeypatch.setenv("PATH", "")  # so that no sound server vouches for the device
    portaudio = Stalling()
    async with running(portaudio) as sound:
        line = Line(Kind.OUTPUT, None, 48_000, 2, 0.01, 0.02, lambda _: None, lambda _: None)
        await sound.card.open(line)
        await until(lambda: portaudio.opened >= 2)
    assert portaudio.restarted
    assert not sound.sentences
