"""The little words of a listener, language by language, told from those that stop a speaker.

A listener's "mm-hm" and "right" ask her to go on; "stop", "wait" and "never mind" never do.
"""

import re
from collections.abc import Mapping

from voice_os.skills.silence import SILENCE, wants_silence
from voice_os.understanding.wording import plain

ACKNOWLEDGEMENTS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "mm", "hm", "mhm", "uh-huh", "uh", "um", "ah", "oh", "yeah", "yes", "yep", "yup",
        "right", "okay", "ok", "sure", "alright", "all right", "i see", "got it", "good", "great",
        "nice", "cool", "wow", "really", "exactly", "of course", "fine", "true", "indeed", "huh",
        "oh okay", "oh really", "oh yeah", "oh i see", "yeah yeah", "yes yes", "okay okay",
    ),
    "de": (
        "ja", "jaja", "genau", "okay", "ok", "gut", "aha", "ach", "ach so", "achso", "stimmt",
        "klar", "alles klar", "verstehe", "ich verstehe", "richtig", "natürlich", "ähm", "äh",
        "so", "doch", "echt", "super", "schön", "na klar", "jawohl",
    ),
    "fr": (
        "oui", "ouais", "d'accord", "ok", "okay", "bien", "très bien", "bon", "ah bon", "voilà",
        "je vois", "c'est ça", "exactement", "bien sûr", "euh", "ben", "vraiment", "entendu",
        "super", "parfait", "compris", "tout à fait",
    ),
    "es": (
        "sí", "si", "vale", "ok", "okay", "bien", "muy bien", "claro", "ya", "ajá", "ya veo",
        "entiendo", "exacto", "bueno", "de acuerdo", "eh", "cierto", "por supuesto", "genial",
        "de verdad", "correcto", "perfecto",
    ),
    "pt": (
        "sim", "tá", "tá bom", "está bem", "ok", "okay", "certo", "claro", "aham", "uhum", "é",
        "pois é", "pois", "entendo", "entendi", "exato", "bom", "muito bem", "isso", "legal",
        "beleza", "verdade", "com certeza",
    ),
    "it": (
        "sì", "si", "ok", "okay", "va bene", "bene", "certo", "esatto", "capisco", "ho capito",
        "capito", "già", "giusto", "eh", "d'accordo", "ecco", "davvero", "vero", "perfetto",
        "naturalmente", "beh",
    ),
    "nl": (
        "ja", "jaja", "oké", "oke", "ok", "okay", "goed", "prima", "precies", "klopt", "juist",
        "aha", "oh", "snap ik", "ik snap het", "ik begrijp het", "inderdaad", "natuurlijk", "echt",
        "zeker", "duidelijk", "zo",
    ),
}  # fmt: skip
"""What a listener says to a speaker who may go on, by ISO 639 code."""

_HUMS = re.compile(r"(?:m+|h+m+|m+h+m*|a+h*|o+h*|u+h+|u+m+|e+h+|h+u+h|ä+h*m*|e+u+h)")
_BESIDE = 2  # words beside an order: "stop it please", "okay, wait"
_LONGEST = 4  # acknowledgements in a row: "oh yeah, okay, right"


def is_order(words: str, language: str) -> bool:
    """Whether the words hold what tells her to stop, and little else."""
    if wants_silence(words):
        return True
    said = plain(words)
    for order in map(plain, SILENCE.get(language, SILENCE["en"])):
        brief = len(said.split()) <= len(order.split()) + _BESIDE
        if brief and f" {order} " in f" {said} ":
            return True
    return False


def is_acknowledgement(words: str, language: str) -> bool:
    """Whether the words are nothing but a few acknowledgements and hums."""
    known = {plain(one) for one in ACKNOWLEDGEMENTS.get(language, ACKNOWLEDGEMENTS["en"])}
    said = plain(words).split()
    count = 0
    while said:
        for length in (3, 2, 1):
            if " ".join(said[:length]) in known or (length == 1 and _HUMS.fullmatch(said[0])):
                said = said[length:]
                break
        else:
            return False
        count += 1
    return 0 < count <= _LONGEST


def expected(language: str) -> list[str]:
    """The words over her answer that a recogniser with a closed vocabulary should expect."""
    return [*ACKNOWLEDGEMENTS.get(language, ()), *SILENCE.get(language, ())]
