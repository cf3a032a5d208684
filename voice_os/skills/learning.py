"""Documents that she reads when told to, and answers from."""

from dataclasses import dataclass
from typing import Protocol

from voice_os.memory.consulting import Quotation, told
from voice_os.memory.documents import Learnt
from voice_os.skills import Effect, Proposal, Unanswered, skill
from voice_os.skills.remembering import Topic
from voice_os.skills.slots import Phrase
from voice_os.understanding.names import closest


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is being learnt; `done`: it is learnt already, else it will be in a while."""

    title: str
    done: bool


class Documents(Protocol):
    """What she has read, and can read."""

    async def learn(self, name: str) -> Lesson:
        """Learn the file of this name in the person's documents. Raises `Problem`."""
        ...

    async def learn_copied(self) -> Lesson:
        """Learn what the person copied: a file, or words. Raises `Problem`."""
        ...

    async def known(self) -> list[Learnt]:
        """All documents that were learnt."""
        ...

    async def consult(self, cue: str, document: Learnt) -> list[Quotation]:
        """The passages of a document that fit a cue, the best first."""
        ...

    async def forget(self, document: Learnt) -> None:
        """Forget a document."""
        ...


class Title(Phrase):
    """What a document is called."""

    __slots__ = ()
    said = (
        *("user guide", "the manual", "my notes", "the contract", "the report", "meeting notes"),
        *("the recipe book", "the lease", "the handbook", "travel plans"),
    )


_FILE = "(file|document|book|text|paper|article)"


@skill(
    f"(learn|study|read and remember) [the] {_FILE} [called] {{name}} [(in|from) my documents]",
    "(learn|study|read and remember) {name} (in|from) my documents [folder]",
    effect=Effect.CHANGES,
)
async def learn_file(documents: Documents, name: Title) -> str:
    """Read a file in your documents and answer from it."""
    return _learnt(await documents.learn(name))


@skill(
    "(read|learn|study) (this|what i copied|what i have copied|what i've copied)",
    "(read|learn|study) this [and remember it]",
    "(read|learn|study) (this|the) [copied] (page|text|file|document|article|paper) [i copied]",
    effect=Effect.CHANGES,
)
async def learn_copied(documents: Documents) -> str:
    """Read what you copied and answer from it."""
    return _learnt(await documents.learn_copied())


@skill(
    "(what|which) (documents|books|files|papers) (do you know|have you read|did you read)",
    "(what|which) (documents|books|files|papers) (have you learned|have you learnt|did you learn)",
    "what (have you|did you) read",
    effect=Effect.READS,
)
async def list_documents(documents: Documents) -> str:
    """Say which documents I have read."""
    titles = [one.title for one in await documents.known()]
    if not titles:
        return "I haven't read any documents yet. Run: voice-os learn, and a file or a folder."
    shown = ", ".join(titles[-_SHOWN:])
    if len(titles) > _SHOWN:
        return f"I have read {len(titles)} documents. The last ones are: {shown}."
    return f"I have read: {shown}."


@skill(
    "what does [the] {document} say about {topic}",
    f"what does the {_FILE} {{document}} say about {{topic}}",
    "what (is|does it say) in [the] {document} about {topic}",
    "look up {topic} in [the] {document}",
    effect=Effect.READS,
)
async def consult_document(documents: Documents, document: Title, topic: Topic) -> str:
    """Look something up in a document that I have read."""
    meant = await _named(documents, document)
    if meant is None:
        raise Unanswered(f"I haven't read anything called {document}.")
    found = await documents.consult(topic, meant)
    if not found or not found[0].score:
        return f"I find nothing about that in {meant.title}."
    return told(found[0], topic)


@skill(
    f"forget the {_FILE} [called] {{name}}",
    f"forget what you (read|learned|learnt) (in|from) [the] [{_FILE}] {{name}}",
    effect=Effect.CHANGES,
)
async def forget_document(documents: Documents, name: Title) -> str | Proposal:
    """Forget a document that I have read."""
    meant = await _named(documents, name)
    if meant is None:
        return f"I haven't read anything called {name}."

    async def do() -> str:
        await documents.forget(meant)
        return f"I have forgotten {meant.title}. Its file stays where it is."

    return Proposal(f"Shall I forget {meant.title}?", do)


_SHOWN = 5


async def _named(documents: Documents, name: str) -> Learnt | None:
    """The document that a name means, if it is one."""
    known = await documents.known()
    title = closest(name, [one.title for one in known])
    meant = [one for one in known if one.title == title]
    return meant[-1] if meant else None


def _learnt(lesson: Lesson) -> str:
    if lesson.done:
        return f"I've read {lesson.title}. Ask me about it."
    return f"I'm reading {lesson.title}. That takes a moment; I'll tell you when I know it."
