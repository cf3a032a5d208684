"""The desktop's own global shortcuts, for Wayland: the GlobalShortcuts portal over D-Bus.

Follows the interfaces org.freedesktop.portal.GlobalShortcuts and .Request as documented by
xdg-desktop-portal. The desktop asks the person once whether she may have the key, and which.
"""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from platformdirs import user_data_path

from voice_os.desktop import Emit
from voice_os.desktop.hold import Hold
from voice_os.desktop.shortcuts import Shortcut
from voice_os.errors import Problem

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

APP_ID = "local.voice_os.VoiceOS"
"""What the desktop knows her by: the name of her desktop entry."""

PATIENCE = 20.0
"""Seconds that the desktop has to answer where it does not ask the person."""

_BUS = "org.freedesktop.DBus"
_DESKTOP = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"

_WAY_OUT = (
    "In its keyboard settings, give a key to `voice-os toggle`, or to `voice-os press` and "
    "`voice-os release`."
)
_TAKEN_AWAY = f"The desktop took her key away. {_WAY_OUT}"


_Answer: TypeAlias = "asyncio.Future[tuple[int, dict[str, Any]]]"
"""A portal's Response: 0 for success, and its results."""


class Portal:
    """The keys as the desktop grants them. `tell` takes a sentence about which ones these are.

    The first shortcut is the one that gives it its name, and the one that has to be granted.
    """

    def __init__(self, shortcuts: Sequence[Shortcut], tell: Callable[[str], None]) -> None:
        self._shortcuts = shortcuts
        self._tell = tell
        self.name = str(shortcuts[0].chord)

    async def listen(self, emit: Emit, ready: Callable[[], None]) -> None:
        """Emit presses and releases.

        Raises `Problem` where there is no such portal, where the person or the desktop refuses,
        and when the desktop takes the key away.
        """
        holds = {shortcut.name: _hold(shortcut, emit) for shortcut in self._shortcuts}
        bus = await _connect()
        try:
            desk = _Desk(bus, holds)
            await desk.introduce()
            session = await desk.open_session()
            ready()  # from here on it is the person who is waited for
            self._take(await desk.bind(session, self._shortcuts))
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
            raise Problem(_TAKEN_AWAY)
        except (OSError, EOFError):
            raise Problem(_TAKEN_AWAY) from None
        finally:
            for hold in holds.values():
                hold.let_go()
            bus.disconnect()

    def _take(self, granted: Mapping[str, str]) -> None:
        """Go by the names that the desktop has for the keys it granted, and tell them."""
        talk = self._shortcuts[0]
        if talk.name not in granted:
            raise Problem(f"The desktop granted no key. {_WAY_OUT}")
        self.name = granted[talk.name] or self.name
        wishes = {
            one.name: f"{granted[one.name] or one.chord}: {one.wish.lower()}"
            for one in self._shortcuts
            if one.name in granted
        }
        told = "; ".join(wishes.values())
        self._tell(f"The desktop gives her these keys. {told}. If they do nothing: {_WAY_OUT}")


def _hold(shortcut: Shortcut, emit: Emit) -> Hold:
    """What makes one press of a shortcut that the desktop repeats while it is held."""

    def moved(pressed: bool) -> None:
        if signal := shortcut.signal(pressed):
            emit(signal)

    return Hold(moved, asyncio.get_running_loop().call_later, doubt=0)


async def _connect() -> "MessageBus":
    from dbus_fast.aio import MessageBus
    from dbus_fast.errors import DBusFastError

    try:
        async with _in_time():
            return await MessageBus().connect()
    except (OSError, DBusFastError):
        raise Problem(f"There is no session bus to ask the desktop for a key. {_WAY_OUT}") from None


