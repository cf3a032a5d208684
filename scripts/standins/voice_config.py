"""What the Piper voices have in common: inputs, output, and the settings that lie beside them."""

import json
from pathlib import Path

from onnx import TensorProto, ValueInfoProto
from onnx.helper import make_tensor_value_info
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

SAMPLE_RATE = 22_050
SYMBOLS = 256


def inputs() -> list[ValueInfoProto]:
    """Phoneme ids and how many there are; noise, length and duration noise as scales."""
    return [
        make_tensor_value_info("input", TensorProto.INT64, ["batch_size", "phonemes"]),
        make_tensor_value_info("input_lengths", TensorProto.INT64, ["batch_size"]),
        make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]


def output() -> ValueInfoProto:
    """Sound."""
    return make_tensor_value_info("output", TensorProto.FLOAT, ["batch_size", 1, 1, "time"])


def write(voice: Path) -> None:
    """Write `<voice>.json`: an English voice of one speaker, quality "medium"."""
    config = {
        "audio": {"sample_rate": SAMPLE_RATE, "quality": "medium"},
        "espeak": {"voice": "en-us"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_map": {},
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "num_symbols": SYMBOLS,
        "num_speakers": 1,
        "speaker_id_map": {},
        "piper_version": "1.0.0",
        "language": {
            "code": "en_US",
            "family": "en",
            "region": "US",
            "name_native": "English",
            "name_english": "English",
            "country_english": "United States",
        },
        "dataset": "standin",
    }
    Path(f"{voice}.json").write_text(json.dumps(config, ensure_ascii=False, indent=1), "utf-8")
