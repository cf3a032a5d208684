"""Her own voice is taken out of what is heard; nobody else's is."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest

from voice_os.audio import FRAME, PLAYBACK_RATE, SAMPLE_RATE, Frame, Samples
from voice_os.audio.echo import LEAD, EchoCanceller, WithoutEcho
from voice_os.audio.files import read_wav
from voice_os.audio.levels import dbfs
from voice_os.audio.microphone import Microphone
from voice_os.audio.played import Played
from voice_os.audio.resample import resampled
from voice_os.audio.simulated import SimulatedMicrophone, SimulatedSpeaker
from voice_os.audio.sound_card import SoundCard
from voice_os.audio.speaker import Speaker
from voice_os.audio.voice_activity import VoiceActivity
from voice_os.bench import virtual_time
from voice_os.bench.virtual_sound_card import VirtualSoundCard
from voice_os.tts import Delivery
from voice_os.tts.espeak import Espeak

NOISE = 1e-3
SECOND = SAMPLE_RATE
TEXT = (
    "Good morning. It is half past seven, and the sun is shining. You have two appointments today, "
    "the first one at nine with the dentist, and the second one at noon with an old friend.",
    "I have set a timer for ten minutes, and I will let you know when it is over.",
)


async def spoken(text: str, level: float, variant: str | None = None) -> Samples:
    """A sentence at SAMPLE_RATE, at a level in dBFS."""
    voice = await Espeak.load("en", variant=variant)
    pieces = [piece async for piece in voice.synthesize(text, Delivery())]
    await voice.close()
    sound = resampled(np.concatenate(pieces), voice.rate, SAMPLE_RATE)
    return sound * np.float32(10 ** ((level - dbfs(sound)) / 20))


@pytest.fixture
async def hers() -> Samples:
    """What she says, at -20 dBFS: 14 seconds."""
    return np.concatenate([await spoken(text, -20) for text in TEXT])


def synthetic_room() -> Samples:
    """A direct sound and 0.3 s of reverberation, of energy 1."""
    time = np.arange(SAMPLE_RATE // 3) / SAMPLE_RATE
    response = 0.2 * np.random.default_rng(3).standard_normal(len(time)) * np.exp(-23 * time)
    response[0] = 1
    return (response / np.linalg.norm(response)).astype(np.float32)


def echo(sound: Samples, response: Samples, delay: float, decibels: float) -> Samples:
    """What a microphone hears of a sound in a room with a little noise."""
    size = 2 ** int(np.ceil(np.log2(len(sound) + len(response))))
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size))[: len(sound)]
    wet *= 10 ** ((decibels + dbfs(sound) - dbfs(wet.astype(np.float32))) / 20)
    wet = np.concatenate([np.zeros(round(delay * SAMPLE_RATE)), wet])[: len(sound)]
    noise = NOISE * np.random.default_rng(4).standard_normal(len(sound))
    return np.clip(wet + noise, -1, 1).astype(np.float32)


def cancelled(
    heard: Samples,
    hers: Samples,
    *,
    at: Callable[[float], float] = lambda time: time,
    at_once: bool = False,
) -> Samples:
    """What is left; `at` tells the time stamp of a moment on the microphone's clock.

    `at_once`: before the suppressor.
    """
    canceller, played, left = EchoCanceller(lead=0.02), Played(), list[Samples]()
    frames = resampled(hers, SAMPLE_RATE, PLAYBACK_RATE)
    handed = 0
    for start in range(0, len(heard) - FRAME + 1, FRAME):
        captured_at = at(start / SAMPLE_RATE)
        while handed < len(frames) and handed / PLAYBACK_RATE < captured_at + 0.07:
            played.stamp(handed, handed / PLAYBACK_RATE)
            played.add(frames[handed : handed + 480])
            handed += 480
        frame = canceller.clean(Frame(start, heard[start : start + FRAME], captured_at), played)
        assert (frame.start, frame.samples.shape) == (start, (FRAME,))
        left.append(frame.at_once if at_once else frame.samples)
    return np.concatenate(left)


def activity(samples: Samples) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    voice = VoiceActivity()
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    return np.array([voice.probability(frame) for frame in frames])


@pytest.mark.parametrize(("delay", "decibels"), [(0.04, 0), (0.12, -6), (0.25, 0)])
def test_her_voice_is_gone_from_the_first_second_on(
    hers: Samples, delay: float, decibels: float
) -> None:
    heard = echo(hers, synthetic_room(), delay, decibels)
    left = cancelled(heard, hers)
    first, later = slice(SECOND // 4, SECOND), slice(3 * SECOND, len(left))
    assert dbfs(heard[first]) - dbfs(left[first]) > 15
    assert dbfs(heard[later]) - dbfs(left[later]) > 25
    assert np.mean(activity(heard) > 0.5) > 0.8
    assert np.mean(activity(left) > 0.5) < 0.03


async def test_a_person_who_speaks_over_her_is_heard(hers: Samples) -> None:
    person = await spoken("Please stop that, I would like to say something else.", -26, "f5")
    said = np.zeros_like(hers)
    said[6 * SECOND :][: len(person)] = person
    left = cancelled(echo(hers, synthetic_room(), 0.06, -6) + said, hers)
    speaks = activity(said)[: len(left) // FRAME] > 0.5
    assert np.mean(activity(left)[speaks] > 0.5) > 0.5


async def test_before_the_suppressor_a_person_is_told_from_the_first_frame(hers: Samples) -> None:
    person = await spoken("Please stop that.", -30, "f5")
    said = np.zeros_like(hers)
    said[8 * SECOND :][: len(person)] = person
    heard = echo(hers, synthetic_room(), 0.06, -6)
    alone, both = (cancelled(one, hers, at_once=True) for one in (heard, heard + said))
    begins = 8 * SECOND + int(np.argmax(np.abs(person) > 0.01))
    first = slice(begins, begins + FRAME)
    assert dbfs(heard[first]) - dbfs(alone[first]) > 15
    late = slice(begins - 64, begins - 64 + FRAME)  # 4 ms
    # Damped a little with the echo, by as much as the echo path doubts itself.
    assert dbfs(both[first]) == pytest.approx(dbfs(said[late]), abs=5)


def test_once_the_room_is_known_she_stays_out_of_it_however_long_it_was_quiet(
    hers: Samples,
) -> None:
    quiet = np.zeros(2 * SECOND, np.float32)
    twice = np.concatenate([hers, quiet, hers])
    heard = echo(twice, synthetic_room(), 0.12, 0)
    left = cancelled(heard, twice, at_once=True)
    again = slice(len(hers) + 2 * SECOND, len(left))
    loudest = max(map(dbfs, np.split(left[again][: SECOND // FRAME * FRAME], SECOND // FRAME)))
    assert loudest < dbfs(hers) - 20


def test_until_the_room_is_known_nothing_tells_of_her(hers: Samples) -> None:
    left = cancelled(heard := echo(hers, synthetic_room(), 0.12, 0), hers, at_once=True)
    first = slice(SECOND // 4, SECOND)
    assert dbfs(heard[first]) - dbfs(left[first]) > 15


def test_a_drift_of_100_ppm_is_followed(hers: Samples) -> None:
    heard = echo(hers, synthetic_room(), 0.06, 0)
    ticks = np.arange(int(len(heard) * 1.0001)) / 1.0001
    slow = np.interp(ticks, np.arange(len(heard)), heard).astype(np.float32)
    left = cancelled(slow, hers, at=lambda time: time / 1.0001)
    later = slice(4 * SECOND, len(left))
    assert dbfs(slow[later]) - dbfs(left[later]) > 25


def test_a_jump_of_the_delay_is_got_over(hers: Samples) -> None:
    hers = np.tile(hers, 2)
    room, half = synthetic_room(), len(hers) // 2
    heard = np.concatenate([echo(hers, room, 0.05, 0)[:half], echo(hers, room, 0.15, 0)[half:]])
    left = cancelled(heard, hers)
    settled = slice(half + 3 * SECOND, len(left))
    assert dbfs(heard[settled]) - dbfs(left[settled]) > 20


def test_an_hour_with_the_lid_closed_is_got_over(hers: Samples) -> None:
    heard = echo(hers, synthetic_room(), 0.05, 0)
    canceller, played = EchoCanceller(), Played()
    left = list[Samples]()
    for begins in (0.0, 3600.0):
        frames = resampled(hers, SAMPLE_RATE, PLAYBACK_RATE)
        first = len(left) * 1536
        for index, frame in enumerate(heard[: len(heard) // FRAME * FRAME].reshape(-1, FRAME)):
            now = begins + index * FRAME / SAMPLE_RATE
            played.stamp(first + index * 1536, now, anew=index == 0)
            played.add(frames[index * 1536 : (index + 1) * 1536])
            start = len(left) * FRAME
            left.append(canceller.clean(Frame(start, frame, now), played).samples)
    again = np.concatenate(left[len(left) // 2 :])
    later = slice(2 * SECOND, len(again))
    assert dbfs(heard[later]) - dbfs(again[later]) > 20


def test_while_she_is_silent_everything_passes_16_ms_late(hers: Samples) -> None:
    left = cancelled(hers, np.zeros_like(hers))
    np.testing.assert_array_equal(left[256:], hers[: len(left) - 256])


def test_a_frame_without_a_time_stamp_is_left_alone() -> None:
    frame = Frame(0, np.ones(FRAME, np.float32))
    assert EchoCanceller().clean(frame, Played()) is frame


def test_it_works_between_a_simulated_speaker_and_microphone(hers: Samples) -> None:
    async def story() -> tuple[Samples, Samples]:
        said: list[Samples] = []
        speaker = SimulatedSpeaker(said.append)
        microphone = SimulatedMicrophone()
        source = WithoutEcho(microphone, speaker)
        await speaker.open()
        speaker.play(resampled(hers, SAMPLE_RATE, PLAYBACK_RATE))
        microphone.queue(heard := echo(hers, synthetic_room(), 0.06, 0))
        microphone.end()
        return heard, await everything(source.frames())

    heard, left = virtual_time.run(story())
    later = slice(3 * SECOND, len(left))
    assert dbfs(heard[later]) - dbfs(left[later]) > 25


async def everything(frames: AsyncGenerator[Frame, None]) -> Samples:
    return np.concatenate([frame.samples async for frame in frames])


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_it_holds_in_real_rooms(shared: Path, hers: Samples, number: int) -> None:
    response = read_wav(shared / f"data/speech-speechbrain/RIRs/rir{number}.wav")
    left = cancelled(heard := echo(hers, response, 0.08, 0), hers)
    later = slice(3 * SECOND, len(left))
    assert dbfs(heard[later]) - dbfs(left[later]) > 15
    assert np.mean(activity(left) > 0.5) < 0.03


async def test_her_voice_is_gone_on_a_real_sound_server(
    pulse_card: VirtualSoundCard, hers: Samples
) -> None:
    pulse_card.control(
        "load-module", "module-loopback", "source=speaker.monitor", "sink=mic_pipe",
        "latency_msec=100",
    )  # fmt: skip
    card, heard, left = SoundCard(), list[Samples](), list[Samples]()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(card.run())
        speaker, canceller = Speaker(card), EchoCanceller(lead=LEAD)
        await speaker.open()
        speaker.play(resampled(hers[: 8 * SECOND], SAMPLE_RATE, PLAYBACK_RATE))
        async with aclosing(Microphone(card).frames()) as frames:
            async for frame in frames:
                heard.append(frame.samples)
                left.append(canceller.clean(frame, speaker.played).samples)
                if frame.end > 7 * SECOND:
                    break
        await speaker.close()
        running.cancel()
    if speaker.underruns:
        pytest.skip(f"the machine is too busy: the speaker ran dry {speaker.underruns} times")
    before, after = np.concatenate(heard), np.concatenate(left)
    seconds = [slice(second * SECOND, (second + 1) * SECOND) for second in range(2, 7)]
    assert dbfs(before) > -40
    # The server moves its buffers in the first seconds, and again when the machine is busy.
    assert max(dbfs(before[second]) - dbfs(after[second]) for second in seconds) > 15
