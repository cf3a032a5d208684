"""Yes and no: what somebody answers to her question. Pure."""

import re
from enum import Enum

_YES = {
    "en": "yes, yeah, yep, yup, sure, sure thing, of course, certainly, absolutely, definitely,"
    "go ahead, do it, do that, do so, send it, send that, that's right, that's correct, correct,"
    "right, exactly, okay, ok, fine, all right, alright, sounds good, confirm, confirmed, agreed,"
    "please do, yes do, you may, i do, i am sure, i'm sure, go on, go for it, make it so",
    "de": "ja, jawohl, klar, sicher, natürlich, genau, richtig, gerne, mach das, mach es, tu das,"
    "sende es, schick es ab, einverstanden, in ordnung, okay, stimmt, passt, nur zu, los",
    "fr": "oui, ouais, bien sûr, d'accord, vas y, allez y, fais le, envoie le, c'est ça, exact,"
    "exactement, certainement, okay, c'est bon, parfait",
    "es": "sí, claro, por supuesto, de acuerdo, adelante, hazlo, envíalo, exacto, correcto, vale,"
    "eso es, desde luego, okay",
    "pt": "sim, claro, com certeza, de acordo, pode ser, podes, pode, faz isso, faça isso, envia,"
    "envie, exato, certo, está bem, okay",
    "it": "sì, certo, certamente, d'accordo, va bene, fallo, invialo, mandalo, esatto, giusto,"
    "procedi, okay",
    "nl": "ja, jawel, zeker, natuurlijk, goed, prima, doe maar, doe het, verstuur het, precies,"
    "klopt, akkoord, ga je gang, okay",
}
"""By language (ISO 639), what agrees when nothing else is said."""

_NO = {
    "en": "no, nope, nah, don't, do not, don't do it, don't do that, do nothing, don't send it,"
    "never, never mind, cancel, cancel it, cancel that, stop, stop it, wait, hold on, not now,"
    "not yet, leave it, forget it, forget that, better not, rather not, i'd rather not, wrong,"
    "that's wrong, please don't, not that, absolutely not, certainly not, of course not",
    "de": "nein, nee, nicht, lieber nicht, bloß nicht, lass es, lass das, stopp, halt, warte,"
    "abbrechen, vergiss es, falsch, nie, auf keinen fall, noch nicht, jetzt nicht",
    "fr": "non, pas, surtout pas, arrête, attends, laisse, annule, jamais, pas maintenant,"
    "pas encore, ne fais pas ça, oublie",
    "es": "no, mejor no, para, espera, déjalo, cancela, nunca, ahora no, todavía no, olvídalo",
    "pt": "não, melhor não, para, espera, deixa, cancela, nunca, agora não, ainda não, esquece",
    "it": "no, meglio di no, ferma, aspetta, lascia stare, annulla, mai, non ora, non ancora",
    "nl": "nee, niet, liever niet, stop, wacht, laat maar, annuleer, nooit, nu niet, nog niet",
}
"""By language, what refuses."""

_COURTESY = {
    "en": "please, thanks, thank you, well, oh, um, uh, now, then, dear, actually, that, it",
    "de": "bitte, danke, doch, mal, jetzt, dann, na",
    "fr": "s'il te plaît, s'il vous plaît, merci, bon, alors",
    "es": "por favor, gracias, bueno, entonces",
    "pt": "por favor, obrigado, obrigada, bem, então",
    "it": "per favore, grazie, allora, dai",
    "nl": "alsjeblieft, alstublieft, graag, bedankt, dan",
}


class Answer(Enum):
    """What is answered to a question that wants yes or no."""

    YES = "yes"
    NO = "no"


def read(words: str, language: str) -> tuple[Answer | None, str]:
    """What tidied words answer, and what is said behind it ("no, tomorrow": NO, "tomorrow").

    None where they begin with no answer. Yes and no together are no.
    """
    agreed = refused = False
    rest = words
    while rest:
        if found := _first(rest, _NO, language):
            refused = True
        elif found := _first(rest, _YES, language):
            agreed = True
        elif not (found := _first(rest, _COURTESY, language)):
            break
        rest = rest[len(found) :].strip()
    answer = Answer.NO if refused else Answer.YES if agreed else None
    return answer, rest if answer else words


def _first(words: str, phrases: dict[str, str], language: str) -> str:
    """The longest of the phrases that the words begin with; "" where none does."""
    known = (one.strip() for one in phrases.get(language, "").split(","))
    found = (one for one in known if one and re.match(rf"{re.escape(one)}(?!\S)", words))
    return max(found, key=len, default="")
