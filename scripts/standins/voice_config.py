"""The settings file that lies beside a Piper voice."""

import json
from pathlib import Path

from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

SAMPLE_RATE = 22_050
SYMBOLS = 256


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
