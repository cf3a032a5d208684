"""Devices come and go, and the conversation lives on."""

import asyncio
import sys
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from audio.waiting import silence, until

from voice_os.audio import FRAME, PLAYBACK_RATE, Frame, Samples
from voice_os.audio.devices import Kind, NoDevice, NoSound
from voice_os.audio.microphone import Microphone
from voice_os.audio.portaudio import Busy, Format, Line, PortAudio
from voice_os.audio.sound_card import SoundCard
from voice_os.audio.speaker import Speaker
from voice_os.bench import virtual_sound_card
from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.errors import Problem
from voice_os.settings import Device


def tone(seconds: float) -> Samples:
    time = np.arange(int(seconds * PLAYBACK_RATE)) / PLAYBACK_RATE
    return (0.5 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)


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
            await silence(recording)
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
            async with asyncio.timeout(20):
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
        return Format("headset", 48_000, 2, 0.03)

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
        return Format("headset", 48_000, 2, 0.03)

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


class Unpluggable(PortAudio):
    """Two speakers and a microphone that can be unplugged. The built-in speaker is the default."""

    def __init__(self) -> None:
        super().__init__()
        self.there = {"built-in", "headset", "microphone"}
        self.opened: list[str] = []
        self.restarted = 0
        self.ended: dict[str, Callable[[], None]] = {}

    def open(self, line: Line, device: Device | None, ended: Callable[[], None]) -> Format:
        name = "microphone" if line.kind is Kind.INPUT else str(device or "built-in")
        if name not in self.there:
            raise NoDevice(line.kind, device)
        self.opened.append(name)
        self.ended[name] = ended
        line.begin(opened := Format(name, 48_000, 1, 0.03))
        return opened

    def unplug(self, *names: str) -> None:
        self.there -= set(names)
        for name in self.ended.keys() & set(names):
            self.ended[name]()

    def restart(self) -> None:
        self.restarted += 1


@pytest.fixture
def unpluggable(monkeypatch: pytest.MonkeyPatch) -> Unpluggable:
    """It brings no blocks, so none must be missed; and no sound server vouches for it."""
    monkeypatch.setattr("voice_os.audio.sound_card.STALL", 60)
    monkeypatch.setattr("voice_os.audio.sound_card.RETRY", 0.01)
    monkeypatch.setenv("PATH", "")
    return Unpluggable()


def a_line(kind: Kind = Kind.OUTPUT, device: Device | None = None) -> Line:
    return Line(kind, device, 48_000, 1, 0.01, 0.02, lambda _: None, lambda _: None)


async def test_a_lost_speaker_is_replaced_after_a_rest_too_and_the_microphone_goes_on(
    unpluggable: Unpluggable,
) -> None:
    async with running(unpluggable) as sound:
        speaker = a_line(device="headset")
        await sound.card.open(a_line(Kind.INPUT))
        await sound.card.open(speaker)
        unpluggable.unplug("headset")
        await until(lambda: unpluggable.opened.count("microphone") == 2)
        await sound.says("The speaker is now built-in.")
        for _ in range(3):
            sound.card.release(speaker)
            await sound.card.open(speaker)
    assert unpluggable.restarted == 1
    assert unpluggable.opened == [
        "microphone", "headset", "microphone", *4 * ["built-in"],
    ]  # fmt: skip
    assert sound.sentences == ["The speaker is now built-in."]


async def test_a_lost_microphone_is_waited_for_when_it_is_wanted_again(
    unpluggable: Unpluggable,
) -> None:
    async with running(unpluggable) as sound:
        microphone = Microphone(sound.card)
        async with asyncio.TaskGroup() as tasks:
            first_press = tasks.create_task(anext(microphone.frames()))
            await until(lambda: "microphone" in unpluggable.opened)
            first_press.cancel()
        unpluggable.there.remove("microphone")
        async with asyncio.TaskGroup() as tasks:
            second_press = tasks.create_task(anext(microphone.frames()))
            await sound.says("Trying again every second.")
            unpluggable.there.add("microphone")
            await sound.says("The microphone is now microphone.")
            second_press.cancel()


