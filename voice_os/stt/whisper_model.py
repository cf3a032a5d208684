"""A Whisper model: CTranslate2 in-process, int8 on the processor, and what stands around it.

faster-whisper gives its feature extractor and tokenizer; encoder and decoder are CTranslate2's,
called directly, so that the encoder's window can be chosen.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voice_os.audio import SAMPLE_RATE, Samples
from voice_os.cores import usable_cores
from voice_os.errors import Problem
from voice_os.stt.guards import Result
from voice_os.stt.wheel import faster_whisper

LONGEST_WINDOW = 30.0
"""Seconds that Whisper's encoder takes at most."""

_FRAME = 160  # samples of a frame of features
_CONTEXT = 448  # tokens of prompt and text that Whisper's decoder holds
_TOKENS = 32  # of a text, and so many more a second: beyond what anybody says, in any script
_TOKENS_A_SECOND = 25


@dataclass(frozen=True, slots=True)
class WhisperModel:
    """The network with its features, words and prompt. Lives on one thread. See `open_model`."""

    name: str
    language: str
    network: Any  # ctranslate2.models.Whisper
    features: Any  # faster_whisper.feature_extractor.FeatureExtractor
    tokenizer: Any  # faster_whisper.tokenizer.Tokenizer
    prompt: Sequence[int]
    suppressed: Sequence[int]

    def decode(self, samples: Samples, window: float) -> Result:
        """The likeliest text, greedily, with `window` seconds given to the encoder."""
        import ctranslate2

        frames = round(window * SAMPLE_RATE) // _FRAME
        # Silence behind the speech, as in Whisper's training; what the window cannot hold is cut.
        sound = np.zeros(frames * _FRAME, np.float32)
        sound[: len(samples)] = samples[: len(sound)]
        features = np.ascontiguousarray(self.features(sound, padding=0)[np.newaxis])
        tokens = _TOKENS + round(_TOKENS_A_SECOND * min(len(samples) / SAMPLE_RATE, window))
        decoded = self.network.generate(
            self.network.encode(ctranslate2.StorageView.from_array(features)),
            [self.prompt],
            beam_size=1,
            max_length=min(len(self.prompt) + tokens, _CONTEXT),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=self.suppressed,
        )[0]
        said = decoded.sequences_ids[0]
        # CTranslate2's score is the mean over these; Whisper's limits count the end of text too.
        log_probability = decoded.scores[0] * len(said) / (len(said) + 1)
        text = self.tokenizer.decode(said).strip()
        return Result(text, decoded.no_speech_prob, log_probability)

    def close(self) -> None:
        """Free the weights."""
        self.network.unload_model()


def open_model(folder: Path, language: str, threads: int) -> WhisperModel:
    """Load the CTranslate2 model in `folder` and decode once, since the first time is slow.

    `threads` of 0: as many as there are cores. Raises `Problem` where a file is missing or
    damaged, or the model does not know `language`.
    """
    import ctranslate2
    import tokenizers

    _check_files(folder)
    try:
        words = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises nothing more special
        raise _damaged(folder / "tokenizer.json", error) from None
    try:
        network = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads or usable_cores()
        )
        tokenizer = _tokenizer(words, folder, network.is_multilingual, language)
        model = WhisperModel(
            name=folder.name.removeprefix("faster-").removeprefix("whisper-"),
            language=language,
            network=network,
            features=faster_whisper("feature_extractor").FeatureExtractor(network.n_mels),
            tokenizer=tokenizer,
            prompt=[*tokenizer.sot_sequence, tokenizer.no_timestamps],
            suppressed=_suppressed(tokenizer),
        )
        model.decode(np.zeros(SAMPLE_RATE, np.float32), 1.0)
    except (RuntimeError, ValueError, MemoryError) as error:
        raise _damaged(folder / "model.bin", error) from None
    return model


def _tokenizer(words: Any, folder: Path, multilingual: bool, language: str) -> Any:
    """faster-whisper's tokenizer for transcribing `language`."""
    for token in ("startoftranscript", "endoftext", "notimestamps"):
        if words.token_to_id(f"<|{token}|>") is None:
            raise _damaged(folder / "tokenizer.json", f"it lacks the token {token}")
    known = multilingual and words.token_to_id(f"<|{language}|>") is not None
    if not (known or language == "en"):
        raise Problem(
            f"The speech model {folder.name} does not know the language {language!r}. "
            "Choose another with `voice-os setup`."
        )
    maker = faster_whisper("tokenizer").Tokenizer
    return maker(words, multilingual, task="transcribe", language=language)


def _suppressed(tokenizer: Any) -> list[int]:
    """The tokens that are no speech: signs for sounds and music, and what only begins a prompt."""
    special = (
        *(tokenizer.transcribe, tokenizer.translate, tokenizer.no_speech),
        *(tokenizer.sot, tokenizer.sot_prev, tokenizer.sot_lm),
    )
    return sorted({*tokenizer.non_speech_tokens, *special})


def _check_files(folder: Path) -> None:
    """Look for what CTranslate2 would not name: a file that is missing or no JSON."""
    if not (folder / "model.bin").is_file():
        raise _damaged(folder / "model.bin", "it is missing")
    listed = (folder / "vocabulary.txt").is_file()
    for name in ("config.json", "tokenizer.json", *(() if listed else ("vocabulary.json",))):
        try:
            json.loads((folder / name).read_bytes())
        except OSError as error:
            raise _damaged(folder / name, error.strerror or str(error)) from None
        except (ValueError, RecursionError) as error:
            raise _damaged(folder / name, error) from None


def _damaged(path: Path, why: Exception | str) -> Problem:
    return Problem(
        f"The speech model's file {path} cannot be used: {why}. "
        f"Run `voice-os models get {path.parent.name}`, or choose another with `voice-os setup`."
    )
