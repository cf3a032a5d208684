"""Something long for her to say: sentences of every day by eSpeak NG, and people reading aloud.

A reader's voice stands for that of Piper, which sounds like one.
"""

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.audio.files import read_wav
from voice_os.bench.intruders import active_level, say
from voice_os.bench.scene import HER_LEVEL, HerSpeech, Sentence
from voice_os.tts import Delivery

_SENTENCES = (
    "The old harbour lay quiet under a thin fog this morning, and nobody was out yet.",
    "Your grandmother wrote three letters that summer, and all of them were about the garden.",
    "If you boil the potatoes first, they will not take so long in the oven.",
    "The train at half past nine is late again, so the next one is your best choice.",
    "A heron can stand in cold water for an hour without moving a feather.",
    "You asked me yesterday about the bill from the dentist; it is due on Friday.",
    "Rain is likely in the afternoon, with a little wind from the west.",
    "The moon is about four hundred thousand kilometres away, and it drifts a little every year.",
    "First unscrew the cover, then lift the filter out, and rinse it under warm water.",
    "There are two new messages, one from Paul and one from the library.",
    "Honey never spoils, because it holds so little water that nothing can live in it.",
    "I would read the second chapter again; it says why he went back to the island.",
)

_PAUSE = np.zeros(int(0.25 * SAMPLE_RATE), np.float32)


async def her_speech(readers: Sequence[Sequence[Path]], seed: int) -> list[HerSpeech]:
    """What she says in one room after another: by eSpeak NG, and by readers, if there are any.

    `readers`: the recordings of each, beside which lies what they read.
    """
    spoken = [await _spoken(variant, seed) for variant in ("f4", "m5")]
    return [*spoken, *(_read(paths) for paths in readers if paths)]


async def _spoken(variant: str, seed: int) -> HerSpeech:
    order = np.random.default_rng(seed).permutation(len(_SENTENCES))
    texts = [_SENTENCES[number] for number in order]
    return _joined([(text, await say(text, Delivery(), variant)) for text in texts])


def _read(paths: Sequence[Path]) -> HerSpeech:
    return _joined(
        [(path.with_suffix(".txt").read_text("utf-8"), read_wav(path)) for path in paths]
    )


def _joined(said: list[tuple[str, Samples]]) -> HerSpeech:
    sounds = [np.concatenate([sound / active_level(sound), _PAUSE]) for _, sound in said]
    starts = accumulate((len(sound) for sound in sounds), initial=0)
    sentences = tuple(Sentence(start, text) for start, (text, _) in zip(starts, said, strict=False))
    return HerSpeech((HER_LEVEL * np.concatenate(sounds)).astype(np.float32), sentences)
