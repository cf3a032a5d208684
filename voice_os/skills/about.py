"""Who she is, what she can do, and the small courtesies."""

from collections import Counter
from collections.abc import Sequence

from voice_os.skills import Effect, Skill, skill
from voice_os.skills.quantities import say_list
from voice_os.skills.services import Identity, Repertoire

_TOLD = 8
"""How many of her skills she names at once. More would not be remembered."""


@skill(
    "(who|what) are you [exactly]",
    "(what is|what's|tell me) your name",
    "what (are you called|do you call yourself|should i call you|do i call you|can i call you)",
    "(introduce|tell me about|describe) yourself",
    "who am i (talking|speaking) to",
    "do you have a name",
    effect=Effect.READS,
)
async def introduce(identity: Identity) -> str:
    """Say who I am."""
    stays = (
        "What you say stays here."
        if identity.private
        else "What you say goes to the server that you chose for me to think on."
    )
    return f"I'm {identity.name}, a voice that lives on this machine. {stays}"


@skill(
    "what are you (running|working|based) on",
    "(what|which) (model|models|engine|engines|voice|language model) (do you use|are you using)",
    "(what|which) (model|language model) are you",
    "how do you work",
    effect=Effect.READS,
)
async def describe_engines(identity: Identity) -> str:
    """Say what I am running on."""
    return identity.engines


@skill(
    "what (can|could|do) you do [for me]",
    "what (can|could|should|do) i (ask|say|ask you|say to you|do here) [for]",
    "what (are you able to|are you capable of|are your skills|skills do you have|do you know)",
    "what (are you good at|are you good for|can you help [me] with|else can you do)",
    "how can you help [me]",
    "help [me]",
    "what are my options",
    "(show|list|tell) [me] your skills",
    effect=Effect.READS,
)
async def list_skills(repertoire: Repertoire) -> str:
    """Say what I can do."""
    told = choose(repertoire.skills, _TOLD)
    more = ", among other things" if len(told) < len(repertoire.skills) else ""
    return f"I can {say_list([one.description for one in told])}{more}. Just ask."


@skill(
    "(hello|hi|hey|good morning|good afternoon|good evening|greetings|howdy) [there|you]",
    "(hello|hi) (hello|hi)",
    effect=Effect.READS,
)
async def greet() -> str:
    """Greet you."""
    return "Hello. What can I do for you?"


@skill(
    "are you (there|here|awake|ready|still there|up|working) [now]",
    "(anybody|anyone|is anybody|is anyone) (there|here|home)",
    "(testing|test)",
    effect=Effect.READS,
)
async def answer_call() -> str:
    """Tell you that I am here."""
    return "I'm here."


@skill(
    "(thank you|thanks|thank you very much|thank you so much|thanks a lot|many thanks|cheers)",
    "(great|perfect|good|awesome|wonderful|very good) (thank you|thanks)",
    "(well done|good job|nice|that was helpful|you are great)",
    effect=Effect.READS,
)
async def accept_thanks() -> str:
    """Take thanks gladly."""
    return "You're welcome."


@skill(
    "(goodbye|good bye|bye|bye bye|good night|see you|see you (later|soon|tomorrow))",
    "(talk|speak) to you (later|soon|tomorrow)",
    effect=Effect.READS,
)
async def part() -> str:
    """Say goodbye."""
    return "Goodbye."


def choose(skills: Sequence[Skill], most: int) -> list[Skill]:
    """At most so many skills, spread over the subjects, in their own order."""
    seen: Counter[str] = Counter()
    ranks = {}
    for one in skills:
        ranks[one] = seen[one.subject]
        seen[one.subject] += 1
    told = sorted(skills, key=lambda one: ranks[one])[:most]
    return [one for one in skills if one in told]
