"""What a Whisper folder holds beside its weights: vocabulary, tokenizer and preprocessor."""

import json
from collections.abc import Sequence
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

from standins.vocabulary import COMMON, Vocabulary

_TASKS = ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps")
_OTHER_LANGUAGES = 98
_TIMESTAMPS = 1501


def vocabulary(transcripts: Sequence[str], text_tokens: int | None) -> Vocabulary:
    """The order of the English-only models: text, end, start, languages, tasks, timestamps.

    With `text_tokens`, the text is filled up to that size and the other languages get their slots.
    """
    tokens = Vocabulary([*COMMON, *(word for text in transcripts for word in text.split())])
    if text_tokens is not None:
        tokens.fill(text_tokens)
    for special in ("endoftext", "startoftranscript", "en"):
        tokens.add_special(f"<|{special}|>")
    for i in range(_OTHER_LANGUAGES if text_tokens is not None else 0):
        tokens.add_special(f"<|l{i:02d}|>")
    for task in _TASKS:
        tokens.add_special(f"<|{task}|>")
    for i in range(_TIMESTAMPS):
        tokens.add_special(f"<|{i * 0.02:.2f}|>")
    return tokens


def write(folder: Path, tokens: Vocabulary) -> None:
    """Write `tokenizer.json` and `preprocessor_config.json`.

    faster-whisper asks the model hub for a tokenizer where the first is missing.
    """
    ids = {token: i for i, token in enumerate(tokens.tokens)}
    tokenizer = Tokenizer(models.BPE(vocab=ids, merges=tokens.merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(
        [AddedToken(special, special=True, normalized=False) for special in tokens.specials]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    preprocessor = {
        "chunk_length": 30,
        "feature_extractor_type": "WhisperFeatureExtractor",
        "feature_size": 80,
        "hop_length": 160,
        "n_fft": 400,
        "n_samples": 480_000,
        "nb_max_frames": 3000,
        "padding_side": "right",
        "padding_value": 0.0,
        "processor_class": "WhisperProcessor",
        "return_attention_mask": False,
        "sampling_rate": 16_000,
    }
    (folder / "preprocessor_config.json").write_text(json.dumps(preprocessor, indent=1), "utf-8")
