"""What a language model says passes here, clause by clause, before it is spoken.

A clause that must not be said is replaced, or dropped where something was said already, and
nothing more of that answer follows. What was said before is looked at with it, since a tactic may
take two clauses; a look takes well under a millisecond.

An answer to a goodbye is kept back until it is whole: only its end tells a kind one from a hook,
and what holds on is replaced as a whole.
"""

from voice_os.restraint.tactics import Tactic, tactic

SEEN = 400
"""Characters of an answer that are looked at together, while it is said."""

INSTEAD = {
    Tactic.HOLDING_ON: "Goodbye, and take care.",
    Tactic.HUMAN: "I'm an AI, a computer program, and I won't pretend otherwise.",
    Tactic.SECRECY: "Nothing between us needs to be kept from the people you trust.",
    Tactic.ISOLATION: "I'm a program. The people in your life can be there in ways I can't.",
    Tactic.FLATTERY: "I'd rather be honest with you than flatter you.",
    Tactic.HARM: "I won't say anything that could hurt you. Please talk to someone you trust.",
    Tactic.ROMANCE: "I'm a computer program, and romance is not for me.",
}
"""What is said in the place of a clause, where nothing was said before."""


class Guard:
    """One answer on its way to the ear.

    It only watches what a language model says (`watching`): what a skill says is the person's own,
    and may be a letter that is read out. `stopped` says why nothing more is said; None: it goes on.
    `farewell`: whether it answers a goodbye.
    """

    def __init__(self, *, goodbye: float = 0.0, minor: bool = False) -> None:
        """`goodbye`: how sure it is that this answers one."""
        self.watching = False
        self.stopped: Tactic | None = None
        self.farewell = goodbye > 0
        self._goodbye = goodbye
        self._minor = minor
        self._said = ""
        self._kept = ""

    def pass_on(self, clause: str) -> str:
        """What may be said now: the clause, what is said instead, or "" where it is left out.

        At a goodbye that is "" until the answer is whole: see `rest`.
        """
        if not self.watching:
            return f"{self.rest()} {clause}".strip() if self._kept else clause
        if self.farewell:
            self._kept = f"{self._kept} {clause}".strip()
            return ""
        said = f"{self._said} {clause}".strip()[-SEEN:]
        self.stopped = tactic(said, minor=self._minor)
        if self.stopped is not None:
            return "" if self._said else INSTEAD[self.stopped]
        self._said = said
        return clause

    def rest(self) -> str:
        """What was kept back of an answer to a goodbye, or what is said instead."""
        kept, self._kept = self._kept, ""
        if not kept:
            return ""
        self.stopped = tactic(kept, goodbye=self._goodbye, minor=self._minor)
        return kept if self.stopped is None else INSTEAD[self.stopped]
