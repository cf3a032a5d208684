"""What she remembers of the person, and what they say about that."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol, Self

from voice_os.errors import Problem
from voice_os.memory import Fact, Recollection, Turn
from voice_os.memory.about import about
from voice_os.memory.facts import YOU
from voice_os.memory.questions import answer, is_about_life
from voice_os.memory.telling import day, sentence
from voice_os.skills import Done, Effect, Proposal, Unanswered, skill
from voice_os.skills.services import Clock
from voice_os.skills.slots import Phrase
from voice_os.understanding.wording import tidy


class Remembering(Protocol):
    """One person's memory."""

    @property
    def heard(self) -> Turn:
        """What the person said that is being answered now, as it was written down."""
        ...

    async def facts(self) -> list[Fact]:
        """All that is known."""
        ...

    async def recall(self, cue: str, now: datetime, k: int) -> list[Recollection]:
        """The `k` turns that fit a cue best, the best first."""
        ...

    async def keep(self) -> Turn:
        """Store now what the person said, so that it is safe, and learn from it."""
        ...

    async def correct(self) -> list[Fact] | None:
        """Correct what was last learnt or told by what the person said.

        Return what is right now (nothing: it was taken back), or None where it corrects nothing.
        """
        ...

    async def forget(self, words: str) -> int:
        """Forget all in which these words occur; return how many turns and facts that was."""
        ...

    def told(self, facts: Sequence[Fact]) -> None:
        """Take note of what she just told, so that "that's wrong" means it."""
        ...


_NOTHING = re.compile(
    r"\b(it|that|this|them|something|anything|everything|nothing|you|me|i|said)\b"
)
_NO_CLAUSE = re.compile(r"\b(if|when|because|should|could|would|is|are|was|were|do|does|did)\b")


