"""What somebody plainly asserts: the clauses of a turn that one may take at their word. Pure.

Questions, wishes, suppositions, what others said, quotations, stories and jokes are left out, a
whole sentence or turn at a time: what is left out can be said again, what is wrongly believed is
told back as if it were true.
"""

import re
from collections.abc import Iterator

from voice_os.memory.casing import cased

_STORY = re.compile(
    r"\b(kidding|joking|jk|haha+|lol|april fools?|pretend\w*|imagin\w+|role[- ]?play\w*|suppos\w+"
    r"|let's say|play(?:ing)? a game|make[- ]believe|once upon|sarcas\w+|just testing"
    r"|for example|for instance"
    r"|in (?:my|the|a|this|that|our) (?:\w+ )?(?:dream|novel|story|game|book|film|movie|play|song"
    r"|poem|show|series))\b",
    re.IGNORECASE,
)
"""A turn with one of these asserts nothing."""

_UNSURE = re.compile(
    r"\b(?:if|unless|whether|would|could|should|might|ought|maybe|perhaps|probably|possibly"
    r"|presumably|apparently|supposedly|allegedly|wish\w*|hop(?:e|es|ed|ing)"
    r"|want(?!s to be (?-i:[A-Z]))\w*|wanna|guess"
    r"|think\w*|thought|suspect|doubt|believ\w+|reckons?|dream\w*|almost|nearly|consider\w*"
    r"|not sure|unsure|wonder\w*|as though|as if|lie[sd]?|lying|fake|never|plan(?:s|ned|ning)? to"
    r"|sa(?:y|ys|id|ying)|tells?|told|claim\w*|asked|wrote(?! off)|heard|according to|lyrics"
    r"|quote\w*"
    r"|someone|somebody|anyone|everyone(?! calls)|people"
    r"|one day|someday|soon|feels? like|as good as)\b"
    r"|\b(?:i|we|he|she|they|it)['’]d\b|\b(?-i:may)\b(?= (?:be|have|not|move|go|leave|start))",
    re.IGNORECASE,
)
"""A sentence with one of these may not be so, or is somebody else's word."""

_UNREAL = re.compile(
    r"\b(?:if|unless|whether|would|should|might|ought|dream\w*|almost|nearly|consider\w*|as though"
    r"|as if|lie[sd]?|lying|fake|never (?:lived|worked|moved)"
    r"|(?:i|we)(?: \w+)? (?:wish\w*|hop(?:e|ed|ing)|want(?:ed)?|wanna|wonder\w*))\b"
    r"|\b(?:i|we|he|she|they|it)['’]d\b(?! go\b)",
    re.IGNORECASE,
)
"""A sentence with one of these tells of what is not so."""

_PLAN = re.compile(
    r"\b(?:plan(?:s|ned|ning)? to|thinking of|going to|will|shall|next (?:week|month|year)|one day"
    r"|someday|soon)\b|['’]ll\b",
    re.IGNORECASE,
)
"""A sentence with one of these tells of what is not yet."""

_WITHOUT_I = re.compile(
    r"(?:had|was|have|am)\b(?! (?:i|you|he|she|we|they|it|your|there|that|this)\b)(?!.*\?)",
    re.IGNORECASE,
)
"""How one says what one had or was without "I"."""

_QUESTION = re.compile(
    r"(?:who|whom|whose|what|when|where|why|how|which|do|does|did|is|are|am|was|were|can|will"
    r"|shall|have|has|had)(?:n't)?(?:'s|'re|'d)?\b(?! born)",
    re.IGNORECASE,
)
_ASKING = re.compile(r"(?:tell|show|explain to|remind) (?:me|us)\b|explain\b", re.IGNORECASE)
_QUOTED = re.compile(
    r"[\"“”«»„].*?(?:[\"“”«»]|$)|(?<!\w)['‘](?=[A-Z]).*?(?:['’](?!\w)|$)", re.DOTALL
)
_LEAD = re.compile(
    r"(?:(?:well|so|oh|um+|uh+|er|yes|yeah|yep|no|nope|hey|hi|hello|okay|ok|right|actually|anyway"
    r"|by the way|guess what|you know|you know what|listen|look|and|but|also|then|now|in fact"
    r"|good news|big news|just so you know|fyi|honestly|i mean|as it happens|these days|nowadays"
    r"|at last|finally|unfortunately|sadly|luckily|turns out"
    r"|(?:please )?(?:remember|note|keep in mind|don['’]t forget)(?: that)?)\b[,:—–-]*\s+)+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bMrs\.)(?<=[.!?;\n])\s+")
