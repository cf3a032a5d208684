"""Speech-to-text with PocketSphinx: the ear of a machine that has no Whisper.

English only; everything it needs is in its wheel. It looks for a brief phrase first ("stop",
"wait", "okay"), which would be lost among thousands of sentences, then for a command: with a
language model made of what is expected it hears that well, and in a fraction of the time. What does
not sound like one is heard again with the wheel's open model, which gets a third to a half of the
words wrong.
"""

import logging
import math
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.errors import Problem
from voice_os.stt import Transcript, Word
from voice_os.stt.sentences import Sentences
from voice_os.worker import Worker

_LOG = logging.getLogger(__name__)

_LEAST = SAMPLE_RATE // 10  # shorter than this there is no word
_FRAMES = 100  # of PocketSphinx, a second

# A command: no stranger than this (see `Sentences.strangeness`), and sounding at most so much less
# like its words than like the best row of phones, in nats a frame.
_STRANGEST = 1 / 3
_WORST_SOUND = -6.5

# A brief phrase is nothing beside itself, sounds more like it, and lasts no longer, in
# PocketSphinx's frames: rattling keys make a fine "shut up" of two seconds. Of 56 orders to be
# still (eSpeak NG) 52 are heard, without it 44; no cough, noise or other beginning is heard as one.
_WORST_BRIEF = -5.5
_LONGEST_BRIEF = 120

# The model was trained on rooms that are never quite still, so a little noise goes under speech
# of an even loudness. Of 100 real orders 95 were then heard right, without it 81.
_LOUDNESS = 0.5
_MOST_GAIN = 30.0
_NOISE = 1e-3
_REST = 0.1  # seconds of that noise before and behind, so that no word stands at the very edge

# The searches of the one decoder. PocketSphinx itself names the one that it starts with.
_OPEN, _BRIEF, _COMMANDS, _PHONES = "_default", "brief", "commands", "phones"


class PocketSphinx:
    """PocketSphinx, expecting some sentences. Build it with `load`."""

    name = "PocketSphinx"

    def __init__(self, worker: Worker, decoder: Any, brief: Sentences, commands: Sentences) -> None:
        self._worker = worker
        self._decoder = decoder
        self._brief = brief
        self._commands = commands

    @classmethod
    async def load(
        cls, sentences: Sequence[str], *, brief: Sequence[str] = (), language: str = "en"
    ) -> "PocketSphinx":
        """Load, and expect `sentences` (lower case, numbers in words, no punctuation).

        `brief`: what people say in a word or two, and mean much by: those are listened for first.

        Sentences with a word that is not in PocketSphinx's dictionary cannot be expected; such
        words are logged. Raises `Problem` where `language` is not English.
        """
        if language != "en":
            raise Problem(
                f"PocketSphinx does not understand the language {language!r}, only English. "
                "`voice-os setup` gets a Whisper model that does."
            )
        worker = Worker("pocketsphinx")
        try:
            decoder, *expected = await worker.run(_open, sentences, brief)
        except BaseException:
            await worker.close()
            raise
        return cls(worker, decoder, *expected)

    async def transcribe(self, samples: Samples) -> Transcript:
        """Transcribe one utterance (mono, 16 kHz, shape (n,)). Has no effects.

        Calls wait for each other; what is cancelled before it has begun is dropped.
        """
        if len(samples) < _LEAST:
            return Transcript("")
        sound = _pcm(samples)
        for search in (self._brief_phrase, self._command):
            if (found := await self._worker.run(search, sound)) is not None:
                return found
        return await self._worker.run(self._dictation, sound)

    async def close(self) -> None:
        """Free the thread; the decoder goes with this object."""
        await self._worker.close()

    def _brief_phrase(self, sound: bytes) -> Transcript | None:
        """The brief phrase that was said, or None if it was something else."""
        heard = self._expected(_BRIEF, self._brief, 0.0, _WORST_BRIEF, sound)
        return heard.transcript if heard and heard.frames <= _LONGEST_BRIEF else None

    def _command(self, sound: bytes) -> Transcript | None:
        """The command that was said, or None if it was something else."""
        heard = self._expected(_COMMANDS, self._commands, _STRANGEST, _WORST_SOUND, sound)
        return heard.transcript if heard else None

    def _expected(
        self, search: str, among: Sentences, strangest: float, worst: float, sound: bytes
    ) -> "_Heard | None":
        """What a search found, if it is like the sentences it was made of, and sounds like that."""
        if not among.sentences:
            return None
        heard = _decode(self._decoder, search, sound)
        if not heard.words or among.strangeness(heard.text) > strangest:
            return None
        phones = _decode(self._decoder, _PHONES, sound)
        return heard if (heard.sound - phones.sound) / heard.frames >= worst else None

    def _dictation(self, sound: bytes) -> Transcript:
        return _decode(self._decoder, _OPEN, sound).transcript


