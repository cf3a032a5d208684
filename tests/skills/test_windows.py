"""Windows and applications by voice; real windows are tested in tests/desktop."""

from pathlib import Path

import pytest
from skills.scripted import Ask

from voice_os.desktop.applications import applications
from voice_os.desktop.windows import Window, Windows
from voice_os.errors import Problem
from voice_os.skills.acting import Acting


class ScriptedWindows(Windows):
    """Two windows."""

    def __init__(self) -> None:
        self.there = [Window(1, "Holiday plans", "writer"), Window(2, "News", "firefox", True)]
        self.did: list[tuple[str, int]] = []

    async def all(self) -> list[Window]:
        return self.there

    async def show(self, window: Window) -> None:
        self.did.append(("show", window.number))

    async def close(self, window: Window) -> None:
        self.did.append(("close", window.number))


@pytest.fixture
def windows(acting: Acting) -> ScriptedWindows:
    windows = ScriptedWindows()
    acting.serve({Windows: windows})
    return windows


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A menu with one application, one that is hidden and one that is broken."""
    menu = tmp_path / "applications"
    menu.mkdir()
    entry = "[Desktop Entry]\nType=Application\nName={}\nExec={}\n{}"
    (menu / "paint.desktop").write_text(entry.format("Paint", f"touch {tmp_path}/ran %U", ""))
    (menu / "tool.desktop").write_text(entry.format("Tool", "true", "NoDisplay=true\n"))
    (menu / "bad.desktop").write_text("Name without a section")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    return tmp_path


async def test_a_window_is_brought_to_the_front_by_title_or_program(
    windows: ScriptedWindows, ask: Ask
) -> None:
    await ask("switch to the holiday plans")
    await ask("go to firefox")
    assert windows.did == [("show", 1), ("show", 2)]


async def test_what_is_open_is_told_and_one_of_it_meant(windows: ScriptedWindows, ask: Ask) -> None:
    assert await ask("which windows are open") == "Holiday plans and News."
    await ask("the first one")
    assert windows.did == [("show", 1)]


async def test_a_window_is_closed_only_after_a_yes(windows: ScriptedWindows, ask: Ask) -> None:
    assert await ask("close this window") == "That closes News. Shall I?"
    assert await ask("no") == "All right, I won't."
    assert not windows.did
    await ask("close the writer window")
    assert await ask("yes") == "Closed."
    assert windows.did == [("close", 1)]


async def test_a_window_that_is_not_there_is_a_sentence(windows: ScriptedWindows, ask: Ask) -> None:
    with pytest.raises(Problem, match="No window called spreadsheet is open"):
        await ask("switch to the spreadsheet")


async def test_an_application_is_opened_by_its_name(
    windows: ScriptedWindows, installed: Path, ask: Ask
) -> None:
    assert [one.name for one in applications()] == ["Paint"]
    assert await ask("open paint") == "Paint is opening."
    with pytest.raises(Problem, match="no application called photoshop"):
        await ask("open photoshop")