_SLIP = re.compile(
    r"\b(?P<lead>in|at|to|for|on|called|named|is|are|with|from) [\w'’-]+(?: [\w'’-]+)?"
    r"(?:[,;–—-]| \.\.\.|…)* (?:(?:no|nope|sorry|wait|i mean|i meant|or rather|rather)\b[,;–—-]* )+"
    r"(?:(?:it's|that's) )?(?:(?P=lead) )?(?=(?-i:[A-Z\d])|on\b|the\b)",
    re.IGNORECASE,
)
"""Somebody who puts themselves right: "in Bern, no, sorry, in Basel"."""

_EDGES = " \n,.;:!?"
_PERSON = re.compile(r"(?:[Mm]y [a-z]+ ?)?(?:[A-Z][\w'’-]+)?(?<! )")
_CLAUSE = re.compile(
    r"(?:,\s*(?:and|but|so|because|while|though)?|\s(?:and|but|so|because|while|though))\s+"
    r"(?=(?:I|I['’]m|I['’]ve|[Ww]e|[Ww]e['’]re|[Ww]e['’]ve|[Mm]y|[Oo]ur|[Ss]he|[Hh]e|[Tt]hey"
    r"|[Tt]he \w+|[Hh]er|[Hh]is)(?:\s|['’]s))"
)


def clauses(text: str) -> Iterator[str]:
    """The clauses of `text` that are plainly asserted, without "well" and the like before them."""
    if is_play(text):
        return
    text = _SLIP.sub(r"\g<lead> ", cased(text))
    masked = _QUOTED.sub(lambda quote: "\0" * len(quote[0]), text)
    for sentence in _SENTENCE.split(masked):
        if "\0" in sentence or not is_certain(sentence):
            continue
        yield from parts(_bare(sentence))


def told_sentences(text: str, *, plans: bool = False) -> Iterator[str]:
    """The sentences of `text` that tell of what is or was, if only as it seems, or was heard.

    Less is certain in them than in `clauses`: "I think it's over" is one. Questions, wishes,
    suppositions, quotations and stories are none, and plans only where they are wanted.
    """
    if is_play(text):
        return
    masked = _QUOTED.sub(lambda quote: "\0" * len(quote[0]), cased(text))
    for sentence in _SENTENCE.split(masked):
        words = _bare(sentence).strip(_EDGES)
        asks = is_question(sentence) and not _WITHOUT_I.match(words)
        if not words or "\0" in words or asks or _UNREAL.search(words):
            continue
        if plans or not _PLAN.search(words):
            yield words


def _bare(sentence: str) -> str:
    """A sentence without "well" and the like before it."""
    sentence = sentence.strip()
    lead = _LEAD.match(sentence)
    return sentence[lead.end() :] if lead else sentence


def parts(sentence: str) -> Iterator[str]:
    """The clauses of a sentence. "Tom and I" is one subject."""
    start = 0
    for joint in _CLAUSE.finditer(sentence):
        if _PERSON.fullmatch(sentence, start, joint.start()):
            continue
        yield sentence[start : joint.start()].strip(_EDGES)
        start = joint.end()
    yield sentence[start:].strip(_EDGES)


def is_play(text: str) -> bool:
    """Whether a turn begins or belongs to a game, a story or a joke."""
    return _STORY.search(text) is not None


def is_question(sentence: str) -> bool:
    """Whether a sentence asks."""
    words = _bare(sentence)
    return words.rstrip().endswith("?") or bool(_QUESTION.match(words) or _ASKING.match(words))


def is_certain(sentence: str) -> bool:
    """Whether a sentence is a statement that is neither a supposition nor hearsay."""
    words = _bare(sentence)
    return not (words.endswith("?") or _QUESTION.match(words) or _UNSURE.search(words))
