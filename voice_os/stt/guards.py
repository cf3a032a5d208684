"""What Whisper makes up: how to tell it from what was said. Pure functions of a result.

Whisper learned from subtitles. Given silence or noise it may write what subtitles hold where
nobody speaks (credits, thanks for watching), or go round in a loop. The three limits are those of
Whisper's own decoder (OpenAI's `transcribe.py`); faster-whisper has the same.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

NO_SPEECH = 0.6
"""Above this probability of no speech a result with a low log-probability is silence."""

LOG_PROBABILITY = -1.0
"""Below this mean log-probability of its tokens a result is a guess."""

COMPRESSION = 2.4
"""A text that zlib makes smaller than by this factor repeats itself."""

# From where on a phrase that people do say, and subtitles too, is not believed.
_WEAK_NO_SPEECH = 0.2
_WEAK_LOG_PROBABILITY = -0.6

_LONGEST_LOOP = 8  # words
_ROUNDS = 4  # "no, no, no" is said; a phrase four times over is a loop…
_LOOP_WORDS = 8  # …if it is as long as that

# Said by subtitles alone: dropped where they are the whole text.
_CREDITS = re.compile(
    r"amara\.? ?org|opensubtitles|dimatorzok|mooji\.? ?org"
    r"|untertitel(ung)? (im auftrag )?(des|von|der) (zdf|swr|wdr|ndr|br|ard|funk)"
    r"|^(subtitles|captions|transcription|translation) by\b"
    r"|sous-titr(es|age) (société radio-canada|st' ?501|fr\b)|sottotitoli e revisione a cura di"
    r"|subtitulado por la comunidad|legendas pela comunidade|ondertiteling? (door|ingediend)"
    r"|napisy stworzone przez|субтитры (сделал|создавал|подогнал)|редактор субтитров"
)

# Whole texts by language. People say some of them too, so they need strong evidence.
_PHANTOMS = {
    "en": (
        *("you", "bye", "bye bye", "thank you", "thank you very much", "thank you so much"),
        *("thanks for watching", "thank you for watching", "see you next time", "the end"),
        *("please subscribe", "please subscribe to my channel", "like and subscribe"),
        *("i'll see you in the next video", "see you in the next video", "so", "oh"),
    ),
    "de": ("vielen dank", "vielen dank fürs zuschauen", "bis zum nächsten mal", "tschüss", "danke"),
    "fr": ("merci", "merci d'avoir regardé cette vidéo", "abonnez-vous", "à bientôt", "au revoir"),
    "es": ("gracias", "gracias por ver el video", "suscríbete", "suscríbete al canal", "adiós"),
    "it": ("grazie", "grazie a tutti", "grazie per la visione", "iscrivetevi al canale"),
    "pt": ("obrigado", "obrigada", "obrigado por assistir", "inscreva-se no canal", "tchau"),
    "nl": ("dank je wel", "bedankt voor het kijken", "tot de volgende keer"),
    "pl": ("dziękuję", "dziękuję za uwagę", "dzięki za oglądanie"),
    "ru": ("продолжение следует", "спасибо за просмотр", "спасибо за внимание", "подпишись"),
    "ja": ("ご視聴ありがとうございました", "ありがとうございました", "おやすみなさい"),
    "ko": ("시청해주셔서 감사합니다", "감사합니다", "구독과 좋아요 부탁드립니다"),
    "zh": ("谢谢大家", "谢谢观看", "感谢观看", "请订阅我的频道"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What Whisper decoded from one window.

    `no_speech` is the probability of its no-speech token, `log_probability` the mean over the
    tokens (natural logarithm).
    """

    text: str
    no_speech: float
    log_probability: float


def is_doubtful(result: Result, language: str) -> bool:
    """Whether the result is worth a second look with a longer window."""
    return (
        result.no_speech > NO_SPEECH
        or result.log_probability < LOG_PROBABILITY
        or is_made_up(result, language)
    )


def is_made_up(result: Result, language: str) -> bool:
    """Whether nobody said this: silence, a loop, or a phrase of subtitles."""
    return (
        (result.no_speech > NO_SPEECH and result.log_probability < LOG_PROBABILITY)
        or repeats(result.text)
        or _is_phantom(result, language)
    )


def repeats(text: str) -> bool:
    """Whether the text goes round in a loop, as Whisper does where it has lost the sound."""
    raw = text.encode()
    words = _plain(text).split()
    return len(raw) > COMPRESSION * len(zlib.compress(raw)) or _loops(words)


def _loops(words: Sequence[str]) -> bool:
    """Whether somewhere up to eight words follow themselves four times or more."""
    for length in range(1, _LONGEST_LOOP + 1):
        same = 0  # words in a row that are those of one round before
        for word, before in zip(words[length:], words, strict=False):
            same = same + 1 if word == before else 0
            if same >= max((_ROUNDS - 1) * length, _LOOP_WORDS - length):
                return True
    return False


def _is_phantom(result: Result, language: str) -> bool:
    if _CREDITS.search(result.text.lower()):
        return True
    weak = result.no_speech > _WEAK_NO_SPEECH or result.log_probability < _WEAK_LOG_PROBABILITY
    return weak and _plain(result.text) in _PHANTOMS.get(language, ())


def _plain(text: str) -> str:
    """Lower case, apostrophes and hyphens kept, no other punctuation, one space between words."""
    return " ".join(re.sub(r"[^\w'-]+", " ", text.lower().replace("’", "'")).split())
