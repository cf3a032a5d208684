"""Speech-to-text with Whisper, its encoder given no more than the utterance.

faster-whisper fills the encoder's window up to 30 s, and the encoder takes most of the time: a
window of the length of the utterance costs a quarter of that or less. Whisper was trained on full
windows, so a result that looks wrong is decoded again in one.

How much margin behind the speech real weights need to find the same words, and how often they
need the second look, has not been measured yet.
"""

from pathlib import Path

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.stt import Transcript
from voice_os.stt.guards import Result, is_doubtful, is_made_up
from voice_os.stt.pieces import pieces
from voice_os.stt.whisper_model import LONGEST_WINDOW, WhisperModel, open_model
from voice_os.worker import Worker

_LEAST = SAMPLE_RATE // 10  # shorter than this there is no word
_LEAST_PIECE = 5.0  # seconds: however large a margin is wished, a piece holds this much speech


class Whisper:
    """Whisper in one language. Build it with `load`."""

    def __init__(
        self, worker: Worker, model: WhisperModel, *, window_margin: float, window_floor: float
    ) -> None:
        self._worker = worker
        self._model = model
        self._margin = window_margin
        self._floor = window_floor

    @classmethod
    async def load(
        cls,
        folder: Path,
        *,
        language: str,
        threads: int,
        window_margin: float,
        window_floor: float,
    ) -> "Whisper":
        """Load and warm up the CTranslate2 model in `folder`.

        `threads` of 0: as many as there are cores. The encoder is given the utterance and
        `window_margin` seconds of silence behind it, `window_floor` seconds at least. Raises
        `Problem` where a file is missing or damaged, or the model does not know `language`.
        """
        worker = Worker("whisper")
        try:
            model = await worker.run(open_model, folder, language, threads)
        except BaseException:
            await worker.close()
            raise
        return cls(worker, model, window_margin=window_margin, window_floor=window_floor)

    @property
    def name(self) -> str:
        """The engine and model, for people."""
        return f"Whisper {self._model.name}"

    async def transcribe(self, samples: Samples) -> Transcript:
        """Transcribe one utterance (mono, 16 kHz, shape (n,)). Has no effects.

        Calls wait for each other; one that is cancelled before it has begun is dropped.
        """
        longest = max(LONGEST_WINDOW - self._margin, _LEAST_PIECE)
        results = [
            await self._worker.run(self._listen, piece)
            for piece in pieces(samples, round(longest * SAMPLE_RATE))
            if len(piece) >= _LEAST
        ]
        return Transcript(
            text=" ".join(result.text for result in results if result.text),
            no_speech=min((result.no_speech for result in results), default=1.0),
        )

    async def close(self) -> None:
        """Free the engine and its thread."""
        await self._worker.run(self._model.close)
        await self._worker.close()

    def _listen(self, samples: Samples) -> Result:
        """Decode a piece; where the result looks wrong, again in a full window; else no text."""
        model = self._model
        window = self._window(len(samples) / SAMPLE_RATE)
        result = model.decode(samples, window)
        if window < LONGEST_WINDOW and is_doubtful(result, model.language):
            result = model.decode(samples, LONGEST_WINDOW)
        if is_made_up(result, model.language):
            return Result("", result.no_speech, result.log_probability)
        return result

    def _window(self, seconds: float) -> float:
        """How many seconds the encoder is given for an utterance."""
        return min(max(seconds + self._margin, self._floor), LONGEST_WINDOW)
