"""A microphone and a speaker without a device."""

import asyncio
import functools
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from typing import Any

import numpy as np
import pytest

from voice_os.audio import FRAME, PLAYBACK_RATE, Frame, Samples, Volume
from voice_os.audio.simulated import SimulatedMicrophone, SimulatedSpeaker
from voice_os.bench import virtual_time


def ramp(length: int) -> Samples:
    return np.linspace(0.1, 0.9, length, dtype=np.float32)


def on_virtual_time(story: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """A test that takes no time, on a clock that is exact."""

    @functools.wraps(story)
    def test() -> None:
        virtual_time.run(story())

    return test


async def heard_by(microphone: SimulatedMicrophone) -> list[Frame]:
    return [frame async for frame in microphone.frames()]


@pytest.mark.parametrize("real_time", [True, False])
async def test_a_microphone_hears_what_is_queued_in_frames_and_ends(real_time: bool) -> None:
    microphone = SimulatedMicrophone(real_time=real_time)
    sound = ramp(FRAME + 100)
    for piece in np.array_split(sound, 7):
        microphone.queue(piece)
    microphone.end()
    frames = await heard_by(microphone)
    assert [frame.start for frame in frames] == [0, FRAME]
    heard = np.concatenate([frame.samples for frame in frames])
    np.testing.assert_array_equal(heard[: len(sound)], sound)
    assert not heard[len(sound) :].any()


@on_virtual_time
async def test_in_real_time_silence_is_heard_too_and_takes_its_time() -> None:
    microphone = SimulatedMicrophone()
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with aclosing(microphone.frames()) as frames:
        async for frame in frames:
            assert not frame.samples.any()
            if frame.start == 4 * FRAME:
                break
    assert loop.time() - began == pytest.approx(5 * 0.032)


async def test_as_fast_as_possible_the_clock_waits_for_something_to_hear() -> None:
    microphone = SimulatedMicrophone(real_time=False)
    async with asyncio.TaskGroup() as tasks:
        listening = tasks.create_task(heard_by(microphone))
        assert await microphone.say(ramp(FRAME)) == FRAME
        await asyncio.sleep(0.01)
        assert await microphone.say(ramp(10)) == 2 * FRAME
        microphone.end()
    assert len(listening.result()) == 2


async def test_the_clock_goes_on_when_the_microphone_is_opened_again() -> None:
    microphone = SimulatedMicrophone(real_time=False)
    microphone.queue(ramp(4 * FRAME))
    microphone.end()
    async with aclosing(microphone.frames()) as frames:
        assert (await anext(frames)).start == 0
    assert [frame.start for frame in await heard_by(microphone)] == [FRAME, 2 * FRAME, 3 * FRAME]


@on_virtual_time
async def test_a_speaker_plays_in_real_time_and_tells_when() -> None:
    written: list[Samples] = []
    speaker = SimulatedSpeaker(written.append)
    await speaker.open()
    await asyncio.sleep(0.02)
    sound = ramp(PLAYBACK_RATE // 20)
    span = speaker.play(sound)
    assert speaker.heard() < span.end
    assert await speaker.reached(span.start + 1)
    assert await speaker.reached(span.end)
    await speaker.close()
    samples = np.concatenate(written)
    first = int(np.argmax(samples > 0))
    assert first == 0.02 * PLAYBACK_RATE
    np.testing.assert_array_equal(samples[first : first + len(sound)], sound)


@on_virtual_time
async def test_a_stop_answers_those_who_wait() -> None:
    speaker = SimulatedSpeaker(lambda _: None)
    span = speaker.play(ramp(PLAYBACK_RATE))
    async with asyncio.TaskGroup() as tasks:
        waiting = [tasks.create_task(speaker.reached(at)) for at in (1, span.end)]
        await asyncio.sleep(0.05)
        assert speaker.stop() == PLAYBACK_RATE // 20
    assert [answer.result() for answer in waiting] == [True, False]


@on_virtual_time
async def test_who_waits_for_a_position_of_a_held_voice_waits_until_it_was_heard() -> None:
    speaker = SimulatedSpeaker(lambda _: None)
    loop = asyncio.get_running_loop()
    span = speaker.play(ramp(PLAYBACK_RATE))
    began = loop.time()
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(speaker.reached(span.end))
        await asyncio.sleep(0.5)
        speaker.volume = Volume.HELD
        await asyncio.sleep(3600)
        assert speaker.heard() == pytest.approx(0.51 * PLAYBACK_RATE)
        speaker.volume = Volume.LOWERED
        assert await waiting
    assert loop.time() - began == pytest.approx(3600 + 1 - 0.01)


@pytest.mark.parametrize("real_time", [True, False])
async def test_a_held_voice_that_is_stopped_answers_those_who_wait(real_time: bool) -> None:
    speaker = SimulatedSpeaker(lambda _: None, real_time=real_time)
    speaker.volume = Volume.HELD
    span = speaker.play(ramp(PLAYBACK_RATE))
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(speaker.reached(span.end))
        await asyncio.sleep(0.05)
        assert speaker.stop() == 0
    assert not waiting.result()


async def test_a_position_where_nothing_is_queued_is_not_waited_for() -> None:
    speaker = SimulatedSpeaker(lambda _: None)
    speaker.play(ramp(10))
    assert not await speaker.reached(11)


async def test_as_fast_as_possible_everything_is_heard_at_once() -> None:
    written: list[Samples] = []
    speaker = SimulatedSpeaker(written.append, real_time=False)
    span = speaker.play(ramp(PLAYBACK_RATE * 3))
    speaker.chime(ramp(10))
    assert await speaker.reached(span.end)
    assert sum(map(len, written)) >= span.end
