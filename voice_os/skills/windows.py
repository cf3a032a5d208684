"""Applications and windows: open, to the front, close, and what is open."""

import re
from collections.abc import Sequence

from voice_os.desktop.applications import applications, open_application
from voice_os.desktop.windows import Window, Windows
from voice_os.errors import Problem
from voice_os.skills import Choice, Done, Effect, Proposal, Wish, skill
from voice_os.skills.quantities import say_list
from voice_os.skills.slots import Phrase
from voice_os.understanding.names import closest

_MANY = 6
"""Windows that are named at once."""


class ProgramName(Phrase):
    """What an application or its window is called."""

    __slots__ = ()
    most = 4
    never = re.compile(
        r"\b(?:an?|some|any|all|my|new|latest|last|most|and|or|of|for|from|with|in)\b"
    )
    said = ("firefox", "the browser", "the terminal", "spotify", "the calculator", "thunderbird")


_APP = "[the] [application|app|program] {name} [application|app|program]"


@skill(
    f"(open|launch|start|start up|run) {_APP}",
    "open [up] [a|an] {name} [window]",
    effect=Effect.CHANGES,
)
async def open_app(name: ProgramName) -> str:
    """Open an application."""
    installed = {one.name: one for one in applications()}
    by_program = {one.program: one for one in installed.values()}
    found = closest(name, [*installed, *by_program])
    if found is None:
        raise Problem(f"I find no application called {name}.")
    await open_application(installed.get(found) or by_program[found])
    return f"{found} is opening."


@skill(
    "(switch|go|change|jump) [over] to [the|my] {name} [window|application|app]",
    "(show|bring up|bring) [me] [the|my] {name} window [to the front]",
    "bring [the|my] {name} [window] to the front",
    "focus [on] [the] {name} [window]",
    effect=Effect.READS,
)
async def switch_window(windows: Windows, name: ProgramName) -> str:
    """Bring a window to the front."""
    await windows.show(_named(name, await windows.all()))
    return ""


@skill(
    "close [the|my|this|that] {name} (window|application|app|program)",
    "(close|quit|exit) [the|my] {name}",
    "close (this|the) window",
    effect=Effect.CHANGES,
)
async def close_window(windows: Windows, name: ProgramName | None = None) -> Proposal:
    """Close a window."""
    there = await windows.all()
    window = _named(name, there) if name else _front(there)

    async def do() -> str:
        await windows.close(window)
        return "Closed."

    return Proposal(f"That closes {_called(window)}. Shall I?", do)


@skill(
    "(what|which) (windows|applications|programs|apps) (are open|do i have open|are running)",
    "(what is|what's) open [on my screen|on the screen]",
    "(list|show me) (the|my|all) [open] windows",
    effect=Effect.READS,
)
async def list_windows(windows: Windows) -> Done:
    """Tell which windows are open."""
    there = await windows.all()
    if not there:
        return Done("No window is open.")
    told = there[:_MANY]
    more = f", and {len(there) - _MANY} more" if len(there) > _MANY else ""
    choices = [
        Choice(_called(one), Wish(switch_window, {"name": ProgramName(_called(one))}))
        for one in told
    ]
    return Done(f"{say_list([_called(one) for one in told])}{more}.", choices=choices)


def _named(name: str, there: Sequence[Window]) -> Window:
    """The window that is meant by its program or its title. Raises `Problem`."""
    known: dict[str, Window] = {}
    for window in reversed(there):  # the newest of a kind is meant
        for key in (window.title, window.program):
            if key:
                known.setdefault(key, window)
    found = closest(name, known)
    if found is None:
        raise Problem(f"No window called {name} is open.")
    return known[found]


def _front(there: Sequence[Window]) -> Window:
    for window in there:
        if window.in_front:
            return window
    raise Problem("No window is in front.")


def _called(window: Window) -> str:
    return window.title or window.program
