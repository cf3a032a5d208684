"""What she asks in order to know, and what an answer to it states. Pure.

An answer is often no sentence: "Where does Anna live?" "In Oslo, near the harbour." With the
question it is one: "Anna lives in Oslo, near the harbour", which the rules can read.
"""

import re
from dataclasses import dataclass

from voice_os.memory.asserted import is_certain


@dataclass(frozen=True, slots=True)
class Asking:
    """A way to ask for an attribute. `{who}` is whom it is about.

    `states`: what a short answer in place of `{answer}` says; `before`: words that it may begin
    with, which the statement has already.
    """

    question: str
    states: str
    before: str = ""

    def of(self, who: str) -> str:
        """The question about somebody."""
        return self.question.format(who=who)


ASKINGS = {
    "home": Asking("Where does {who} live?", "{who} lives in {answer}", "in|near|at"),
    "job": Asking("What does {who} do for a living?", "{who} works as a {answer}", "as|a|an|the"),
    "birthday": Asking("When is {who}'s birthday?", "{who}'s birthday is on {answer}", "on|in"),
    "likes": Asking("What does {who} enjoy?", "{who} likes {answer}", ""),
    "name": Asking("What is {who}'s name?", "{who} is called {answer}", ""),
}
"""How each attribute of somebody is asked for."""

_LEAD = re.compile(
    r"(?:(?:oh|well|um|uh|er|yes|hm+|it(?:['’]s| is)|that(?:['’]s| is)"
    r"|(?:her|his|their|its|the) (?:name|birthday)(?:['’]s| is))\b[, ]*)+",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:she|he|they)(?P<rest>(?:['’]s|['’]re)?\b.*)", re.IGNORECASE)
_LONGEST = 60  # characters of an answer that is no sentence of its own


def stated_by(asked: str, answer: str) -> str | None:
    """The sentence that an answer comes to, if what was asked last is one of her questions."""
    question = asked.rstrip().rpartition(". ")[2]
    for asking in ASKINGS.values():
        form = re.escape(asking.question).replace(r"\{who\}", "(?P<who>.+?)")
        if found := re.fullmatch(form, question):
            who = re.sub(r"^your ", "My ", found["who"])
            lead = _LEAD.match(answer)
            return _stated(asking, who, answer[lead.end() if lead else 0 :].strip())
    return None


def _stated(asking: Asking, who: str, answer: str) -> str | None:
    if not is_certain(answer):
        return None
    if whole := _PRONOUN.match(answer):
        return f"{who}{whole['rest']}"
    if len(answer) > _LONGEST or re.search(
        r"\b(?:I|you|know|care|never|not?)\b", answer, re.IGNORECASE
    ):
        return None
    if asking.before:
        answer = re.sub(rf"^(?:(?:{asking.before}) )+", "", answer, flags=re.IGNORECASE)
    return asking.states.format(who=who, answer=answer)
