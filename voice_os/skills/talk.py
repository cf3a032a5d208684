"""The conversation itself: again, slower, faster, stop."""

from voice_os.skills import Effect, skill
from voice_os.skills.services import Talk
from voice_os.skills.silence import SILENCE

_SLOWER = 1 / 1.2
_FASTER = 1.2


@skill(
    "(say|repeat) (that|it|this|what you said) [again|once more|one more time]",
    "say again",
    "repeat [yourself]",
    "(come again|once more|one more time|again|pardon|pardon me|beg your pardon|sorry what)",
    "(what|what's that|what was that|what did you say|what did you just say|how was that)",
    "i (didn't|did not) (hear|catch|get|understand) (that|you|it|what you said)",
    effect=Effect.READS,
)
async def repeat(talk: Talk) -> str:
    """Say my last answer again."""
    return talk.last_answer or "I haven't said anything yet."


@skill(
    "[speak|talk|go|a bit|a little|a little bit|much] (slower|more slowly)",
    "(speak|talk|go|say it) [a bit|a little|a little bit|much] (slower|more slowly)",
    "(slow down|slow it down) [a bit|a little|a little bit]",
    "(you speak|you talk|you are|you're) [speaking|talking|going] too (fast|quickly)",
    "(too fast|not so fast|less fast)",
    effect=Effect.CHANGES,
)
async def speak_slower(talk: Talk) -> str:
    """Speak slower."""
    return "Like this?" if talk.change_rate(_SLOWER) > 0.5 else "This is as slow as I can speak."


@skill(
    "[speak|talk|go|a bit|a little|a little bit|much] (faster|quicker|more quickly)",
    "(speak|talk|go|say it) [a bit|a little|a little bit|much] (faster|quicker|more quickly)",
    "speed (up|it up) [a bit|a little|a little bit]",
    "(you speak|you talk|you are|you're) [speaking|talking|going] too (slow|slowly)",
    "(too slow|not so slow|less slow)",
    effect=Effect.CHANGES,
)
async def speak_faster(talk: Talk) -> str:
    """Speak faster."""
    return "Like this?" if talk.change_rate(_FASTER) < 3 else "This is as fast as I can speak."


@skill(
    *SILENCE["en"],
    effect=Effect.READS,
    translations={language: said for language, said in SILENCE.items() if language != "en"},
)
async def stop(talk: Talk) -> str:
    """Stop when you say so."""
    talk.be_quiet()
    return ""
