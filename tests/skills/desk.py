"""A desk that is scripted: what skills find on it where the real one is tested elsewhere."""

from dataclasses import dataclass, field

from voice_os.desktop.clipboard import Clipboard
from voice_os.desktop.keyboard import Keyboard
from voice_os.skills.dictionary import Meaning


class ScriptedClipboard(Clipboard):
    """A clipboard without a desktop."""

    def __init__(self, text: str = "", selection: str = "") -> None:
        self.text = text
        self.selection = selection

    async def copied(self) -> str:
        return self.text

    async def marked(self) -> str:
        return self.selection

    async def copy(self, text: str) -> None:
        self.text = text


class ScriptedKeyboard(Keyboard):
    """A sheet of paper."""

    def __init__(self) -> None:
        self.paper = ""

    async def type(self, text: str) -> None:
        self.paper += text

    async def erase(self, count: int) -> None:
        self.paper = self.paper[: len(self.paper) - count]


@dataclass
class ScriptedChance:
    """What comes up, in this order."""

    numbers: list[int] = field(default_factory=list)

    def randint(self, a: int, b: int) -> int:
        number = self.numbers.pop(0)
        assert a <= number <= b
        return number


@dataclass(frozen=True)
class ScriptedDictionary:
    known: dict[str, list[Meaning]]

    async def meanings(self, word: str) -> list[Meaning]:
        return self.known.get(word, [])
