"""Whether words sound as if more were to come ("and", "at the", "twenty", "um") or not. Pure."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHORT_NUMBER = re.compile(r"\d{1,2}")
_GOES_ON = (",", ";", ":", "-", "–", "—", "…", "...")


@dataclass(frozen=True, slots=True)
class _Wording:
    """Words of a language, in lower case.

    `more`: few turns end on them; what often does ("what for", "mach das Licht ein") is left out.
    `halves`: numbers that another number often follows. `numbers` mean the same behind a word of
    `at`: a time of day or a length of time is being said.
    """

    more: frozenset[str]
    halves: frozenset[str]
    numbers: frozenset[str]
    at: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDINGS = {
    "en": _Wording(
        more=_words("""
            um uh er erm uhm
            and or but because cause if although unless until whether than plus minus times
            the a an my your our their its every
            to of at with into between during via as
            i i'm i'd i'll i've we're we'd we'll you're he's she's they're let's that's there's
            very
        """),
        halves=_words("twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"),
        numbers=_words("one two three four five six seven eight nine ten eleven twelve"),
        at=_words("at for in by after before around about until till from to"),
    ),
    "de": _Wording(
        more=_words("""
            äh ähm öh
            und oder aber weil denn wenn dass ob obwohl damit sodass sondern bevor während
            der die den dem des eine einen einem einer eines
            mein meine meinen meinem dein deine deinen deinem unser unsere
            von zum zur beim für ohne zwischen wegen im am vom ins
            plus minus mal
        """),
        halves=_words("hundert tausend komma"),
        numbers=_words("ein eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
        at=_words("um in für nach gegen bis ab auf von"),
    ),
    "fr": _Wording(
        more=_words("""
            euh heu
            et ou mais parce que qu car donc lorsque puisque puis
            le la les l un une des du de d au aux mon ma mes ton ta tes ses
            notre nos votre vos leurs ce cet cette ces chaque quelques
            à dans sur pour par sans avec entre vers chez pendant
            je j très fois
        """),
        halves=_words("vingt trente quarante cinquante soixante quatre-vingt cent mille virgule"),
        numbers=_words("une deux trois quatre cinq six sept huit neuf dix onze douze"),
        at=_words("à dans pour vers après avant de"),
    ),
    "es": _Wording(
        more=_words("""
            eh em
            y e o u pero porque que si aunque mientras sino
            el la los las un una unos unas al del mi mis tu tus su sus nuestro nuestra cada
            de a en con sin por para entre hacia hasta desde
            muy más menos
        """),
        halves=_words("""
            treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento mil coma
        """),
        numbers=_words("una dos tres cuatro cinco seis siete ocho nueve diez once doce"),
        at=_words("las la en para por desde hasta sobre"),
    ),
    "pt": _Wording(
        more=_words("""
            hum éh ahn
            e ou mas porque que se embora enquanto
            o a os as um uma uns umas ao aos à às do da dos das no na nos nas num numa pelo pela
            de em com sem por para pra entre até desde
            menos vezes
        """),
        halves=_words("""
            vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento mil vírgula
        """),
        numbers=_words("uma duas dois três quatro cinco seis sete oito nove dez onze doze"),
        at=_words("às à as em para por até desde"),
    ),
    "it": _Wording(
        more=_words("""
            ehm eh
            e ed o ma che se mentre oppure
            il lo la i gli le un uno una al allo alla ai agli alle del dello della dei degli delle
            nel nella nei sul sulla dal dalla ogni
            di a da in con per tra fra senza
        """),
        halves=_words("mila virgola"),
        numbers=_words("due tre quattro cinque sei sette otto nove dieci undici dodici"),
        at=_words("alle tra fra per in fino verso"),
    ),
    "nl": _Wording(
        more=_words("""
            eh ehm uh uhm
            en of maar omdat want als terwijl hoewel zodat
            de een mijn jouw ons onze elke iedere
            van voor met zonder tussen tijdens te heel
        """),
        halves=_words("honderd duizend komma"),
        numbers=_words("een twee drie vier vijf zes zeven acht negen tien elf twaalf"),
        at=_words("om over voor na tegen tot vanaf rond"),
    ),
}
"""By ISO 639 code. Of other languages only punctuation and numbers in figures tell."""

_UNKNOWN = _Wording(frozenset(), frozenset(), frozenset(), frozenset())


def more_to_come(text: str, language: str) -> bool:
    """Whether words of a language (ISO 639) hardly can be all that was meant to be said."""
    text = text.casefold().rstrip()
    words = _WORD.findall(text)
    if not words:
        return False
    if text.endswith(_GOES_ON):
        return True
    known = _WORDINGS.get(language, _UNKNOWN)
    last, before = words[-1].replace("’", "'"), words[-2] if len(words) > 1 else ""
    if last in known.more or last in known.halves:
        return True
    is_number = last in known.numbers or _SHORT_NUMBER.fullmatch(last) is not None
    return is_number and before in known.at


def is_question(text: str) -> bool:
    """Whether the recogniser heard the words as a question."""
    return text.rstrip().endswith(("?", "？", "؟"))