class _Desk:
    """The portal, as seen from one connection."""

    def __init__(self, bus: "MessageBus", holds: Mapping[str, Hold]) -> None:
        self._bus = bus
        self._holds = holds
        self._owner: str | None = None
        self._session: str | None = None
        self._answers: dict[str, _Answer] = {}
        bus.add_message_handler(self._hear)

    async def introduce(self) -> None:
        """Say who she is, which newer portals insist on and older ones do not know."""
        _write_entry(user_data_path() / "applications" / f"{APP_ID}.desktop")
        await self._match(f"type='signal',sender='{_DESKTOP}'")
        await self._match(
            f"type='signal',sender='{_BUS}',member='NameOwnerChanged',arg0='{_DESKTOP}'"
        )
        await self._call("org.freedesktop.host.portal.Registry", "Register", "sa{sv}", APP_ID, {})

    async def open_session(self) -> str:
        """Open a session and return its handle."""
        from dbus_fast import Variant

        options = {"session_handle_token": Variant("s", _token())}
        async with _in_time():
            result = await self._request("CreateSession", "", options=options)
        self._session = str(result["session_handle"])
        return self._session

    async def bind(self, session: str, shortcuts: Sequence[Shortcut]) -> dict[str, str]:
        """Ask for the keys, which may take as long as the person likes.

        Returns those that are granted, by the shortcuts' names, as the desktop calls them.
        """
        wishes = [[shortcut.name, _wish(shortcut)] for shortcut in shortcuts]
        result = await self._request("BindShortcuts", "oa(sa{sv})s", session, wishes, "")
        granted = {}
        for name, properties in result.get("shortcuts", []):
            description = properties.get("trigger_description")
            granted[name] = str(description.value) if description else ""
        return granted

    async def _request(
        self, member: str, signature: str, *body: Any, options: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Call a method that answers later, with a Response on a Request object."""
        from dbus_fast import MessageType, Variant

        options = {**(options or {}), "handle_token": Variant("s", _token())}
        reply = await self._call(_SHORTCUTS, member, f"{signature}a{{sv}}", *body, options)
        if reply.message_type is MessageType.ERROR:
            raise Problem(_refusal(reply))
        if not self._bus.connected:
            raise Problem(_TAKEN_AWAY)
        code, results = await self._answer(reply.body[0])
        if code:
            who = "It was declined" if code == 1 else "The desktop could not do it"
            raise Problem(f"The desktop gives her no key. {who}. {_WAY_OUT}")
        return results

    def _answer(self, request: str) -> _Answer:
        """The answer to a request, which may overtake the reply that names the request."""
        if request not in self._answers:
            self._answers[request] = asyncio.get_running_loop().create_future()
        return self._answers[request]

    async def _call(self, interface: str, member: str, signature: str, *body: Any) -> "Message":
        from dbus_fast import Message

        async with _in_time():
            reply = await self._bus.call(
                Message(_DESKTOP, _PATH, interface, member, signature=signature, body=list(body))
            )
        if not reply:  # the connection ended before it came
            raise Problem(_TAKEN_AWAY)
        self._owner = reply.sender
        return reply

    async def _match(self, rule: str) -> None:
        from dbus_fast import Message

        await self._bus.call(
            Message(_BUS, "/org/freedesktop/DBus", _BUS, "AddMatch", signature="s", body=[rule])
        )

    def _hear(self, message: "Message") -> None:
        """Take in a signal: the bus's about the portal, or the portal's to us."""
        if message.sender == _BUS and message.member == "NameOwnerChanged":
            if message.body[1] == self._owner:
                self._end()
        elif message.sender == self._owner:
            match message.member, message.body:
                case "Response", [int(code), dict(results)]:
                    values = {key: variant.value for key, variant in results.items()}
                    answer = self._answer(str(message.path))
                    if not answer.done():
                        answer.set_result((code, values))
                case "Closed", _ if message.path == self._session:
                    self._end()
                case "Activated", [self._session, shortcut, *_] if shortcut in self._holds:
                    self._holds[shortcut].press()
                case "Deactivated", [self._session, shortcut, *_] if shortcut in self._holds:
                    self._holds[shortcut].release()

    def _end(self) -> None:
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(Problem(_TAKEN_AWAY))
        self._bus.disconnect()


def _wish(shortcut: Shortcut) -> dict[str, Any]:
    """A shortcut as the portal wants to be asked for it."""
    from dbus_fast import Variant

    wish = {"description": Variant("s", shortcut.wish)}
    if trigger := shortcut.chord.trigger:
        wish["preferred_trigger"] = Variant("s", trigger)
    return wish


@asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError:
        raise Problem(f"The desktop does not answer when asked for a key. {_WAY_OUT}") from None


def _refusal(error: "Message") -> str:
    if str(error.error_name).startswith("org.freedesktop.DBus.Error."):
        return f"This desktop has no portal for global shortcuts. {_WAY_OUT}"
    text = str(error.body[0]) if error.body else str(error.error_name)
    return f"The desktop gives her no key: {text.rstrip('.')}. {_WAY_OUT}"


def _token() -> str:
    return f"voice_os_{secrets.token_hex(8)}"


def _write_entry(path: Path) -> None:
    """Put her desktop entry where the portal looks her up; it refuses whom it finds nowhere.

    It is in no menu. Where it cannot be written, the portal's answer says the rest.
    """
    entry = (
        "[Desktop Entry]\nType=Application\nName=Voice OS\nNoDisplay=true\nTerminal=true\n"
        f'Exec="{sys.executable}" -m voice_os\n'
    )
    with suppress(OSError):
        if path.is_file() and path.read_text("utf-8") == entry:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        partial.write_text(entry, "utf-8")
        partial.replace(path)
