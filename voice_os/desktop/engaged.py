"""Whether the person is engaged: presenting, watching something whole, or not at the screen.

What can be asked of a Linux desktop is asked: whether a window fills the screen (X11), and over
D-Bus whether a program keeps the screen awake, notifications are held back, or the screen is
locked. What cannot be found out does not count: a desktop that answers nothing would else never be
a time to speak. Who records from a microphone, as calls do, is known to `audio.sound_server`.
"""

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice_os.desktop.windows import Windows
from voice_os.errors import Problem

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

PATIENCE = 2.0
"""Seconds that the desktop has to answer."""

_IDLE = 8  # the flag of GNOME's session manager: keeps the session from being taken for idle


@dataclass(frozen=True, slots=True)
class _Question:
    """A method of a service that answers yes or no, and what it is given."""

    service: str
    path: str
    interface: str
    method: str
    signature: str = ""
    given: tuple[object, ...] = ()


_QUESTIONS = (
    _Question(
        "org.gnome.SessionManager",
        "/org/gnome/SessionManager",
        "org.gnome.SessionManager",
        "IsInhibited",
        "u",
        (_IDLE,),
    ),
    _Question(
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
        "HasInhibit",
    ),
    _Question(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "GetActive",
    ),
    _Question(
        "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "GetActive"
    ),
    _Question(
        "org.freedesktop.Notifications",
        "/org/freedesktop/Notifications",
        "org.freedesktop.DBus.Properties",
        "Get",
        "ss",
        ("org.freedesktop.Notifications", "Inhibited"),
    ),
)


async def is_engaged() -> bool:
    """Whether this is no time to speak to the person, as far as the desktop tells."""
    return await _fills_the_screen() or await _desktop_says_so()


async def _fills_the_screen() -> bool:
    """Whether the window in front fills the screen. False where that cannot be seen."""
    try:
        windows = await Windows().all()
    except Problem:
        return False
    return any(window.in_front and window.fills_screen for window in windows)


async def _desktop_says_so() -> bool:
    """Whether one of the desktop's services says that the person is engaged, or not there."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    try:
        from dbus_fast.aio import MessageBus

        async with asyncio.timeout(PATIENCE):
            bus = await MessageBus().connect()
    except Exception:  # no library, or no bus that can be used
        return False
    try:
        for question in _QUESTIONS:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    if await _says_yes(bus, question):
                        return True
        return False
    finally:
        bus.disconnect()


async def _says_yes(bus: "MessageBus", question: _Question) -> bool:
    """Ask a service that runs; one that does not is not started for it."""
    from dbus_fast import Message, MessageFlag, MessageType, Variant

    reply = await bus.call(
        Message(
            destination=question.service,
            path=question.path,
            interface=question.interface,
            member=question.method,
            signature=question.signature,
            body=list(question.given),
            flags=MessageFlag.NO_AUTOSTART,
        )
    )
    if reply is None or reply.message_type is not MessageType.METHOD_RETURN or not reply.body:
        return False
    answer = reply.body[0]
    return (answer.value if isinstance(answer, Variant) else answer) is True
