"""How she listens: always, by name, by key, or not at all."""

from voice_os.mode import Mode
from voice_os.skills import Effect, skill
from voice_os.skills.services import Hearing

_SAID = {
    Mode.KEY: "I hear you while the key is down.",
    Mode.OPEN: "Yes, all the time.",
    Mode.NAME: "Yes, for my name.",
    Mode.MUTED: "No, the microphone is closed.",
}


@skill(
    "(mute|mute yourself|mute the (microphone|mic)|mute your (microphone|mic|ears))",
    "(go|be|stay) (mute|muted|deaf)",
    "(stop|quit) listening [to (me|us)] [for now|for a while]",
    "(don't|do not) listen [to (me|us)] [any more|anymore|for now|for a while]",
    "(turn|switch) off (the|your) (microphone|mic)",
    "(turn|switch) (the|your) (microphone|mic) off",
    "(close|cover|plug) your ears",
    effect=Effect.CHANGES,
)
async def mute(hearing: Hearing) -> str:
    """Stop listening altogether."""
    hearing.change_mode(Mode.MUTED)
    return "I've closed the microphone. To open it again, press the mode key, or run voice-os mute."


@skill(
    "(just listen|listen all the time|listen always|always listen|keep listening|listen freely)",
    "(just|always|please) (keep listening|listen to me)",
    "[go|be|talk|switch to] (hands free|open microphone|open mic) [mode|please]",
    "(open|turn on|switch on) (the|your) (microphone|mic)",
    "(listen|answer) without (the|a) key",
    "you don't need [to hear] (the key|your name)",
    effect=Effect.CHANGES,
)
async def listen_always(hearing: Hearing) -> str:
    """Listen all the time."""
    hearing.change_mode(Mode.OPEN)
    return "I'm listening. Just speak."


@skill(
    "[please] [only] (listen|answer|wake up|react|respond) [only] "
    "(when|if) (i say|you hear|i call|i use) (your name|you by name)",
    "[only] (listen|wait|listen out) for your name",
    "(wait|listen) (until|till) (i say your name|you hear your name|i call you)",
    "[go|switch to|listen] by name [only|mode]",
    "only [listen] by name",
    effect=Effect.CHANGES,
)
async def listen_by_name(hearing: Hearing) -> str:
    """Listen for my name only."""
    hearing.change_mode(Mode.NAME)
    return "All right. Say my name when you want me."


@skill(
    "[only] (listen|answer) [only] (when|while|if) (i press|i hold|i'm holding|i push) "
    "[down] (the|a) (key|button)",
    "only (when|while|if) (i press|i hold|i'm holding|i push) [down] (the|a) (key|button)",
    "[use|go to|go back to|switch to|back to] [the] (push to talk|key) [mode]",
    "(wait|listen) for the key",
    "[only] [listen] by key [only]",
    effect=Effect.CHANGES,
)
async def listen_by_key(hearing: Hearing) -> str:
    """Listen only while you hold the key."""
    hearing.change_mode(Mode.KEY)
    return "All right. Hold the key when you want me."


@skill(
    "(are|aren't) you [still] listening [to (me|us)] [now]",
    "(can|do) you [still] hear (me|us) [now]",
    "how (are you|do you) (listening|listen) [to (me|us)]",
    "(what|which) [listening] mode are you in",
    "are you (muted|deaf|on mute)",
    "is (the|your) (microphone|mic) (on|off|open|closed)",
    "when (do|are) you (listen|listening) [to (me|us)]",
    effect=Effect.READS,
)
async def tell_mode(hearing: Hearing) -> str:
    """Say when I am listening."""
    return _SAID[hearing.mode]
