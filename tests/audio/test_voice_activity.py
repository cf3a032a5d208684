"""Whether someone speaks, on Silero's real model."""

from pathlib import Path

import numpy as np
import pytest

from voice_os.audio import FRAME, Samples
from voice_os.audio.files import read_wav
from voice_os.audio.voice_activity import VoiceActivity


@pytest.fixture(scope="module")
def activity() -> VoiceActivity:
    return VoiceActivity()


def probabilities(activity: VoiceActivity, samples: Samples) -> list[float]:
    activity.reset()
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    return [activity.probability(frame) for frame in frames]


def noise(seconds: float) -> Samples:
    generator = np.random.default_rng(1)
    return (0.01 * generator.standard_normal(int(seconds * 16_000))).astype(np.float32)


def test_silence_and_noise_are_no_speech(activity: VoiceActivity) -> None:
    assert max(probabilities(activity, np.zeros(16_000, np.float32))) < 0.1
    assert max(probabilities(activity, noise(2))) < 0.3


def test_a_person_speaking_is_speech(activity: VoiceActivity, shared: Path) -> None:
    speech = read_wav(shared / "data/speech-jfk/jfk.wav")
    assert np.mean(np.array(probabilities(activity, speech)) > 0.5) > 0.5


def test_frame_by_frame_is_the_same_as_faster_whispers_batch(
    activity: VoiceActivity, shared: Path
) -> None:
    from faster_whisper.vad import get_vad_model

    speech = read_wav(shared / "data/speech-jfk/jfk.wav")
    speech = speech[: len(speech) // FRAME * FRAME]
    batch = get_vad_model()(speech.copy()).ravel()
    # The batch blanks the last frame's end, so the last frame is left out.
    np.testing.assert_allclose(probabilities(activity, speech)[:-1], batch[:-1], atol=1e-4)


def test_a_reset_forgets(activity: VoiceActivity) -> None:
    first = probabilities(activity, noise(0.5))
    assert probabilities(activity, noise(0.5)) == first
