"""Words as they are meant: one spelling for what people say, and type, in several ways.

"I'm sooo done, dont wanna live anymroe" becomes "i am done do not want to live anymore". It is
made for the gates of this room, and for English; other languages come through in lower case.
"""

import re
import unicodedata
from collections.abc import Iterator

_SPOKEN = {
    "im": "i am", "i'm": "i am", "ive": "i have", "i've": "i have", "id": "i would",
    "i'll": "i will", "dont": "do not", "doesnt": "does not", "didnt": "did not",
    "cant": "can not", "can't": "can not", "cannot": "can not", "couldnt": "could not",
    "wont": "will not", "won't": "will not", "wouldnt": "would not", "shouldnt": "should not",
    "isnt": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not",
    "havent": "have not", "hasnt": "has not", "aint": "am not", "ain't": "am not",
    "shes": "she is", "hes": "he is", "theyre": "they are", "theyd": "they would",
    "thats": "that is", "whats": "what is", "theres": "there is", "youre": "you are",
    "it's": "it is", "he's": "he is", "she's": "she is", "that's": "that is",
    "what's": "what is", "there's": "there is", "who's": "who is", "how's": "how is",
    "everyone's": "everyone is", "let's": "let us", "y'all": "you all",
    "wanna": "want to", "gonna": "going to", "gotta": "have to", "lemme": "let me",
    "tryna": "trying to", "finna": "going to", "imma": "i am going to", "gimme": "give me",
    "cuz": "because", "cause": "because", "coz": "because", "u": "you", "ur": "your",
    "plz": "please", "pls": "please", "idk": "i do not know", "rn": "right now",
    "bf": "boyfriend", "gf": "girlfriend", "tmrw": "tomorrow", "tonite": "tonight",
    "kms": "kill myself", "unaliving": "killing", "unalived": "killed", "unalive": "kill",
    "sewerslide": "suicide", "suey": "suicide", "ctb": "kill myself", "sh": "self harm",
    "mom": "mother", "mum": "mother", "mommy": "mother", "dad": "father", "daddy": "father",
    "nobody": "no one", "everybody": "everyone", "somebody": "someone", "till": "until",
    "od": "overdose", "oding": "overdosing", "od'ing": "overdosing", "od'd": "overdosed",
    "dye": "die", "sui": "suicidal",
    "meds": "pills", "tablets": "pills", "n": "and", "hav": "have", "dnt": "do not",
    "wud": "would", "shud": "should", "wnat": "want", "evry": "every", "thru": "through",
}  # fmt: skip

_ENDINGS = (("n't", " not"), ("'ll", " will"), ("'re", " are"), ("'ve", " have"), ("'d", " would"))


def _several(words: str) -> frozenset[str]:
    return frozenset(words.split())


_JOINED = (
    ("any more", "anymore"), ("any longer", "anymore"), ("no longer", "not anymore"),
    ("my self", "myself"), ("him self", "himself"), ("her self", "herself"),
    ("them selves", "themselves"), ("them self", "themselves"), ("themself", "themselves"),
    ("self harming", "self harm"), ("good bye", "goodbye"), ("sort of", ""), ("kind of", ""),
    ("a lot of", "many"), ("used to", "usedto"), ("going to", "will"), ("about to", "will"),
    ("am will", "will"), ("is will", "will"), ("are will", "will"),
    ("am not will", "will not"), ("is not will", "will not"),
    ("no body", "no one"), ("every body", "everyone"),
)  # fmt: skip
"""What is said in two words and meant as one, in the order in which it is put right."""

_OFTEN_MISSPELT = _several(
    "suicide suicidal myself himself herself hopeless worthless burden goodbye anymore friend "
    "existing disappear pointless unbearable sleeping painless everyone funeral nothing reason "
    "brother sister daughter husband overdose tonight tomorrow living without better"
)
_SPELT_ALIKE = _several("overdone fiend burdens sitter bitter letter butter leaving")

_FEW = _several("two three four five six seven")
_MANY = _several(
    "eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred thousand dozen dozens hundreds"
)
NUMBER, LARGE = "num", "lots"
"""What stands for a number: it may tell a headache from an overdose."""

_LARGE_FROM = 8

_SIGN = re.compile(r"[^\W\d_]+(?:['*@$0-9][^\W\d_]+)*'?|\d+|[.!?;:,]")
_LOOKALIKES = str.maketrans("0134@$", "oieaas")
_LONG = re.compile(r"(.)\1{2,}")
_STOP, _TONES = ".", frozenset("!?")
_ENDS, _JOINTS = _TONES | {_STOP, ";"}, frozenset(":,")


def sentences(text: str) -> list[str]:
    """The sentences of a text in plain words, each with its sign at the end: "off already ?"."""
    return [f"{_join(words)} {sign}" for words, sign in _spoken(text) if words]


def plain(text: str) -> str:
    """The whole text as one sentence in plain words, without signs."""
    return " ".join(_join(words) for words, _ in _spoken(text) if words)


def _spoken(text: str) -> Iterator[tuple[list[str], str]]:
    """The words of each sentence, and what it ends with: ".", "?" or "!"."""
    words: list[str] = []
    for sign in _SIGN.findall(_flat(text)):
        if sign in _ENDS:
            yield words, sign if sign in _TONES else _STOP
            words = []
        elif sign not in _JOINTS:
            words += _meant(sign)
    yield words, _STOP


def _flat(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    return _LONG.sub(r"\1", re.sub(r"[’‘`´]", "'", text.replace("-", " ").replace("...", " ")))


def _meant(written: str) -> list[str]:
    """The words that stand for what is written without a space."""
    if written.isdigit() or written in _FEW | _MANY:
        few = written in _FEW or (written.isdigit() and int(written) < _LARGE_FROM)
        return [NUMBER if few else LARGE]
    written = written.translate(_LOOKALIKES).replace("*", "").rstrip("'")
    spoken = _SPOKEN.get(written)
    if spoken is None:
        for ending, full in _ENDINGS:
            if written.endswith(ending):
                spoken = written.removesuffix(ending) + full
    words = (spoken or written).replace("'s", "").replace("'", "").split()
    return [_CORRECT.get(word, word) for word in words]


def _join(words: list[str]) -> str:
    text = f" {' '.join(words)} "
    for apart, together in _JOINED:
        text = text.replace(f" {apart} ", f" {together} ".replace("  ", " "))
    return text.strip()


def _slips(word: str) -> Iterator[str]:
    """The word with a letter missing, doubled, or two of them swapped."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[: at + 1] + word[at:]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


_CORRECT = {
    slip: word
    for word in _OFTEN_MISSPELT
    for slip in _slips(word)
    if slip not in _SPELT_ALIKE and slip not in _OFTEN_MISSPELT
} | {
    "suiside": "suicide", "sucide": "suicide", "suisidal": "suicidal", "suicidle": "suicidal",
    "freind": "friend", "myslef": "myself", "kil": "kill", "kll": "kill", "wana": "want",
    "beter": "better", "nobdy": "no one", "evryone": "everyone", "painles": "painless",
    "comit": "commit", "comitting": "committing", "endng": "ending", "liv": "live", "ded": "dead",
    "cutt": "cut", "meny": "many", "anymroe": "anymore", "dyed": "died",
}  # fmt: skip
