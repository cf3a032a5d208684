"""The recorded visitor is understood with nothing downloaded."""

import pytest

from voice_os.audio import SAMPLE_RATE
from voice_os.audio.files import read_wav
from voice_os.demo.demonstration import utterances, words_of
from voice_os.loading import sayable
from voice_os.skills import registry
from voice_os.stt.pocketsphinx import PocketSphinx


@pytest.mark.parametrize("silence", [0.3, 0.2, 0.1])
async def test_every_utterance_is_heard_word_for_word(silence: float) -> None:
    """However much of the 0.3 s of silence at both ends is left."""
    ear = await PocketSphinx.load(sayable(registry.load().skills, "en"))
    cut = round((0.3 - silence) * SAMPLE_RATE)
    heard = []
    for path in utterances():
        sound = read_wav(path)
        heard.append((await ear.transcribe(sound[cut : len(sound) - cut])).text)
    await ear.close()
    assert heard == [words_of(path) for path in utterances()]


def test_there_are_enough_of_them() -> None:
    assert len(utterances()) >= 6
