"""Voice activity: how likely it is that someone speaks, frame by frame."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_os.audio import FRAME, Samples
from voice_os.errors import Problem

_CONTEXT = 64
_STATE = (1, 1, 128)


class VoiceActivity:
    """Silero's voice activity model, version 6, as it lies in the faster-whisper wheel, streaming.

    It sees each frame behind the last 64 samples of the one before, and carries a recurrent state
    along. A frame takes about 0.1 ms on one core, so it may run in the event loop.
    """

    def __init__(self) -> None:
        """Load the model. Raises `Problem` where it is missing."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(
            str(_model()), options, providers=["CPUExecutionProvider"]
        )
        self.reset()

    def reset(self) -> None:
        """Forget what was heard: the next frame begins a new recording."""
        self._input: NDArray[np.float32] = np.zeros((1, _CONTEXT + FRAME), np.float32)
        self._h: NDArray[np.float32] = np.zeros(_STATE, np.float32)
        self._c: NDArray[np.float32] = np.zeros(_STATE, np.float32)

    def probability(self, samples: Samples) -> float:
        """How likely it is that the next frame, shape (FRAME,), holds speech: 0 to 1."""
        self._input[0, :_CONTEXT] = self._input[0, -_CONTEXT:]
        self._input[0, _CONTEXT:] = samples
        speech, self._h, self._c = self._session.run(
            None, {"input": self._input, "h": self._h, "c": self._c}
        )
        return float(speech.item())


def _model() -> Path:
    """The model's file. faster-whisper itself is not imported: that would take 0.2 s."""
    spec = find_spec("faster_whisper")
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).parent / "assets" / "silero_vad_v6.onnx"
        if path.is_file():
            return path
    raise Problem(
        "The voice activity model is missing from the package faster-whisper; "
        "set up again with `scripts/voice-os`, or reinstall the package."
    )
