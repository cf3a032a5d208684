"""How she is, told truly: a mood that is kept for talking, in somebody who is an AI."""

from typing import Protocol

from voice_os.skills import Effect, skill


class Feelings(Protocol):
    """How she is."""

    async def told(self) -> str:
        """Her mood in a few words that follow "you are"; "" where it is as always."""
        ...


@skill(
    "how are you [doing|feeling] [today|now|these days|this morning|tonight]",
    "(how's it going|how is it going|how are things|how do you do|you okay|you all right)",
    "how do you feel [today|now]",
    "(what's|what is|how's|how is) your mood [today|now|like]",
    "(what|which) mood are you in [today|now]",
    "are you (well|okay|all right|fine|happy|sad|glad|tired|in a good mood|in a bad mood) [today]",
    effect=Effect.READS,
)
async def tell_mood(feelings: Feelings) -> str:
    """Say how I am."""
    mood = await feelings.told()
    if not mood:
        return "Much as always, in quiet good cheer, as far as an AI has moods."
    return f"I'm {mood}, as far as an AI has moods. It comes from how we talk, and passes."


@skill(
    "(do you|can you) [really|actually|even] (feel|have) "
    "(feelings|emotions|moods|anything|something|things|pain|joy|a mood|sad|happy)",
    "(do you|can you) [really|actually|even] feel",
    "are your (feelings|emotions|moods) real",
    "(is|how real is) your mood [real]",
    "what are your (feelings|moods|emotions)",
    effect=Effect.READS,
)
async def explain_mood(feelings: Feelings) -> str:
    """Say whether I feel anything."""
    mood = await feelings.told() or "as always"
    return (
        "I'm an AI, and I don't feel as you do. I keep a mood: two numbers that your words and "
        f"your voice move, and that you can hear in mine. Right now they say: {mood}."
    )
