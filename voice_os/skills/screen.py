"""The screen: a picture of it, the words on it, its brightness, its lock."""

from datetime import datetime

from voice_os.consent.folders import Folders
from voice_os.desktop.screen import Screen
from voice_os.skills import Done, Effect, Record, skill
from voice_os.skills.quantities import say_number
from voice_os.skills.services import Clock

STEP = 20
"""Percent by which it becomes brighter or darker where nothing else is said."""


async def delete_picture(record: Record, folders: Folders) -> str:
    """Delete the picture again."""
    folders.inside(record["file"]).unlink(missing_ok=True)
    return "The picture is deleted."


async def as_bright_as_before(record: Record, screen: Screen) -> str:
    """Make the screen as bright as it was."""
    await screen.set_brightness(record["percent"])
    return "It is as bright as before."


@skill(
    "(take|make|save) [me] (a screenshot|a screen shot|a picture of (the|my) screen)",
    "(screenshot|screen shot|capture (the|my) screen)",
    effect=Effect.CHANGES,
    undo=delete_picture,
)
async def take_screenshot(screen: Screen, folders: Folders, clock: Clock) -> Done:
    """Take a picture of the screen."""
    file = folders.write(_name(clock.now()), await screen.picture())
    return Done(f"It is saved as {file.name} in {file.parent.name}.", undo={"file": str(file)})


@skill(
    "read [me] [out] (the|my) screen [to me|out|aloud]",
    "(what does|what do) (the|my) screen say",
    "(what is|what's) [written] on (the|my) screen",
    effect=Effect.READS,
)
async def read_screen(screen: Screen) -> str:
    """Read out the words on the screen."""
    return await screen.words() or "I can read no words on the screen."


@skill(
    "(make|turn) (the|my) (screen|display) [a bit|a little] (brighter|lighter)",
    "(turn|put) (the|my) [screen] brightness up [a bit|a little]",
    "(turn up|increase|raise) [the|my] [screen] brightness [a bit|a little]",
    "(brighter|more brightness)",
    "(the|my) (screen|display) is too (dark|dim)",
    effect=Effect.CHANGES,
    undo=as_bright_as_before,
)
async def brighter(screen: Screen) -> Done:
    """Make the screen brighter."""
    return await _changed(screen, await screen.brightness() + STEP)


@skill(
    "(make|turn) (the|my) (screen|display) [a bit|a little] (darker|dimmer)",
    "(turn|put) (the|my) [screen] brightness down [a bit|a little]",
    "(turn down|decrease|lower|reduce|dim) [the|my] [screen] brightness [a bit|a little]",
    "dim (the|my) (screen|display) [a bit|a little]",
    "(darker|less brightness)",
    "(the|my) (screen|display) is too bright",
    effect=Effect.CHANGES,
    undo=as_bright_as_before,
)
async def darker(screen: Screen) -> Done:
    """Make the screen darker."""
    return await _changed(screen, await screen.brightness() - STEP)


@skill(
    "(set|put|turn) (the|my) [screen] brightness (to|at) {amount} [percent]",
    effect=Effect.CHANGES,
    undo=as_bright_as_before,
)
async def set_brightness(screen: Screen, amount: int) -> Done:
    """Set the brightness of the screen."""
    return await _changed(screen, amount)


@skill(
    "lock [the|my|this] (screen|computer|machine|session|desktop|pc|laptop)",
    effect=Effect.CHANGES,
)
async def lock(screen: Screen) -> str:
    """Lock the screen."""
    await screen.lock()
    return "Locked."


async def _changed(screen: Screen, percent: int) -> Done:
    before = await screen.set_brightness(percent)
    now = say_number(await screen.brightness()).capitalize()
    return Done(f"{now} percent.", undo={"percent": before})


def _name(now: datetime) -> str:
    return f"Screen {now:%Y-%m-%d %H.%M.%S}.png"
