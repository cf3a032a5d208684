"""Text-to-speech with Piper: a neural voice (VITS) run by onnxruntime, in this process."""

import json
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from voice_os.audio import Samples
from voice_os.errors import Problem
from voice_os.tts import Delivery
from voice_os.tts.phrasing import LEVEL, phrased
from voice_os.worker import Worker

_WARM_UP = "I am here, and I will gladly answer whatever you would like to ask me today."
_SCALES = (0.2, 0.4, 0.6, 1.0, 6.0)  # the last is not measured but drawn out


class _Voice(NamedTuple):
    """A loaded voice, one speaker of it, and what `_stretches` found."""

    engine: Any
    speaker: int | None
    stretches: tuple[float, ...] = _SCALES

    @property
    def sample_rate(self) -> int:
        return int(self.engine.config.sample_rate)


class Piper:
    """A Piper voice. Build it with `load`."""

    def __init__(self, worker: Worker, voice: _Voice, name: str) -> None:
        self._worker = worker
        self._voice = voice
        self._name = name

    @classmethod
    async def load(cls, path: Path, *, speaker: int | None, threads: int) -> "Piper":
        """Load a voice, `path` and `path`.json, and speak once unheard: the first call is slow.

        `speaker` picks one of a voice that has several; `threads` of 0 leaves their number to
        onnxruntime. Raises `Problem` where a file is missing or broken, or the voice has no such
        speaker.
        """
        worker = Worker("piper")
        try:
            voice = await worker.run(_load, path, speaker, threads)
        except BaseException:
            await worker.close()
            raise
        return cls(worker, voice, f"Piper {path.stem}")

    @property
    def name(self) -> str:
        """The engine and voice, for people."""
        return self._name

    @property
    def rate(self) -> int:
        """Samples a second of what `synthesize` yields."""
        return self._voice.sample_rate

    def synthesize(self, clause: str, delivery: Delivery) -> AsyncGenerator[Samples, None]:
        """Yield the sound of a clause, a piece for each sentence that Piper finds in it."""
        return self._worker.iterate(_sound(self._voice, clause, delivery))

    async def close(self) -> None:
        """Free the voice and its thread."""
        await self._worker.close()


def _sound(voice: _Voice, clause: str, delivery: Delivery) -> Generator[Samples, None, None]:
    """Speak a clause. Piper scales every sentence to the same peak, which `volume` then lowers.

    Piper knows no pitch: the clause is spoken slower by as much as resampling will hurry it.
    """
    import soxr
    from piper import SynthesisConfig

    scale = float(np.interp(delivery.pitch / delivery.rate, voice.stretches, _SCALES))
    style = SynthesisConfig(
        speaker_id=voice.speaker,
        length_scale=voice.engine.config.length_scale * scale,
        volume=LEVEL,
    )
    rate = voice.sample_rate
    text = clause.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    for chunk in voice.engine.synthesize(text, style):
        sound = np.atleast_1d(chunk.audio_float_array)
        if delivery.pitch != 1.0:
            sound = soxr.resample(sound, rate * delivery.pitch, rate)
        # Among the phonemes Piper keeps the punctuation, so each sentence gets its own pause.
        piece = phrased(sound, "".join(chunk.phonemes), delivery, rate)
        if len(piece):
            yield piece


def _stretches(voice: _Voice) -> tuple[float, ...]:
    """How long a sentence becomes at each of `_SCALES`, against the voice's own way.

    Piper rounds each sound up to a whole frame, so half the `length_scale` is more than half as
    long. This also warms the voice up.
    """
    from piper import SynthesisConfig

    lengths = []
    for scale in _SCALES[:-1]:
        style = SynthesisConfig(
            speaker_id=voice.speaker, length_scale=voice.engine.config.length_scale * scale
        )
        chunks = voice.engine.synthesize(_WARM_UP, style)
        lengths.append(sum(chunk.audio_float_array.size for chunk in chunks))
    if not lengths[-1]:
        raise ValueError("the voice says nothing")
    measured = np.maximum.accumulate(lengths) / lengths[-1]
    # Longer sounds round less and less: from here on it is a line.
    slope = float(1 - measured[-2]) / (_SCALES[-2] - _SCALES[-3])
    return (*measured.tolist(), 1 + slope * (_SCALES[-1] - _SCALES[-2]))


def _load(path: Path, speaker: int | None, threads: int) -> _Voice:
    """The voice, checked and warm."""
    import onnxruntime
    from piper import PiperConfig, PiperVoice

    way_out = f"Get the voice with `voice-os models get {path.stem}` or `voice-os setup`."
    config_path = path.with_name(path.name + ".json")
    for file in (path, config_path):
        if not file.is_file():
            raise Problem(f"The voice file {file} is missing. {way_out}")
    try:
        config = PiperConfig.from_dict(json.loads(config_path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(f"The voice file {config_path} is broken. {way_out}") from error
    if speaker is not None and not 0 <= speaker < config.num_speakers:
        raise Problem(
            f"The voice {path.stem} has no speaker {speaker}: "
            + f"`voice-os config set tts.speaker` takes 0 to {config.num_speakers - 1}."
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that spin while they wait lose to whoever else is busy on the machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
        voice = _Voice(PiperVoice(session=session, config=config), speaker)
        return voice._replace(stretches=_stretches(voice))
    except Exception as error:  # onnxruntime's own errors share no nearer base
        raise Problem(f"The voice file {path} is broken or not a voice. {way_out}") from error
