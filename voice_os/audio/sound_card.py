"""Keeping microphone and speaker alive while devices come and go.

They share one PortAudio, which can only be begun anew for both at once: that is decided here, in
one task, and nowhere else.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from voice_os.audio import sound_server
from voice_os.audio.devices import Kind, NoDevice, NoSound
from voice_os.audio.portaudio import Busy, Format, Line, PortAudio
from voice_os.audio.sound_server import Default
from voice_os.errors import Problem
from voice_os.settings import Device
from voice_os.worker import Worker

STALL = 0.5
"""Seconds without a block after which a stream is taken for dead. It is looked for as often."""

_SERVER_ANSWERS = 2.0
"""Seconds that a sound server has to name the default devices before anything is opened."""

RETRY = 1.0
"""Seconds between two attempts to open a device that is gone or busy."""

_RESTARTS = 5
"""Every so many attempts PortAudio is begun anew, even though that interrupts the other line."""


@dataclass(slots=True)
class _Past:
    """What is remembered of a line while it rests.

    `persistent`: it is not given up, as it was open once. `told`: the device the person knows
    of. `lost`: the person knows that it is on none. `attempts` failed since it was last open.
    """

    persistent: bool = False
    told: str = ""
    lost: bool = False
    attempts: int = 0


@dataclass(slots=True, eq=False)
class _State:
    """What is known about a line from when it is wanted until it is released.

    `answered`: whoever opens it need not wait any longer; `problem`: why it was given up.
    """

    line: Line
    past: _Past
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    problem: Problem | None = None
    format: Format | None = None
    died: bool = False
    seen: int = 0
    seen_at: float = 0.0


class SoundCard:
    """The one owner of PortAudio. Its `run()` must run for anything to be opened."""

    def __init__(
        self,
        on_change: Callable[[str], None] = lambda _: None,
        portaudio: PortAudio | None = None,
    ) -> None:
        """`on_change` is told, in a sentence, when sound begins to go another way or is lost."""
        self._on_change = on_change
        self._portaudio = portaudio or PortAudio()
        self._thread = Worker("portaudio")
        self._lines: dict[Line, _State] = {}
        self._pasts: dict[Line, _Past] = {}
        self._unwanted: list[Line] = []
        self._attention = asyncio.Event()
        self._reopened = asyncio.Event()
        self._defaults: Mapping[Kind, Default] | None = None

    async def run(self) -> None:
        """Open, watch, reopen and close lines until cancelled; then close them all."""
        try:
            async with asyncio.TaskGroup() as tasks:
                known = asyncio.Event()
                tasks.create_task(self._follow_defaults(known))
                with suppress(TimeoutError):
                    async with asyncio.timeout(_SERVER_ANSWERS):
                        await known.wait()
                while True:
                    await self._settle()
                    await self._something_to_do()
        finally:
            await self._thread.run(self._portaudio.end)
            await self._thread.close()

    async def open(self, line: Line) -> None:
        """Open a line and wait until it is. Raises `Problem` where no device can be had.

        A device that is busy is waited for. A line that was open before is not given up: where
        that fails, this returns, and the line is opened when it can be.
        """
        state = self._want(line)
        await state.answered.wait()
        if state.problem is not None:
            raise state.problem

    def begin(self, line: Line) -> None:
        """Open a line as soon as may be, and keep trying."""
        self._want(line).past.persistent = True

    def release(self, line: Line) -> None:
        """Close a line. Whoever waits for it to open waits no longer."""
        if (state := self._lines.pop(line, None)) is not None:
            state.answered.set()
            self._unwanted.append(line)
            self._attention.set()

    def is_open(self, line: Line) -> bool:
        """Whether a line is wanted, so that it is open or will be."""
        return line in self._lines

    def is_opening(self, line: Line) -> bool:
        """Whether a line is wanted and it is not known yet if it can be opened."""
        return line in self._lines and not self._lines[line].answered.is_set()

    def _want(self, line: Line) -> _State:
        if line not in self._lines:
            self._lines[line] = _State(line, self._pasts.setdefault(line, _Past()))
            self._attention.set()
        return self._lines[line]

    async def _something_to_do(self) -> None:
        """Wait for a wish, for a stream's end, or until it is time to see if one has stalled."""
        streaming = any(state.format for state in self._lines.values())
        with suppress(TimeoutError):
            async with asyncio.timeout(STALL if streaming else None):
                await self._attention.wait()
        self._attention.clear()

    async def _settle(self) -> None:
        """Bring the streams into line with what is wanted."""
        await self._bury([state for state in self._lines.values() if self._has_died(state)])
        failures = await self._open_wanted()
        if self._may_help_to_restart(failures):
            await self._restart()
            failures = await self._open_wanted()
        for state, problem in failures.items():
            self._failed(state, problem)
        if failures:
            asyncio.get_running_loop().call_later(RETRY, self._attention.set)

    def _has_died(self, state: _State) -> bool:
        """Whether a stream ended by itself, or no block has come for a while."""
        if state.format is None:
            return False
        now = asyncio.get_running_loop().time()
        if state.seen != state.line.blocks:
            state.seen, state.seen_at = state.line.blocks, now
        return state.died or now - state.seen_at > STALL

    async def _bury(self, dead: Sequence[_State]) -> None:
        """Close dead streams, all streams where PortAudio has to look for devices anew."""
        unserved = [state for state in dead if not self._is_served(state)]
        if unserved:
            await self._restart()
        for state in unserved:
            state.past.attempts += 1
        for state in dead:
            state.format = None
            await self._thread.run(self._portaudio.close, state.line)

    def _is_served(self, state: _State) -> bool:
        """Whether a sound server finds the device, so that PortAudio need not look for it."""
        return state.line.device is None and self._defaults is not None

    def _may_help_to_restart(self, failures: Mapping[_State, Problem]) -> bool:
        """Whether the list of devices may be out of date. The other line suffers, so not often."""
        unserved = [
            state
            for state, problem in failures.items()
            if not self._is_served(state) or (isinstance(problem, NoSound) and not problem.kind)
        ]
        alone = not any(state.format for state in self._lines.values())
        return any(alone or state.past.attempts % _RESTARTS == 0 for state in unserved)

    async def _restart(self) -> None:
        """Begin PortAudio anew. Where that fails, opening a line fails too, and says why."""
        for state in self._lines.values():
            state.format = None
        with suppress(Problem):
            await self._thread.run(self._portaudio.restart)

    async def _open_wanted(self) -> dict[_State, Problem]:
        """Close what is no longer wanted; open what is. A line may have been both meanwhile."""
        while self._unwanted:
            await self._thread.run(self._portaudio.close, self._unwanted.pop())
        failures: dict[_State, Problem] = {}
        for state in list(self._lines.values()):
            if state.format is None and self._is_wanted(state):
                try:
                    await self._open_one(state)
                except Problem as problem:
                    failures[state] = problem
        return failures

    def _is_wanted(self, state: _State) -> bool:
        return self._lines.get(state.line) is state

    async def _open_one(self, state: _State) -> None:
        """Open a line on the device that was chosen; once that is lost, on the default one."""
        try:
            opened = await self._open_on(state, state.line.device)
        except Problem:
            if state.line.device is None or not state.past.persistent:
                raise
            opened = await self._open_on(state, None)
        state.format, state.died = opened, False
        state.seen, state.seen_at = state.line.blocks, asyncio.get_running_loop().time()
        self._tell(state)
        state.past.persistent, state.past.attempts = True, 0
        self._reopened.set()
        state.answered.set()

    async def _open_on(self, state: _State, device: Device | None) -> Format:
        kind = state.line.kind
        if device is None and self._is_absent(kind):
            raise NoDevice(kind)
        loop = asyncio.get_running_loop()

        def ended() -> None:
            loop.call_soon_threadsafe(self._ended, state)

        return await self._thread.run(self._portaudio.open, state.line, device, ended)

    def _is_absent(self, kind: Kind) -> bool:
        """Whether the sound server has no such device. What a speaker plays is no microphone."""
        if self._defaults is None:
            return False
        default = self._defaults.get(kind)
        return default is None or (kind is Kind.INPUT and default.is_monitor)

    def _ended(self, state: _State) -> None:
        state.died = True
        self._attention.set()

    def _failed(self, state: _State, problem: Problem) -> None:
        """Tell of a failure and keep trying, or give the line up. It may be unwanted by now."""
        if not self._is_wanted(state):
            return
        if state.past.persistent or isinstance(problem, Busy):
            state.past.attempts += 1
            if not state.past.lost:
                state.past.lost = True
                self._on_change(f"{problem} Trying again every second.")
        else:
            state.problem = problem
            del self._lines[state.line]
        if state.past.persistent or state.problem:
            state.answered.set()

    def _tell(self, state: _State) -> None:
        """Say which device a line is on, if that is news."""
        name = state.format.device if state.format else ""
        if self._is_served(state) and (default := (self._defaults or {}).get(state.line.kind)):
            name = default.description
        past = state.past
        if past.lost or (past.told and name != past.told):
            self._on_change(f"The {state.line.kind} is now {name}.")
        past.told, past.lost = name, False

    async def _follow_defaults(self, known: asyncio.Event) -> None:
        """Say when the system's default changes, and look again where a line waits for one."""
        while True:
            async for now in sound_server.defaults():
                self._defaults = now
                known.set()
                for state in self._lines.values():
                    if state.line.device is None and self._is_absent(state.line.kind):
                        self._ended(state)
                    elif state.format:
                        self._tell(state)
                self._attention.set()
            self._defaults = None
            known.set()
            self._reopened.clear()
            await self._reopened.wait()
