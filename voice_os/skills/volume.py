"""How loud the machine plays."""

from voice_os.desktop.loudspeaker import Loudspeaker
from voice_os.skills import Done, Effect, Record, skill
from voice_os.skills.quantities import say_number

STEP = 10
"""Percent by which it becomes louder or quieter where nothing else is said."""

_IT = "[the] (volume|sound|music|audio|it|loudspeaker|speakers)"
_BIT = "[a|a little|a little bit|a bit|some|much]"


async def undo(record: Record, loudspeaker: Loudspeaker) -> str:
    """Make it as loud as it was."""
    await loudspeaker.set(record["percent"])
    await loudspeaker.mute(record["muted"])
    return f"The volume is back at {say_number(record['percent'])} percent."


@skill(
    f"{_BIT} louder",
    f"make {_IT} {_BIT} louder",
    f"(turn|crank|pump) {_IT} up {_BIT}",
    f"(turn|crank|pump) up {_IT} {_BIT}",
    f"(turn|raise|increase) [up] {_IT} by {{amount}} [percent]",
    f"(turn|crank) {_IT} up by {{amount}} [percent]",
    f"(raise|increase) {_IT} {_BIT}",
    "volume up",
    f"{_IT} is too (quiet|low|soft)",
    "i can't hear (the music|it)",
    effect=Effect.CHANGES,
    undo=undo,
)
async def louder(loudspeaker: Loudspeaker, amount: int | None = None) -> Done:
    """Turn the volume up."""
    return await _changed(loudspeaker, amount or STEP)


@skill(
    f"{_BIT} (quieter|softer)",
    f"make {_IT} {_BIT} (quieter|softer|less loud)",
    f"turn {_IT} down {_BIT}",
    f"turn down {_IT} {_BIT}",
    f"turn {_IT} down by {{amount}} [percent]",
    f"(lower|reduce|decrease) {_IT} {_BIT}",
    f"(lower|reduce|decrease) {_IT} by {{amount}} [percent]",
    "volume down",
    f"{_IT} is too loud",
    "(too loud|not so loud|less loud)",
    effect=Effect.CHANGES,
    undo=undo,
)
async def quieter(loudspeaker: Loudspeaker, amount: int | None = None) -> Done:
    """Turn the volume down."""
    return await _changed(loudspeaker, -(amount or STEP))


@skill(
    f"(set|put|turn|change) {_IT} (to|at) {{amount}} [percent]",
    "volume [to|at] {amount} [percent]",
    effect=Effect.CHANGES,
    undo=undo,
)
async def set_volume(loudspeaker: Loudspeaker, amount: int) -> Done:
    """Set the volume."""
    before = await loudspeaker.set(amount)
    return _told((await loudspeaker.volume()).percent, before.percent, before.muted)


@skill(
    "(mute|silence) [the] (sound|volume|music|audio|speakers|computer|loudspeaker)",
    f"(turn|switch) {_IT} off",
    effect=Effect.CHANGES,
    undo=undo,
)
async def mute(loudspeaker: Loudspeaker) -> Done:
    """Mute the loudspeaker."""
    before = await loudspeaker.mute(True)
    return Done("", undo={"percent": before.percent, "muted": before.muted})


@skill(
    "unmute [the] (sound|volume|music|audio|speakers|computer|loudspeaker)",
    "(turn|switch) [the] (sound|volume|audio|speakers) [back] on",
    effect=Effect.CHANGES,
    undo=undo,
)
async def unmute(loudspeaker: Loudspeaker) -> Done:
    """Unmute the loudspeaker."""
    before = await loudspeaker.mute(False)
    return Done("The sound is on.", undo={"percent": before.percent, "muted": before.muted})


@skill(
    "(what is|what's) the volume [at|set to]",
    "how loud (is it|is the volume|is the sound|is the music)",
    effect=Effect.READS,
)
async def tell_volume(loudspeaker: Loudspeaker) -> str:
    """Tell how loud the volume is."""
    now = await loudspeaker.volume()
    return f"{'Muted, and at' if now.muted else 'At'} {say_number(now.percent)} percent."


async def _changed(loudspeaker: Loudspeaker, by: int) -> Done:
    before = await loudspeaker.set((await loudspeaker.volume()).percent + by)
    return _told((await loudspeaker.volume()).percent, before.percent, before.muted)


def _told(now: int, before: int, muted: bool) -> Done:
    return Done(
        f"{say_number(now).capitalize()} percent.", undo={"percent": before, "muted": muted}
    )
