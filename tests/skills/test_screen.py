"""The screen: a real picture of a real X server, and the words that are read from it."""

import os
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from skills.scripted import Ask

from voice_os.consent.folders import Folders
from voice_os.desktop.screen import Screen
from voice_os.errors import Problem
from voice_os.skills.acting import Acting


class Printed(Screen):
    """A screen that shows two words, as sharp as on paper."""

    async def picture(self) -> bytes:
        from matplotlib.figure import Figure

        figure, png = Figure(figsize=(4, 1), dpi=100), BytesIO()
        figure.text(0.1, 0.4, "GOOD MORNING", fontsize=24)
        figure.savefig(png, format="png")
        return png.getvalue()


@pytest.fixture
def screen(acting: Acting, x_server: str, monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setenv("DISPLAY", x_server)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    acting.serve({Screen: Screen()})
    return Screen()


async def test_a_picture_of_the_screen_is_saved_and_taken_back(
    screen: Screen, folders: Folders, ask: Ask
) -> None:
    said = await ask("take a screenshot")
    (file,) = folders.files()
    assert said == f"It is saved as {file.name} in home."
    assert folders.read(file).startswith(b"\x89PNG")
    assert await ask("undo that") == "The picture is deleted."
    assert not list(folders.files())


async def test_the_words_on_the_screen_are_read_out(acting: Acting, ask: Ask) -> None:
    acting.serve({Screen: Printed()})
    if shutil.which("tesseract") is None:
        with pytest.raises(Problem, match="Install tesseract-ocr"):
            await ask("read my screen")
    else:
        assert await ask("read my screen") == "GOOD MORNING"


async def test_brightness_goes_up_and_down_and_is_undone(
    screen: Screen, ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    level = tmp_path / "level"
    level.write_text("50%")
    program = tmp_path / "brightnessctl"
    program.write_text(
        f'#!/bin/sh\nif [ "$2" = set ]; then printf %s "$3" > {level}; '
        f"else printf 'acpi,backlight,1,%s,9\\n' \"$(cat {level})\"; fi\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert await ask("make the screen brighter") == "Seventy percent."
    assert await ask("set the brightness to ten percent") == "Ten percent."
    assert await ask("undo that") == "It is as bright as before."
    assert level.read_text() == "70%"


async def test_without_a_screen_she_says_so(
    screen: Screen, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    with pytest.raises(Problem, match="no screen here"):
        await ask("take a screenshot")
