"""The recorded visitor is understood with nothing downloaded."""

from pathlib import Path

import pytest

from voice_os.audio.files import read_wav
from voice_os.demo.demonstration import utterances, words_of
from voice_os.skills import registry
from voice_os.stt.pocketsphinx import PocketSphinx


@pytest.mark.parametrize("path", utterances(), ids=lambda path: path.stem)
async def test_every_utterance_is_heard_word_for_word(path: Path) -> None:
    ear = await PocketSphinx.load(registry.sentences(registry.load().skills, "en"))
    assert (await ear.transcribe(read_wav(path))).text == words_of(path)
    await ear.close()


def test_there_are_enough_of_them() -> None:
    assert len(utterances()) >= 6