@pytest.mark.parametrize("device", [None, "headset"])
async def test_a_lost_device_without_a_successor_restarts_portaudio_once_in_a_while_only(
    unpluggable: Unpluggable, device: Device | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The speaker is lost while the microphone is open, and is wanted again press after press."""
    monkeypatch.setattr("voice_os.audio.sound_card.RETRY", 60)
    async with running(unpluggable) as sound:
        speaker = a_line(device=device)
        await sound.card.open(a_line(Kind.INPUT))
        await sound.card.open(speaker)
        unpluggable.unplug("built-in", "headset")
        await sound.says("Trying again every second.")
        for _ in range(2):
            sound.card.release(speaker)
            await sound.card.open(speaker)
    assert unpluggable.restarted == 1
    assert len(sound.sentences) == 1


async def there_is_no_sound_and_the_card_lives_on() -> None:
    async with running() as sound:
        for _ in range(2):
            with pytest.raises(NoSound) as raised:
                await sound.card.open(a_line())
            assert raised.value.kind is None


@pytest.mark.parametrize(
    "imported",
    [
        "raise OSError('PortAudio library not found')",
        "class PortAudioError(Exception): pass\nraise PortAudioError('Error initializing')",
    ],
)
async def test_without_portaudio_there_is_no_sound_and_the_card_lives_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, imported: str
) -> None:
    (tmp_path / "sounddevice.py").write_text(imported)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setenv("PATH", "")
    await there_is_no_sound_and_the_card_lives_on()


async def test_where_portaudio_fails_to_begin_anew_the_card_lives_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if (reason := virtual_sound_card.missing()) is not None:
        pytest.skip(reason)
    import sounddevice

    def fails(*_: object) -> None:
        raise sounddevice.PortAudioError("Error initializing PortAudio", -9999)

    monkeypatch.setattr(sounddevice, "_terminate", lambda: None)
    monkeypatch.setattr(sounddevice, "_initialize", fails)
    monkeypatch.setattr(sounddevice, "query_devices", fails)
    monkeypatch.setenv("PATH", "")
    await there_is_no_sound_and_the_card_lives_on()


async def test_who_waits_for_a_busy_device_is_answered_when_it_is_released(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(BusyTwice, "attempts", -1000)
    async with running(BusyTwice()) as sound, asyncio.timeout(15):
        line = a_line()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(sound.card.open(line))
            await sound.says("is busy")
            sound.card.release(line)


async def test_a_speaker_does_not_rest_while_it_waits_for_a_busy_device(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("voice_os.audio.sound_card.RETRY", 0.1)
    portaudio = BusyTwice()
    async with running(portaudio) as sound, asyncio.timeout(15):
        await Speaker(sound.card, rest=0.01).open()
    assert portaudio.attempts == 3


class AbsentOnce(PortAudio):
    """A device that is found at the second attempt; the first one takes until `go_on`."""

    def __init__(self) -> None:
        super().__init__()
        self.attempts = 0
        self.go_on = threading.Event()

    def open(self, line: Line, device: Device | None, ended: Callable[[], None]) -> Format:
        self.attempts += 1
        if self.attempts == 1:
            self.go_on.wait(15)
            raise Problem("The speaker does not work.")
        return Format("headset", 48_000, 2, 0.03)

    def restart(self) -> None:
        """There is nothing to begin anew."""


async def test_a_failure_of_an_earlier_wish_is_not_the_later_ones(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(SoundCard, "_may_help_to_restart", lambda *_: False)
    portaudio = AbsentOnce()
    async with running(portaudio) as sound, asyncio.timeout(15):
        line = a_line()
        async with asyncio.TaskGroup() as tasks:
            first = tasks.create_task(sound.card.open(line))
            await until(lambda: portaudio.attempts == 1)
            first.cancel()
        sound.card.release(line)
        asyncio.get_running_loop().call_later(0.05, portaudio.go_on.set)
        await sound.card.open(line)
    assert portaudio.attempts == 2
    assert not [one for one in caplog.records if one.name.startswith("voice_os")]
