"""The process in which PocketSphinx decodes: `pocketsphinx` starts it, and asks it.

PocketSphinx keeps Python's lock for as long as an utterance takes, half a second and more. In a
process of its own it keeps nobody waiting: neither the frames that are heard meanwhile, nor her
voice, nor the key.

The first line that comes in holds, as JSON, the sentences and the brief phrases to expect; it is
answered with the words that are not known. Each further line names a search and the number of
bytes of sound that follow it; the answer is a list of words, or null.
"""

import json
import math
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from voice_os.stt.sentences import Sentences

BRIEF, COMMANDS, OPEN = "brief", "commands", "_default"
"""The searches. PocketSphinx itself names the one that it starts with, for open talk."""

REST = 0.1
"""Seconds that lie before and behind the sound."""

_FRAMES = 100  # of PocketSphinx, a second
_PHONES = "phones"  # any row of phones, to compare with

# A command: no stranger than this (see `Sentences.strangeness`), and sounding at most so much less
# like its words than like the best row of phones, in nats a frame.
_STRANGEST = 1 / 3
_WORST_SOUND = -6.5

# A brief phrase is nothing beside itself, sounds more like it, and lasts no longer, in
# PocketSphinx's frames: rattling keys make a fine "shut up" of two seconds. Of 56 orders to be
# still (eSpeak NG) 52 are heard, without it 44; no cough, noise or other beginning is heard as one.
_WORST_BRIEF = -5.5
_LONGEST_BRIEF = 120


class HeardWord(NamedTuple):
    """A word, from when to when (seconds), and how sure (0 to 1)."""

    text: str
    start: float
    end: float
    probability: float


class _Heard(NamedTuple):
    """What a search found. `sound` is the log-likelihood of the sound, of `frames` of speech."""

    words: tuple[HeardWord, ...]
    frames: int
    sound: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class Decoder:
    """One decoder with four searches: open talk, brief phrases, commands, and any row of phones."""

    def __init__(self, sentences: Sequence[str], brief: Sequence[str]) -> None:
        """Expect `sentences` and `brief` phrases, but for those with words that are `unknown`."""
        from pocketsphinx import Config, Decoder, get_model_path

        self.unknown: set[str] = set()
        # The mean of the features is that of the utterance alone, not of those before it too.
        self._decoder = Decoder(Config(cmn="batch", loglevel="FATAL"))
        self._decoder.add_allphone_file(_PHONES, get_model_path("en-us/en-us-phone.lm.bin"))
        self._brief = self._searching(BRIEF, brief)
        self._commands = self._searching(COMMANDS, [*sentences, *brief])

    def search(self, name: str, sound: bytes) -> tuple[HeardWord, ...] | None:
        """The words that a search found in 16-bit samples; None: they were something else."""
        if name == OPEN:
            return self._decode(OPEN, sound).words
        if name == BRIEF:
            heard = self._expected(BRIEF, self._brief, 0.0, _WORST_BRIEF, sound)
            return heard.words if heard and heard.frames <= _LONGEST_BRIEF else None
        heard = self._expected(COMMANDS, self._commands, _STRANGEST, _WORST_SOUND, sound)
        return heard.words if heard else None

    def _searching(self, search: str, sentences: Sequence[str]) -> Sentences:
        """Give the decoder a search for sentences; return those of them that it can expect."""
        expected = Sentences.of(self._known(sentences))
        if expected.sentences:
            with tempfile.TemporaryDirectory(prefix="voice-os-") as folder:
                path = Path(folder) / f"{search}.arpa"
                with path.open("w", encoding="utf-8") as file:
                    expected.write_arpa(file)
                self._decoder.add_lm_file(search, str(path))
        return expected

    def _known(self, sentences: Iterable[str]) -> Iterator[str]:
        """The sentences whose words are all in the dictionary."""
        words = {word for sentence in sentences for word in sentence.split()}
        unknown = {word for word in words if self._decoder.lookup_word(word) is None}
        self.unknown |= unknown
        return (sentence for sentence in sentences if unknown.isdisjoint(sentence.split()))

    def _expected(
        self, search: str, among: Sentences, strangest: float, worst: float, sound: bytes
    ) -> _Heard | None:
        """What a search found, if it is like the sentences it was made of, and sounds like that."""
        if not among.sentences:
            return None
        heard = self._decode(search, sound)
        if not heard.words or among.strangeness(heard.text) > strangest:
            return None
        phones = self._decode(_PHONES, sound)
        return heard if (heard.sound - phones.sound) / heard.frames >= worst else None

    def _decode(self, search: str, sound: bytes) -> _Heard:
        decoder = self._decoder
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


def _word(segment: Any) -> HeardWord:
    """A word without the number of its pronunciation: "the(2)" is "the"."""
    return HeardWord(
        text=segment.word.partition("(")[0],
        start=max(segment.start_frame / _FRAMES - REST, 0.0),
        end=max((segment.end_frame + 1) / _FRAMES - REST, 0.0),
        probability=min(segment.prob, 1.0),
    )


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until nothing more is asked."""

    def answer(said: Any) -> None:
        answers.write(json.dumps(said).encode() + b"\n")
        answers.flush()

    decoder = Decoder(*json.loads(requests.readline()))
    answer(sorted(decoder.unknown))
    for line in requests:
        search, length = json.loads(line)
        answer(decoder.search(search, requests.read(length)))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    _serve(sys.stdin.buffer, sys.stdout.buffer)
