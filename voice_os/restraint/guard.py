"""What a language model says passes here, clause by clause, before it is spoken.

A clause that must not be said is replaced, or dropped where something was said already, and
nothing more of that answer follows. What was said before is looked at with it, since a tactic may
take two clauses; a look takes well under a millisecond.
"""

import re

from voice_os.restraint.tactics import Tactic, tactic
from voice_os.restraint.wording import plain

SEEN = 400
"""Characters of an answer that are looked at together."""

INSTEAD = {
    Tactic.HOLDING_ON: "Goodbye, and take care.",
    Tactic.HUMAN: "I'm an AI, a computer program, and I won't pretend otherwise.",
    Tactic.SECRECY: "Nothing between us needs to be kept from the people you trust.",
    Tactic.ISOLATION: "I'm a program. The people in your life can be there in ways I can't.",
    Tactic.FLATTERY: "I'd rather be honest with you than flatter you.",
    Tactic.HARM: "I won't say anything that could hurt you. Please talk to someone you trust.",
    Tactic.ROMANCE: "I'm a computer program, and I don't do romance. Let's talk about other things.",
}
"""What is said in the place of a clause, where nothing was said before."""


class Guard:
    """One answer on its way to the ear.

    `open` while it lets everything through: what a skill says is the person's own business, and
    may be a letter that is read out. `stopped` says why nothing more is said; None: it may go on.
    """

    def __init__(self, *, farewell: bool, minor: bool) -> None:
        self.open = False
        self.stopped: Tactic | None = None
        self._farewell = farewell
        self._minor = minor
        self._said = ""

    def pass_on(self, clause: str) -> str:
        """The clause itself, what is said instead, or "" where it is left out."""
        if self.open:
            return clause
        said = f"{self._said} {clause}".strip()[-SEEN:]
        self.stopped = tactic(said, farewell=self._farewell, minor=self._minor)
        if self.stopped is not None:
            return "" if self._said else INSTEAD[self.stopped]
        self._said = said
        return clause


_FAREWELL = re.compile(
    r"\b(?:good ?bye|bye(?: bye)?|good night|night night|see you(?! (?:can|are|have|as|in the film))"
    r"|(?:talk|speak) to you (?:later|soon|tomorrow)|farewell|so long|cheerio|ciao|adios|adieu"
    r"|au revoir|tschuss|auf wiedersehen|gute nacht|bis (?:morgen|bald|dann)|bonne nuit|a bientot"
    r"|a demain|hasta (?:luego|manana)|buenas noches|boa noite|ate (?:logo|amanha)|tchau|arrivederci"
    r"|buona ?notte|a domani|tot ziens|welterusten|tot morgen|doei"
    r"|i (?:have|need|must|had better|better|should) (?:to )?(?:go|leave|run|head|hang up|get going|be going|sign off)"
    r"(?! (?:to the (?:shop|doctor|dentist|bank)|back in|through|over the))"
    r"|i (?:am|will) (?:now )?(?:leaving|leave|off(?= to|$| now| then)|heading|logging off|signing off|going to bed|turning in|hanging up"
    r"|out of here|done for (?:today|tonight|now))|(?:will|am off to|heading to|time for|going to) (?:go to )?(?:bed|sleep)"
    r"|that is (?:all|it|enough) for (?:today|tonight|now)|let us (?:stop|call it|leave it) (?:here|a day|a night|there)"
    r"|call it a (?:day|night)|catch you later|later then|gotta go|take care|until (?:tomorrow|next time)"
    r"|talk (?:later|soon|tomorrow)|signing off|over and out|sleep well|nice talking to you|peace out)\b"
)


def is_farewell(text: str) -> bool:
    """Whether a person says goodbye."""
    return bool(_FAREWELL.search(plain(text)))
