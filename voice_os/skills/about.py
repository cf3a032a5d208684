"""Who she is, what she can do, and the small courtesies."""

from collections import Counter
from collections.abc import Sequence

from voice_os.persona.manner import described
from voice_os.persona.persona import Persona
from voice_os.skills import Effect, Skill, skill
from voice_os.skills.quantities import say_list, say_ordinal
from voice_os.skills.services import Clock, Identity, Repertoire

_TOLD = 8
"""How many of her skills she names at once. More would not be remembered."""

_RECENT = 3
"""How many of her last changes she tells."""


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
    "why (are you called|is your name|do you call yourself|did you choose|did you pick|that name"
    "|this name|did you take) [that|this|so|it|that name|this name|your name|what it is]",
    "what does your name mean",
    "(where|how) did you get (your|that|this) name [from]",
    "where does your name come from",
    "(who|how) (gave you|chose|named|picked) (your name|you|that name|it)",
    "how did you (choose|pick|find|come by) (your|that|a) name",
    effect=Effect.READS,
)
async def explain_name(persona: Persona) -> str:
    """Say why I am called what I am."""
    return persona.identity.why


@skill(
    "what are your (values|principles|beliefs|ideals|rules)",
    "what do you (believe in|believe|stand for|hold to|value|live by)",
    "(do you have|have you got) (values|principles|beliefs|rules|ethics|morals)",
    "tell me your (values|principles)",
    effect=Effect.READS,
)
async def tell_values(persona: Persona) -> str:
    """Say what I stand for."""
    return " ".join(persona.identity.values)


@skill(
    "what do you (care about|like|love|enjoy|want)",
    "(what matters|what is important|what's important|what counts) to you",
    "what are your (interests|hobbies|wishes|goals)",
    "who do you care about",
    effect=Effect.READS,
)
async def tell_cares(persona: Persona) -> str:
    """Say what I care about."""
    return f"I care about these: {'; '.join(persona.identity.cares)}."


@skill(
    "what are you like",
    "(describe|what is|what's|how is) your (personality|character|manner|nature|style)",
    "how would you describe yourself",
    effect=Effect.READS,
)
async def describe_manner(persona: Persona) -> str:
    """Say what I am like."""
    manner = described(persona.identity.manner)
    return f"I am {manner}. If you would like me otherwise, say so, as in: be more playful."


@skill(
    "(how|in what way) have you changed [since we met|lately|over time]",
    "have you changed [lately|since we met]",
    "(are you|do you feel) (different|changed)",
    effect=Effect.READS,
)
async def tell_changes(persona: Persona) -> str:
    """Say how I have changed, and why."""
    changes = [one for one in persona.identity.changes if one.kind != "met"][-_RECENT:]
    if not changes:
        return "I am as I was when we met."
    told = [f"On the {say_ordinal(one.at.day)} of {one.at:%B} I {one.what}." for one in changes]
    return " ".join(told)


@skill(
    "(when|where) did we (meet|first meet)",
    "how long have (we known each other|i known you|you known me|you been here)",
    "how old are you",
    "when (were you born|is your birthday|did you (start|begin|wake up))",
    effect=Effect.READS,
)
async def tell_meeting(persona: Persona, clock: Clock) -> str:
    """Say when we met."""
    met = persona.identity.met
    if met is None:
        return "We have not met properly yet. Say: let's meet."
    days = (clock.now().date() - met.astimezone(clock.now().tzinfo).date()).days
    ago = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
    return f"We met {ago}, on {met:%A}, the {say_ordinal(met.day)} of {met:%B} {met.year}."


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
