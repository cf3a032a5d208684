"""What she did and may do: take it back, tell it, and what the person allows her."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Self

from voice_os.consent import Deed, Policy
from voice_os.consent.policies import Policies
from voice_os.skills import Done, Effect, Proposal, Record, Skill, Unanswered, skill
from voice_os.skills.acting import Acting
from voice_os.skills.quantities import say_list
from voice_os.skills.services import Clock, Repertoire

_TOLD = 4
"""Deeds that she tells at once."""

_NO_ABILITY = re.compile(
    r"\b(mind|me|you|i|we|he|she|they|it|that|this|again|ever|been|seen|heard|had|is|are|was|were)\b"
)
_FILLERS = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "your",
        "any",
        "some",
        "to",
        "for",
        "of",
        "using",
        "use",
        "do",
        "doing",
        "anything",
        "all",
    ]
)


class Ability(str):
    """What she can do, as people name it: "timers", "send mail"; up to five words."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read an ability. Raises ValueError where the words name nothing one can do."""
        if len(words.split()) > 5 or _NO_ABILITY.search(words) or not set(words.split()) - _FILLERS:
            raise ValueError(f"nothing that one can do: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """What people may want to allow or forbid."""
        return ["timers", "send mail", "set a timer", "weather", "calendar", "remember things"]


@skill(
    "(undo|take back|revert|reverse) (that|it|this|what you did|what you just did|the last thing)",
    "undo [the last one|the last thing you did|your last action]",
    "(take that|take it) back",
    "put (it|that|everything) back [as it was|the way it was|how it was]",
    effect=Effect.CHANGES,
)
async def undo(acting: Acting) -> str:
    """Take back what I did last."""
    return await acting.undo()


@skill(
    "what (did you do|have you done|did you just do) [today|so far|for me|lately|recently]",
    "(tell|show|read) [me] (what you did|what you have done|the log|your log|the history)",
    "what was the last thing (you did|that you did)",
    effect=Effect.READS,
)
async def tell_deeds(acting: Acting, clock: Clock) -> str:
    """Tell what I did."""
    deeds = (await acting.deeds())[-_TOLD:]
    if not deeds:
        return "I haven't done anything yet that would be written down."
    return " ".join(_told(deed, clock.now()) for deed in reversed(deeds))


async def restore_policies(record: Record, policies: Policies) -> str:
    """Take back what was allowed or forbidden."""
    for name, policy in record["policies"].items():
        policies.choose(name, Policy(policy) if policy else None)
    for name, allowed in record["online"].items():
        policies.let_online(name, allowed)
    return "It is as it was."


@skill(
    "never {ability}",
    "(don't|do not) ever {ability}",
    "(you may|you must|you should|i want you to) never {ability}",
    "never (use|do|touch|run) {ability}",
    effect=Effect.CHANGES,
    undo=restore_policies,
)
async def forbid(policies: Policies, repertoire: Repertoire, ability: Ability) -> Done:
    """Never do what you forbid me."""
    names = _meant(repertoire.skills, ability)
    record = _choose(policies, names, Policy.NEVER)
    return Done(f"I will never {_called(repertoire.skills, names)}.", undo=record)


@skill(
    "always ask [me] (before|first before|when) (you use|using|you do|doing) {ability}",
    "always ask [me] (before|first before) (you|i have you) {ability}",
    "always ask [me] (about|for) {ability}",
    "always ask [me] before {ability}",
    "ask [me] (first|every time|each time) (before|when) (you use|using|you) {ability}",
    effect=Effect.CHANGES,
    undo=restore_policies,
)
async def ask_first(policies: Policies, repertoire: Repertoire, ability: Ability) -> Done:
    """Ask you first where you want to be asked."""
    names = _meant(repertoire.skills, ability)
    record = _choose(policies, names, Policy.ASK)
    return Done(f"I will ask before I {_called(repertoire.skills, names)}.", undo=record)


@skill(
    "always allow {ability}",
    "(you may|you can) always (use|do) {ability}",
    "(you don't need|you do not need|you don't have) to ask [me] (about|for|before) {ability}",
    "don't ask [me] (about|for|before) {ability} [anymore|any more|again]",
    effect=Effect.CHANGES,
    undo=restore_policies,
)
async def allow(policies: Policies, repertoire: Repertoire, ability: Ability) -> Proposal:
    """Do without asking what you allow me."""
    names = _meant(repertoire.skills, ability)
    called = _called(repertoire.skills, names)

    async def do() -> Done:
        record = _choose(policies, names, Policy.ALLOW)
        sends = any(one.effect is Effect.SENDS for one in _below(repertoire.skills, names))
        still = " What I send I will still read to you first." if sends else ""
        return Done(f"I will {called} without asking.{still}", undo=record)

    return Proposal(f"From now on I would {called} without asking. Shall I?", do)


@skill(
    "(allow|let) {ability} [to] use the (network|internet)",
    "(allow|permit) the (network|internet) for {ability}",
    "{ability} (may|can|is allowed to) use the (network|internet)",
    "you (may|can) use the (network|internet) for {ability}",
    effect=Effect.CHANGES,
    undo=restore_policies,
)
async def allow_network(policies: Policies, repertoire: Repertoire, ability: Ability) -> Proposal:
    """Use the network where you allow it."""
    names = _meant(repertoire.skills, ability)
    called = _called(repertoire.skills, names)

    async def do() -> Done:
        before = {name: name in policies.online for name in names}
        for name in names:
            policies.let_online(name, True)
        return Done(f"I may use the network to {called}.", undo={"policies": {}, "online": before})

    return Proposal(f"I would then use the network to {called}. May I?", do)


@skill(
    "(forbid|block) the (network|internet) for {ability}",
    "(don't|do not) (let|allow) {ability} [to] use the (network|internet)",
    "{ability} (may not|must not|cannot|can't) use the (network|internet) [anymore|any more]",
    effect=Effect.CHANGES,
    undo=restore_policies,
)
async def forbid_network(policies: Policies, repertoire: Repertoire, ability: Ability) -> Done:
    """Stay off the network where you want it."""
    names = _meant(repertoire.skills, ability)
    before = {name: name in policies.online for name in names}
    for name in names:
        policies.let_online(name, False)
    called = _called(repertoire.skills, names)
    return Done(f"I will not use the network to {called}.", undo={"policies": {}, "online": before})


def _meant(skills: Sequence[Skill], words: str) -> list[str]:
    """The names of the subjects or skills that are meant. Raises `Unanswered` where none is."""
    wanted = {_stem(word) for word in words.split()} - _FILLERS
    subjects = {one.subject for one in skills}
    if found := [one for one in subjects if wanted == {_stem(part) for part in one.split("_")}]:
        return found
    named = [one.name for one in skills if wanted <= _words_of(one)]
    if not named:
        raise Unanswered(f"I can do nothing that is called {words}.")
    return named


def _words_of(one: Skill) -> set[str]:
    name = one.name.replace("_", " ").replace(".", " ")
    return {_stem(word) for word in re.findall(r"[a-z']+", f"{one.description} {name}".lower())}


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def _below(skills: Sequence[Skill], names: Sequence[str]) -> list[Skill]:
    return [one for one in skills if one.name in names or one.subject in names]


def _called(skills: Sequence[Skill], names: Sequence[str]) -> str:
    """What these skills do, as in "I will …"."""
    several = len(_below(skills, names)) > _TOLD
    if several and set(names) <= {one.subject for one in skills}:
        return f"use the {say_list([name.replace('_', ' ') for name in names])}"
    return say_list(list(dict.fromkeys(one.description for one in _below(skills, names))), "or")


def _choose(policies: Policies, names: Sequence[str], policy: Policy) -> Record:
    """Choose a policy for each; return what takes that back."""
    record = {"policies": {name: policies.chosen(name) for name in names}, "online": {}}
    for name in names:
        policies.choose(name, policy)
    return record


def _told(deed: Deed, now: datetime) -> str:
    """A deed as she tells it."""
    at = deed.at.astimezone(now.tzinfo)
    when = f"At {at:%H:%M}" if at.date() == now.date() else f"On {at:%d %B at %H:%M}"
    undone = ", and took it back" if deed.undone else ""
    return (
        f"{when} you said: {deed.words.rstrip('.?!')}. I answered: {deed.said.rstrip('.')}{undone}."
    )
