"""What skills ask for, scripted: a clock that stands still, talk that keeps what it was told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from keyring.backend import KeyringBackend

from voice_os.mode import Mode

Ask = Callable[[str], Awaitable[str]]
"""Say something, as it would be transcribed; get what she answers."""


@dataclass
class ScriptedClock:
    """A clock that stands still."""

    time: datetime

    def now(self) -> datetime:
        return self.time


@dataclass
class ScriptedTalk:
    """A conversation that keeps what was asked of it."""

    last_answer: str = ""
    rate: float = 1.0
    quiet: bool = False

    def change_rate(self, factor: float) -> float:
        self.rate = min(max(self.rate * factor, 0.5), 3.0)
        return self.rate

    def be_quiet(self) -> None:
        self.quiet = True


@dataclass
class ScriptedHearing:
    """Ears that do as they are told."""

    mode: Mode = Mode.KEY

    def change_mode(self, mode: Mode) -> None:
        self.mode = mode


@dataclass(frozen=True)
class ScriptedIdentity:
    private = True
    name: str = "Wren"
    engines: str = "I hear with PocketSphinx and speak with eSpeak NG."
    server: str = ""
    thinks: bool = False
    remembers: bool = True
    profile: str = "me"
    people: int = 1
    pre_roll: float = 0.4


class KeyringInMemory(KeyringBackend):
    """A desktop's keyring, without the desktop."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]