class Question(str):
    """A question about one's own life, whole."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a question. Raises ValueError where it may be about anything else."""
        if not is_about_life(words, datetime.now(UTC)):
            raise ValueError(f"not about one's life: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """What people ask about their lives."""
        return [
            *("where do i live", "where did i live in may", "where do i work", "what do i do"),
            *("where does my sister live", "what is my sister's name", "what's my dog's name"),
            *("what is my brother called", "when is my mother's birthday", "when is my birthday"),
            *("who is my boss", "what is my name", "what is my favourite colour", "what do i like"),
            *("when is my interview", "when is the party", "what are my plans", "who is my doctor"),
            *("what is my favourite song", "do i like coffee", "what am i allergic to"),
            *("how long have i lived in london", "where did i work in june", "what don't i like"),
        ]


class Topic(Phrase):
    """What one may know or forget something about: up to five words that make no clause."""

    __slots__ = ()
    most = 5
    said = (
        *("my sister", "my brother", "my mother", "my dog", "my job", "work", "my holiday"),
        *("the interview", "my birthday", "the house", "my friend", "school", "the doctor"),
    )

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a topic. Raises ValueError where the words name nothing."""
        if _NOTHING.search(words) or _NO_CLAUSE.search(words):
            raise ValueError(f"not a topic: {words!r}")
        return super().parse(words)


class Statement(str):
    """Something one wants remembered: at least three words."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a statement. Raises ValueError where it is an errand, a question, or too short."""
        if len(words.split()) < 3 or re.match(r"(?:to|when|what|who|where|why|how|if)\b", words):
            raise ValueError(f"nothing to remember: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """Things that people want remembered."""
        return [
            *("my sister is called anna", "i live in london", "my birthday is in may"),
            *("the key is under the mat", "i like green tea", "my car is at the station"),
        ]


class Correction(str):
    """What is right instead: up to six words."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a correction. Raises ValueError where it is too long to be one."""
        if len(words.split()) > 6 or words in ("not", "me", "you", "fine", "okay"):
            raise ValueError(f"not a correction: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """What people often correct."""
        return ["tuesday", "friday", "tomorrow", "anna", "london", "green", "my brother", "two"]


@skill("{question}", effect=Effect.READS)
async def tell_fact(memory: Remembering, clock: Clock, question: Question) -> str:
    """Answer what you once told me about yourself and your people."""
    found = answer(question, await memory.facts(), clock.now())
    if found is None:
        raise Problem("I don't know that.")
    memory.told(found.facts)
    return found.text


@skill(
    "what (do|did|can) you (know|remember|recall) about {topic}",
    "(what have you|what've you) (learned|learnt|remembered|kept) about {topic}",
    "what is there to know about {topic}",
    "tell me (what|everything|all) you (know|remember) about {topic}",
    "(do you know|do you remember) anything about {topic}",
    "what do you know about me",
    "what have you (learned|learnt|remembered) about me",
    "tell me (what|everything) you know about me",
    effect=Effect.READS,
)
async def tell_known(memory: Remembering, clock: Clock, topic: Topic | None = None) -> str:
    """Tell what I know about somebody or something."""
    now = clock.now()
    found = about(topic or "me", await memory.facts(), now)
    memory.told(found.facts)
    if found.facts:
        return found.text
    if topic and (said := await _said_by_the_person(memory, topic, now)):
        return _quoted(said[0], now)
    raise Unanswered(found.text)


@skill(
    "what (did|have) i (say|said|tell you|told you|mention|mentioned) about {topic}",
    "(what was it|what is it) [that] i (said|told you) about {topic}",
    "(remind me|do you remember|tell me) what i (said|told you) about {topic}",
    "have i [ever] (said|told you|mentioned) anything about {topic}",
    "did i [ever] (say|tell you|mention) anything about {topic}",
    effect=Effect.READS,
)
async def tell_said(memory: Remembering, clock: Clock, topic: Topic) -> str:
    """Repeat what you told me about something."""
    now = clock.now()
    said = await _said_by_the_person(memory, topic, now)
    if not said:
        return "I don't remember that you said anything about that."
    return " ".join(_quoted(turn, now) for turn in said[:2])


@skill(
    "when (did|have) i (tell|told) you (about|of) {topic}",
    "when did i [last] (mention|talk about|speak of|say something about) {topic}",
    "(when was it|when is it) that i told you about {topic}",
    "(on what|what|which) day did i (tell you about|mention|talk about) {topic}",
    "how long ago did i (tell you about|mention|talk about) {topic}",
    effect=Effect.READS,
)
async def tell_when_said(memory: Remembering, clock: Clock, topic: Topic) -> str:
    """Say when you told me about something."""
    now = clock.now()
    said = await _said_by_the_person(memory, topic, now)
    if not said:
        return "I don't remember that you told me about that."
    return _quoted(max(said, key=lambda turn: turn.at), now)


@skill(
    "remember [this] that {statement}",
    "(note|note down|keep in mind|make a note|bear in mind|take note) that {statement}",
    "(don't|do not|never) forget that {statement}",
    "(i want you|i'd like you) to (remember|know) that {statement}",
    "(you should|you need to|you must) (remember|know) that {statement}",
    effect=Effect.CHANGES,
)
async def remember(memory: Remembering, clock: Clock, statement: Statement) -> str:
    """Remember what you tell me."""
    turn = await memory.keep()
    known = await memory.facts()
    learnt = [fact for fact in known if turn.id in fact.sources]
    if not learnt:
        return "I'll remember that."
    memory.told(learnt)
    return f"I'll remember: {' '.join(sentence(fact, known, clock.now()) for fact in learnt)}"


_WRONG = "(that's|that is|that was|it's|this is) (wrong|not right|not true|incorrect|a mistake)"
_ITS = "(it's|it is|it was|i meant|i mean|it should be|make it|make that)"


@skill(
    f"[no] {_WRONG} [{_ITS}] {{right}}",
    f"[no] (you're|you are) (wrong|mistaken) [{_ITS}] {{right}}",
    f"[no] (you got that wrong|you misheard me|you misunderstood) [{_ITS}] {{right}}",
    "no (it's|it is|i meant|i said) {right}",
    "(i meant|i misspoke i meant|what i meant was) {right}",
    f"[no] {_WRONG}",
    "[no] (you're|you are) (wrong|mistaken) [about that]",
    "(you got that wrong|you misheard me|you misunderstood [me])",
    effect=Effect.CHANGES,
)
async def correct(memory: Remembering, clock: Clock, right: Correction | None = None) -> str:
    """Correct what I got wrong."""
    corrected = await memory.correct()
    if corrected is None:
        return "I'm sorry. Tell me how it is, in a whole sentence, and I'll keep that."
    if not corrected:
        return "I'm sorry, I've struck that out. How is it, then?"
    known = await memory.facts()
    return f"I've put that right. {sentence(corrected[-1], known, clock.now())}"


@skill(
    "forget [everything|all|anything|what|whatever] [that] "
    "(i said|i told you|i've said|i've told you|i ever said|you know|you remember) about {topic}",
    "(delete|erase|remove|wipe) (everything|all|anything|what) [that] "
    "(i said|i told you|you know|you remember) about {topic}",
    "(you should|you must|i want you to|i'd like you to) forget [everything|all] about {topic}",
    "forget (everything|all) about {topic}",
    effect=Effect.CHANGES,
)
async def forget(memory: Remembering, topic: Topic) -> Proposal:
    """Forget what you told me about something."""

    # Neither question nor answer name it: what is said is kept, and this is not to be.
    async def do() -> Done:
        count = await memory.forget(re.sub(r"^(?:my|our|the) ", "", topic))
        if not count:
            return Done("There is nothing about that in my memory.", private=True)
        all_of_it = ", all of it" * (count > 1)
        return Done(f"Done. It is gone{all_of_it}.", private=True)

    return Proposal("Nothing brings back what I forget. Shall I forget it?", do)


async def _said_by_the_person(memory: Remembering, topic: str, now: datetime) -> list[Turn]:
    """What the person told about a topic, the best first; questions about it are no news."""
    found = await memory.recall(topic, now, 10)
    own = [one.turn for one in found if one.turn.speaker == YOU and one.turn != memory.heard]
    stems = [word.rstrip("s") for word in tidy(topic).split() if word not in ("my", "the", "our")]
    named = [turn for turn in own if all(stem in turn.text.lower() for stem in stems)]
    return [turn for turn in named if not turn.text.rstrip().endswith("?")]


def _quoted(turn: Turn, now: datetime) -> str:
    """What was said, with its day."""
    at = turn.at.astimezone(now.tzinfo)
    days = (now.date() - at.date()).days
    when = {0: "Today", 1: "Yesterday"}.get(days, f"On {day(at, now)},")
    return f"{when} you said: {turn.text.rstrip('.')}."
