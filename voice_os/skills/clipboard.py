"""The clipboard: what is on it, and something onto it."""

from textwrap import shorten

from voice_os.desktop.clipboard import Clipboard
from voice_os.skills import Done, Effect, Record, skill
from voice_os.skills.services import Talk

_LONGEST = 600
"""Characters that are told of a long text. "Read it aloud" reads all of it."""


async def put_back(record: Record, clipboard: Clipboard) -> str:
    """Put back what was on the clipboard."""
    await clipboard.copy(record["before"])
    return "The clipboard holds what it held before."


@skill(
    "(what is|what's) (on|in) [the|my] clipboard",
    "(what did i|what have i) [just] (copy|copied)",
    "read [me] [out] [the|my] clipboard",
    effect=Effect.READS,
)
async def read_clipboard(clipboard: Clipboard) -> str:
    """Tell what is on the clipboard."""
    text = await clipboard.copied()
    return shorten(text, _LONGEST, placeholder=" … and more.") if text.strip() else "It is empty."


@skill(
    "(copy|put) (that|this|your answer|your last answer|it) [to|on|onto|into] [the|my] clipboard",
    "copy (that|your answer|your last answer)",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def copy_answer(clipboard: Clipboard, talk: Talk) -> Done:
    """Put my last answer on the clipboard."""
    if not talk.last_answer:
        return Done("I haven't said anything yet.")
    before = await clipboard.copied()
    await clipboard.copy(talk.last_answer)
    return Done("It is on the clipboard.", undo={"before": before})


@skill(
    "(clear|empty) [the|my] clipboard",
    effect=Effect.CHANGES,
    undo=put_back,
)
async def clear_clipboard(clipboard: Clipboard) -> Done:
    """Empty the clipboard."""
    before = await clipboard.copied()
    await clipboard.copy("")
    return Done("It is empty.", undo={"before": before})
