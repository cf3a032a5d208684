"""The portal client against a portal of our own, on a real D-Bus session bus.

`Desktop` follows the documentation of org.freedesktop.portal.GlobalShortcuts, .Request and
.Session, and org.freedesktop.host.portal.Registry; each test says where its desktop differs.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from voice_os.desktop import Command, Signal, Way, portal
from voice_os.desktop.portal import APP_ID, Portal
from voice_os.desktop.shortcuts import shortcuts
from voice_os.errors import Problem
from voice_os.settings import KeySettings

Listening: TypeAlias = Callable[[Way], AbstractAsyncContextManager["asyncio.Queue[Command]"]]

Sentences: TypeAlias = "asyncio.Queue[str]"

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"


@dataclass
class Desktop:
    """A desktop whose person takes the shortcut that is proposed."""

    bus: MessageBus
    registers: bool = True
    wants_app_id: bool = True
    has_shortcuts: bool = True
    answers: bool = True
    answers_early: bool = False
    own_paths: bool = False
    code: int = 0
    granted: tuple[str, ...] = ("talk", "mode")
    trigger: str = "Press F9"

    app_id: str | None = None
    client: str = ""
    session: str = ""
    shortcuts: list[Any] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        self.bus.add_message_handler(self._serve)
        await self.bus.request_name(NAME)

    def _serve(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.path != PATH:
            return None
        self.client = message.sender or ""
        match message.member:
            case "Register" if self.registers:
                self.app_id = message.body[0]
                return Message.new_method_return(message)
            case "CreateSession" if self.has_shortcuts:
                return self._create_session(message)
            case "BindShortcuts" if self.has_shortcuts:
                self.asked.set()
                return self._bind_shortcuts(message)
        return None

    def _create_session(self, message: Message) -> Message:
        if self.wants_app_id and not self.app_id:
            error = "org.freedesktop.portal.Error.NotAllowed"
            return Message.new_error(message, error, "An app id is required")
        options = message.body[0]
        token = options["session_handle_token"].value
        self.session = f"{PATH}/session/{self._sender()}/{token}"
        return self._respond(message, options, 0, {"session_handle": Variant("s", self.session)})

    def _bind_shortcuts(self, message: Message) -> Message:
        session, self.shortcuts, _, options = message.body
        assert session == self.session
        granted = [
            [name, {**wish, "trigger_description": Variant("s", self.trigger)}]
            for name, wish in self.shortcuts
            if name in self.granted
        ]
        results = {"shortcuts": Variant("a(sa{sv})", granted)}
        return self._respond(message, options, self.code, results)

    def _respond(
        self, call: Message, options: dict[str, Variant], code: int, results: dict[str, Variant]
    ) -> Message:
        token = f"own{call.serial}" if self.own_paths else options["handle_token"].value
        request = f"{PATH}/request/{self._sender()}/{token}"
        signal = Message(
            self.client,
            request,
            "org.freedesktop.portal.Request",
            "Response",
            MessageType.SIGNAL,
            signature="ua{sv}",
            body=[code, results],
        )
        if self.answers_early:
            self.bus.send(signal)
        elif self.answers:
            asyncio.get_running_loop().call_soon(self.bus.send, signal)
        return Message.new_method_return(call, "o", [request])

    def _sender(self) -> str:
        return self.client.removeprefix(":").replace(".", "_")

    def signal(self, member: str, session: str = "", shortcut: str = "talk") -> None:
        """Say that a shortcut was activated or deactivated."""
        body = [session or self.session, shortcut, 12345, {}]
        self._send(PATH, SHORTCUTS, member, "osta{sv}", body)

    def close_session(self) -> None:
        self._send(self.session, "org.freedesktop.portal.Session", "Closed", "a{sv}", [{}])

    def _send(
        self, path: str, interface: str, member: str, signature: str, body: list[Any]
    ) -> None:
        kind = MessageType.SIGNAL
        self.bus.send(
            Message(self.client, path, interface, member, kind, signature=signature, body=body)
        )


@pytest.fixture
async def desktop(session_bus: str) -> AsyncIterator[Desktop]:
    bus = await MessageBus(session_bus).connect()
    desktop = Desktop(bus)
    await desktop.start()
    yield desktop
    bus.disconnect()


@pytest.fixture
def told() -> Sentences:
    return asyncio.Queue()


@pytest.fixture
def key(told: Sentences) -> Portal:
    settings = KeySettings(chord="ctrl+alt+space", mode_chord="shift+f9")
    return Portal(shortcuts(settings, pytest.fail), told.put_nowait)


async def problem(way: Way) -> str:
    """The sentence that listening ends with."""
    with pytest.raises(Problem) as raised:
        async with asyncio.timeout(20):
            await way.listen(lambda signal: None, lambda: None)
    return str(raised.value)


@asynccontextmanager
async def held(key: Portal) -> AsyncIterator[tuple[asyncio.Queue[Command], asyncio.Task[str]]]:
    """Let the portal listen until it ends by itself."""
    heard: asyncio.Queue[Command] = asyncio.Queue()

    async def listen() -> str:
        with pytest.raises(Problem) as raised:
            await key.listen(heard.put_nowait, lambda: None)
        return str(raised.value)

    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        yield heard, group.create_task(listen())


async def test_activated_is_a_press_and_deactivated_a_release(
    desktop: Desktop, key: Portal, told: Sentences, listening: Listening
) -> None:
    async with listening(key) as heard:
        await told.get()
        for _ in range(3):
            desktop.signal("Activated")
            assert await heard.get() == Signal.PRESS
            desktop.signal("Deactivated")
            assert await heard.get() == Signal.RELEASE
        assert heard.empty()


async def test_the_desktop_is_asked_for_the_chord_and_names_the_key_it_gave(
    desktop: Desktop, key: Portal, told: Sentences, listening: Listening
) -> None:
    assert key.name == "Ctrl+Alt+Space"
    async with listening(key):
        sentence = await told.get()
    (_, talk), (_, mode) = desktop.shortcuts
    assert [name for name, _ in desktop.shortcuts] == ["talk", "mode"]
    assert talk["preferred_trigger"] == Variant("s", "CTRL+ALT+space")
    assert mode["preferred_trigger"] == Variant("s", "SHIFT+F9")
    assert talk["description"].value
    assert key.name == "Press F9"
    assert "Press F9: speak to her" in sentence
    assert "voice-os toggle" in sentence


async def test_the_key_for_the_mode_is_a_shortcut_of_its_own(
    desktop: Desktop, key: Portal, told: Sentences, listening: Listening
) -> None:
    async with listening(key) as heard:
        assert "listen in the next way" in await told.get()
        desktop.signal("Activated")
        for _ in range(2):
            desktop.signal("Activated", shortcut="mode")
            desktop.signal("Deactivated", shortcut="mode")
        desktop.signal("Deactivated")
        signals = [await heard.get() for _ in range(4)]
        assert signals == [Signal.PRESS, Signal.NEXT_MODE, Signal.NEXT_MODE, Signal.RELEASE]
        assert heard.empty()


async def test_a_desktop_may_grant_the_key_for_speaking_alone(
    desktop: Desktop, key: Portal, told: Sentences, listening: Listening
) -> None:
    desktop.granted = ("talk",)
    async with listening(key) as heard:
        assert "next way" not in await told.get()
        desktop.signal("Activated")
        assert await heard.get() == Signal.PRESS


async def test_she_is_introduced_by_a_desktop_entry_that_is_in_no_menu(
    desktop: Desktop, key: Portal, listening: Listening, tmp_path: Path
) -> None:
    async with listening(key):
        assert desktop.app_id == APP_ID
    entry = tmp_path / "data" / "applications" / f"{APP_ID}.desktop"
    assert "NoDisplay=true" in entry.read_text()
    assert list(entry.parent.iterdir()) == [entry]


async def test_an_activation_repeated_while_the_key_is_held_is_one_press(
    desktop: Desktop, key: Portal, told: Sentences, listening: Listening
) -> None:
    async with listening(key) as heard:
        await told.get()
        for _ in range(5):
            desktop.signal("Activated")
        desktop.signal("Deactivated")
        assert await heard.get() == Signal.PRESS
        assert await heard.get() == Signal.RELEASE
        assert heard.empty()


async def test_signals_of_other_sessions_shortcuts_and_senders_are_not_ours(
    desktop: Desktop, key: Portal, told: Sentences, listening: Listening, session_bus: str
) -> None:
    async with listening(key) as heard:
        await told.get()
        desktop.signal("Activated", session=f"{PATH}/session/1_1/other")
        desktop.signal("Activated", shortcut="other")
        stranger = await MessageBus(session_bus).connect()
        forger = Desktop(stranger, client=desktop.client, session=desktop.session)
        forger.signal("Activated")
        forger.close_session()
        await stranger.introspect("org.freedesktop.DBus", "/")  # what it sent has arrived
        stranger.disconnect()
        desktop.signal("Deactivated")
        desktop.signal("Activated")
        assert await heard.get() == Signal.PRESS
        desktop.signal("Deactivated")
        assert await heard.get() == Signal.RELEASE
        assert heard.empty()


@pytest.mark.parametrize("kind", ["answers_early", "own_paths", "older"])
async def test_portals_that_answer_in_other_ways_are_understood(
    desktop: Desktop, key: Portal, told: Sentences, listening: Listening, kind: str
) -> None:
    desktop.answers_early = kind == "answers_early"
    desktop.own_paths = kind == "own_paths"
    desktop.registers = desktop.wants_app_id = kind != "older"
    async with listening(key) as heard:
        await told.get()
        desktop.signal("Activated")
        assert await heard.get() == Signal.PRESS


async def test_a_dialog_may_stay_open_as_long_as_the_person_likes(
    desktop: Desktop,
    key: Portal,
    told: Sentences,
    listening: Listening,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deadlines: list[str] = []
    no_deadline = asyncio.Event()

    @asynccontextmanager
    async def in_time() -> AsyncIterator[None]:
        deadlines.append("runs")
        no_deadline.clear()
        yield
        deadlines.pop()
        if not deadlines:
            no_deadline.set()

    monkeypatch.setattr(portal, "_in_time", in_time)
    async with listening(key):
        desktop.answers = False
        await desktop.asked.wait()
        await no_deadline.wait()  # the desktop has said that it asks the person
        assert told.empty()


@pytest.mark.parametrize(("code", "why"), [(1, "declined"), (2, "could not")])
async def test_a_refusal_is_a_sentence_with_the_way_out(
    desktop: Desktop, key: Portal, code: int, why: str
) -> None:
    desktop.code = code
    sentence = await problem(key)
    assert why in sentence
    assert "voice-os toggle" in sentence


async def test_a_desktop_that_grants_nothing_is_a_sentence(desktop: Desktop, key: Portal) -> None:
    desktop.granted = ()
    assert "granted no key" in await problem(key)


async def test_a_desktop_that_does_not_know_her_says_so(desktop: Desktop, key: Portal) -> None:
    desktop.registers = False
    assert "An app id is required. In its keyboard settings" in await problem(key)


async def test_a_desktop_without_global_shortcuts_is_a_sentence(
    desktop: Desktop, key: Portal
) -> None:
    desktop.has_shortcuts = False
    assert "no portal for global shortcuts" in await problem(key)


@pytest.mark.usefixtures("session_bus")
async def test_no_desktop_on_the_bus_is_a_sentence(key: Portal) -> None:
    assert "no portal for global shortcuts" in await problem(key)


async def test_no_bus_is_a_sentence(
    key: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert "no session bus" in await problem(key)


async def test_a_desktop_that_never_answers_is_a_sentence(
    desktop: Desktop, key: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal, "PATIENCE", 0.2)
    desktop.answers = False
    assert "does not answer" in await problem(key)


@pytest.mark.parametrize("end", ["session closed", "desktop gone"])
async def test_a_key_taken_away_while_it_is_held_is_let_go(
    desktop: Desktop, key: Portal, told: Sentences, end: str
) -> None:
    async with held(key) as (heard, sentence):
        await told.get()
        desktop.signal("Activated")
        assert await heard.get() == Signal.PRESS
        if end == "session closed":
            desktop.close_session()
        else:
            desktop.bus.disconnect()
        assert "took her key away" in await sentence
        assert await heard.get() == Signal.RELEASE


async def test_a_desktop_that_goes_while_it_asks_the_person_is_a_sentence(
    desktop: Desktop, key: Portal
) -> None:
    desktop.answers_early = True  # to the session; the person is never answered for
    async with held(key) as (_, sentence):
        desktop._bind_shortcuts = _no_answer  # type: ignore[method-assign]
        await desktop.asked.wait()
        desktop.bus.disconnect()
        assert "took her key away" in await sentence


def _no_answer(message: Message) -> Message:
    return Message.new_method_return(message, "o", [f"{PATH}/request/none"])