class _Heard(NamedTuple):
    """What a search found. `sound` is the log-likelihood of the sound, of `frames` of speech."""

    words: tuple[Word, ...]
    frames: int
    sound: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def transcript(self) -> Transcript:
        return Transcript(self.text, self.words)


def _open(sentences: Sequence[str], brief: Sequence[str]) -> tuple[Any, Sentences, Sentences]:
    """One decoder with four searches: open talk, brief phrases, commands, and any row of phones."""
    from pocketsphinx import Config, Decoder, get_model_path

    # The mean of the features is that of the utterance alone, not of those before it too.
    decoder = Decoder(Config(cmn="batch", loglevel="FATAL"))
    decoder.add_allphone_file(_PHONES, get_model_path("en-us/en-us-phone.lm.bin"))
    short = _searching(decoder, _BRIEF, brief)
    return decoder, short, _searching(decoder, _COMMANDS, [*sentences, *brief])


def _searching(decoder: Any, search: str, sentences: Sequence[str]) -> Sentences:
    """Give the decoder a search for sentences; return those of them that it can expect."""
    expected = Sentences.of(_known(sentences, decoder))
    if expected.sentences:
        with tempfile.TemporaryDirectory(prefix="voice-os-") as folder:
            path = Path(folder) / f"{search}.arpa"
            with path.open("w", encoding="utf-8") as file:
                expected.write_arpa(file)
            decoder.add_lm_file(search, str(path))
    return expected


def _known(sentences: Sequence[str], decoder: Any) -> Iterator[str]:
    """The sentences whose words are all in the dictionary."""
    words = {word for sentence in sentences for word in sentence.split()}
    unknown = {word for word in words if decoder.lookup_word(word) is None}
    if unknown:
        _LOG.warning("PocketSphinx does not know these words: %s", ", ".join(sorted(unknown)))
    return (sentence for sentence in sentences if unknown.isdisjoint(sentence.split()))


def _pcm(samples: Samples) -> bytes:
    """16-bit samples of an even loudness, with the noise of a room. The same for the same."""
    peak = float(np.abs(samples).max(initial=0.0))
    gain = min(_LOUDNESS / peak, _MOST_GAIN) if peak else 1.0
    padded: Samples = np.pad(gain * samples, round(_REST * SAMPLE_RATE))
    noise = np.random.default_rng(0).standard_normal(len(padded), np.float32)
    sound = np.clip(padded + _NOISE * noise, -1.0, 1.0)
    return (sound * np.float32(32_767)).astype("<i2").tobytes()


def _decode(decoder: Any, search: str, sound: bytes) -> _Heard:
    decoder.activate_search(search)
    decoder.reinit_feat()  # or the noise of earlier utterances would leave a trace in this one
    decoder.start_utt()
    decoder.process_raw(sound, full_utt=True)
    decoder.end_utt()
    # The last segment, the sentence's end, repeats the score of the one before it.
    segments = [one for one in decoder.seg() or () if one.word != "</s>"]
    spoken = [one for one in segments if not one.word.startswith(("<", "[", "+"))]
    return _Heard(
        words=tuple(_word(one) for one in spoken),
        frames=sum(one.end_frame - one.start_frame + 1 for one in spoken),
        sound=sum(math.log(max(one.ascore, sys.float_info.min)) for one in segments),
    )


def _word(segment: Any) -> Word:
    """A word without the number of its pronunciation: "the(2)" is "the"."""
    return Word(
        text=segment.word.partition("(")[0],
        start=max(segment.start_frame / _FRAMES - _REST, 0.0),
        end=max((segment.end_frame + 1) / _FRAMES - _REST, 0.0),
        probability=min(segment.prob, 1.0),
    )
