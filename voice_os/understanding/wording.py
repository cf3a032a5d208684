"""The wording of what people say: brought to one form, and the politeness around a wish."""

import re
import unicodedata

LONGEST = 200
"""Characters of the longest utterance that is looked at. Plain wishes are short."""

LEADS = {
    "en": (
        *("hey", "hi", "hello", "ok", "okay", "so", "well", "um", "uh", "er", "hmm", "oh"),
        *("ah", "now", "all right", "alright", "right", "listen", "excuse me", "sorry", "please"),
        *("and", "but", "then", "actually", "just", "quickly", "yes", "yeah", "no", "also"),
        *("could you", "can you", "would you", "will you", "can i", "could i", "may i", "you can"),
        *("i want you to", "i need you to", "i'd like you to", "i would like you to", "i want to"),
        *("i'd like to", "i would like to", "i need to", "would you mind", "i wonder", "let's"),
        *("go ahead and", "tell me", "do you know", "let me know", "quick question"),
    )
}
"""What people say before a wish, by language."""

TRAILS = {
    "en": (
        *("please", "thanks", "thank you", "thank you very much", "now", "right now", "too"),
        *("at the moment", "then", "ok", "okay", "would you", "will you", "could you", "can you"),
        *("if you can", "if you could", "if you don't mind", "quickly", "actually", "real quick"),
        *("you know", "um", "uh", "my dear"),
    )
}
"""What people say behind a wish, by language."""


def tidy(text: str) -> str:
    """Lower case, no punctuation but the signs of arithmetic, one space between words."""
    text = re.sub(r"\bwhats\b", "what's", text.lower().replace("’", "'"))
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    text = re.sub(r"(?<=\w)-(?=[^\W\d])|(?<=[^\W\d])-(?=\w)", " ", text)
    text = re.sub(r"[^\w\s'+\-*/×÷%^=.√]|\.(?!\d)|(?<!\w)'|'(?!\w)", " ", text)
    return " ".join(text.split())


def plain(text: str) -> str:
    """Words that a recogniser may spell in several ways, to compare: lower case, no accents, no
    punctuation, one space between them.
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", letters))
