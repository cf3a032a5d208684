"""Text-to-speech with Piper: a neural voice (VITS) run by onnxruntime, in this process."""

import asyncio
import json
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import Any

import numpy as np

from voice_os.audio import Samples
from voice_os.errors import Problem
from voice_os.tts import Delivery
from voice_os.tts.phrasing import LEVEL, phrased
from voice_os.worker import Worker

_WARM_UP = "Hello."


class Piper:
    """A Piper voice. Build it with `load`."""

    def __init__(self, worker: Worker, voice: Any, speaker: int | None, name: str) -> None:
        self._worker = worker
        self._voice = voice
        self._speaker = speaker
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
            worker.close()
            raise
        return cls(worker, voice, speaker, f"Piper {path.stem}")

    @property
    def name(self) -> str:
        """The engine and voice, for people."""
        return self._name

    @property
    def rate(self) -> int:
        """Samples a second of what `synthesize` yields."""
        return int(self._voice.config.sample_rate)

    def synthesize(self, clause: str, delivery: Delivery) -> AsyncGenerator[Samples, None]:
        """Yield the sound of a clause, a piece for each sentence that Piper finds in it."""
        return self._worker.iterate(_sound(self._voice, self._speaker, clause, delivery))

    async def close(self) -> None:
        """Free the voice and its thread."""
        await asyncio.to_thread(self._worker.close)


def _sound(
    voice: Any, speaker: int | None, clause: str, delivery: Delivery
) -> Generator[Samples, None, None]:
    """Speak a clause. Piper scales every sentence to the same peak, which `volume` then lowers.

    Piper knows no pitch: the clause is spoken slower by as much as resampling will hurry it.
    """
    import soxr
    from piper import SynthesisConfig

    style = SynthesisConfig(
        speaker_id=speaker,
        length_scale=voice.config.length_scale * delivery.pitch / delivery.rate,
        volume=LEVEL,
    )
    rate = voice.config.sample_rate
    text = clause.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    for chunk in voice.synthesize(text, style):
        sound = np.atleast_1d(chunk.audio_float_array)
        if delivery.pitch != 1.0:
            sound = soxr.resample(sound, rate * delivery.pitch, rate)
        # Among the phonemes Piper keeps the punctuation, so each sentence gets its own pause.
        piece = phrased(sound, "".join(chunk.phonemes), delivery, rate)
        if len(piece):
            yield piece


def _load(path: Path, speaker: int | None, threads: int) -> Any:
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
    try:
        session = onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
        voice = PiperVoice(session=session, config=config)
        for _ in _sound(voice, speaker, _WARM_UP, Delivery()):
            pass
    except Exception as error:  # onnxruntime's own errors share no nearer base
        raise Problem(
            f"The voice file {path} cannot be used ({_line(error)}). {way_out}"
        ) from error
    return voice


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
