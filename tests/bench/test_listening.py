from dataclasses import replace
from pathlib import Path

import numpy as np

from voice_os.audio import SAMPLE_RATE
from voice_os.audio.levels import dbfs
from voice_os.bench.listening import BEHIND, SNRS, Rooms, hear
from voice_os.bench.recordings import level_of_speech, recordings


def test_a_room_is_the_same_for_the_same_recording(tmp_path: Path) -> None:
    one = next(recordings(tmp_path))
    rooms, again = Rooms.of(tmp_path), Rooms.of(tmp_path)
    around = rooms.around(one, one.samples)
    assert np.array_equal(around, again.around(one, one.samples))
    assert not np.array_equal(around, rooms.around(replace(one, name="another"), one.samples))


def test_noise_lies_as_far_under_the_speech_as_is_stated(tmp_path: Path) -> None:
    one = next(recordings(tmp_path))
    around = Rooms.of(tmp_path).around(one, one.until(one.end + 3 * SAMPLE_RATE))
    speech = level_of_speech(around, one.samples[: one.end])
    snr = speech - dbfs(around[-SAMPLE_RATE:])
    assert min(SNRS) - 2 < snr < max(SNRS) + 2


async def test_the_last_pause_begins_about_where_the_words_end(tmp_path: Path) -> None:
    one = next(recordings(tmp_path))
    heard = await hear(one, "clean", Rooms.of(tmp_path), None, None)
    last = heard.pauses[-1]
    assert abs(last.began - one.end) < 0.3 * SAMPLE_RATE
    assert last.lasted > BEHIND / 2
    assert last.evidence.finished is None
    assert 0 < last.evidence.spoken <= one.end
