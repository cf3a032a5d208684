"""End of turn with Smart Turn: it hears from melody and words whether a thought is finished.

A small network of Daily's (Whisper tiny's encoder and a head), in int8 on the processor. See
https://github.com/pipecat-ai/smart-turn.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.errors import Problem
from voice_os.stt.wheel import faster_whisper
from voice_os.worker import Worker

_WINDOW = 8 * SAMPLE_RATE
_INPUT = "input_features"
_SHAPE = (80, 800)  # mel bands, frames
_LEAST_VARIANCE = 1e-7  # of transformers' feature extractor, which the network was trained with


class SmartTurn:
    """Smart Turn, version 3. Build it with `load`."""

    def __init__(self, worker: Worker, name: str, session: Any, mel: Any) -> None:
        self.name = name
        self._worker = worker
        self._session = session
        self._mel = mel

    @classmethod
    async def load(cls, path: Path, *, name: str = "Smart Turn", threads: int = 1) -> "SmartTurn":
        """Load and warm up the ONNX file at `path`. Raises `Problem` where it cannot be used."""
        worker = Worker("smart-turn")
        try:
            session, mel = await worker.run(_open, path, threads)
        except BaseException:
            await worker.close()
            raise
        return cls(worker, name, session, mel)

    async def finished(self, samples: Samples) -> float:
        """How likely the turn is over (0 to 1), from what was said up to a pause.

        `samples`: the utterance so far, mono, 16 kHz, shape (n,), of which the last 8 s count.
        Has no effects. Calls wait for each other; one that is cancelled before it has begun is
        dropped.
        """
        return await self._worker.run(_finished, self._session, self._mel, samples)

    async def close(self) -> None:
        """Free the engine and its thread."""
        await self._worker.close()


def _open(path: Path, threads: int) -> tuple[Any, Any]:
    """The network and what makes its features, ready: the first call of both is slow."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Asked a few times a minute: threads that spin in between would cost more than the network.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    mel = faster_whisper("feature_extractor").FeatureExtractor(_SHAPE[0])
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        answer = _finished(session, mel, np.zeros(0, np.float32))
    except Exception as error:  # onnxruntime's errors share no class of their own
        raise _damaged(path, str(error).partition("\n")[0]) from None
    if not 0 <= answer <= 1:
        raise _damaged(path, "it gives no probability")
    return session, mel


def _finished(session: Any, mel: Any, samples: Samples) -> float:
    (output,) = session.run(None, {_INPUT: features(samples, mel)[np.newaxis]})
    return float(output.item())


def features(samples: Samples, mel: Any) -> NDArray[np.float32]:
    """The log-mel features of the last 8 s, shape (80, 800); what is shorter has zeros in front.

    The sound is brought to zero mean and unit variance first, zeros included, as the network was
    trained. `mel` is faster-whisper's feature extractor.
    """
    window = np.zeros(_WINDOW, np.float32)
    heard = samples[-_WINDOW:]
    window[_WINDOW - len(heard) :] = heard
    even = (window - window.mean()) / np.sqrt(window.var() + _LEAST_VARIANCE)
    return np.ascontiguousarray(mel(even, padding=0), np.float32)


def _damaged(path: Path, why: str) -> Problem:
    return Problem(
        f"The end-of-turn model {path} cannot be used: {why}. "
        f"Run `voice-os models get {path.parent.name}`."
    )
