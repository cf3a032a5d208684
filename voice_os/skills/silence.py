"""What people say to have her silent, in every language she can speak."""

import re

from voice_os.understanding.wording import LONGEST, plain


def _several(phrases: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in phrases.split(","))


SILENCE = {
    "en": _several(
        "stop, stop it, stop that, stop talking, stop speaking, stop there, stop right there,"
        "be quiet, quiet, silence, hush, shh, shut up, enough, that's enough,"
        "that will do, that'll do, never mind, nevermind, forget it, forget about it,"
        "forget that, cancel, cancel that, drop it, leave it, wait, wait a second,"
        "wait a minute, wait a moment, one moment, just a second, hold on, hang on, pause,"
        "it doesn't matter, doesn't matter, does not matter"
    ),
    "de": _several(
        "stopp, stop, halt, halt an, hör auf, hör auf zu reden, sei still, sei ruhig, ruhe, still,"
        "leise, schweig, psst, pst, klappe, halt den mund, genug, das reicht, es reicht, schluss,"
        "warte, warte mal, wart mal, moment, moment mal, einen moment, sekunde, pause,"
        "vergiss es, egal, ist egal, schon gut, lass gut sein, lass es, abbrechen"
    ),
    "fr": _several(
        "stop, arrête, arrêtez, arrête de parler, arrête toi, tais toi, taisez vous, silence, chut,"
        "ça suffit, assez, c'est bon, attends, attendez, attends une seconde, un instant,"
        "un moment, une seconde, pause, laisse tomber, oublie, oublie ça, peu importe, annule"
    ),
    "es": _several(
        "para, parad, pare, para ya, detente, basta, basta ya, alto, calla, cállate, cállese,"
        "silencio, chis, espera, espere, espera un momento, un momento, un segundo, pausa, déjalo,"
        "olvídalo, da igual, no importa, ya está, cancela, cancelar"
    ),
    "pt": _several(
        "pára, para, pare, pare de falar, chega, basta, cala te, cale se, cala a boca, silêncio,"
        "quieta, espera, espere, espera aí, espera um pouco, um momento, um segundo, pausa,"
        "deixa, deixa pra lá, deixa estar, esquece, esqueça, não importa, cancela, cancelar"
    ),
    "it": _several(
        "ferma, fermati, fermo, basta, basta così, smettila, smetti, stop, alt, zitta, zitto,"
        "sta zitta, stai zitta, taci, silenzio, aspetta, aspetta un attimo, un attimo, un momento,"
        "pausa, lascia stare, lascia perdere, non importa, annulla"
    ),
    "nl": _several(
        "stop, stop maar, hou op, houd op, hou je mond, wees stil, stil, stilte, sst, genoeg,"
        "zo is het genoeg, wacht, wacht even, wacht eens, moment, een moment, momentje, pauze,"
        "laat maar, vergeet het, maakt niet uit, annuleer, annuleren"
    ),
}
"""By language (ISO 639), what asks for silence when nothing else is said."""

_COURTESY = _several(
    "please, thanks, thank you, ok, okay, no, oh, hey, um, uh, well, now, sorry, yes, yeah, just,"
    "bitte, danke, nein, ja, jetzt, doch, mal, s'il te plaît, s'il vous plaît, merci, non, oui,"
    "maintenant, por favor, gracias, sí, ahora, obrigado, obrigada, não, agora, per favore,"
    "grazie, adesso, ora, alsjeblieft, alstublieft, bedankt, nee, nu"
)


def wants_silence(text: str) -> bool:
    """Whether a whole utterance asks her to stop speaking, in whatever language it is said.

    Politeness and repetition are allowed: "no, stop, stop, please". Accents need not be right.
    """
    words = plain(text)
    return len(words) <= LONGEST and bool(_ONLY.fullmatch(words) and _SOME.search(words))


def _any_of(*phrases: str) -> str:
    longest_first = sorted({plain(phrase) for phrase in phrases}, key=lambda p: (-len(p), p))
    return "|".join(map(re.escape, longest_first))


_PHRASES = [phrase for several in SILENCE.values() for phrase in several]
_SOME = re.compile(rf"(?<!\S)(?:{_any_of(*_PHRASES)})(?!\S)")
_ONLY = re.compile(rf"(?:(?:{_any_of(*_PHRASES, *_COURTESY)})(?: |$))+")
