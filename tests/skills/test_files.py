"""Files: by name, by what is in them, by time; and nothing outside the allowed folders."""

import os
from pathlib import Path

import pytest
from skills.scripted import Ask, ScriptedClock

from voice_os.consent.folders import Folders
from voice_os.errors import Problem


@pytest.fixture
def home(folders: Folders, clock: ScriptedClock) -> Path:
    """Some files, each an hour older than the one before."""
    home = folders.roots[0]
    (home / "Letters").mkdir()
    texts = {
        "tax_return_2025.txt": "The refund is due in May.",
        "Letters/Letter to Anna.md": "Dear Anna, the boat leaves on Friday.",
        "budget.csv": "rent,800",
        ".secret.txt": "the boat is mine",
    }
    for age, (name, text) in enumerate(texts.items()):
        (home / name).write_text(text)
        then = clock.time.timestamp() - 3600 * age
        os.utime(home / name, (then, then))
    return home


async def test_a_file_is_found_by_what_it_is_called(home: Path, ask: Ask) -> None:
    assert await ask("find the file called tax return") == "tax_return_2025.txt in home."
    assert await ask("where is my budget file") == "budget.csv in home."
    assert await ask("find the file called dragon") == "I find no file called dragon."


async def test_a_file_is_found_by_what_is_in_it(home: Path, ask: Ask) -> None:
    said = await ask("find files about the boat")
    assert said == "Letter to Anna.md in Letters."


async def test_files_are_found_by_when_they_were_changed(home: Path, ask: Ask) -> None:
    newest = "tax_return_2025.txt in home, Letter to Anna.md in Letters and budget.csv in home."
    assert await ask("what are my newest files") == newest
    assert await ask("which files did i change today") == newest
    assert await ask("which files did i change yesterday") == "I find no such file."


async def test_a_file_is_opened(
    home: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = tmp_path / "opened"
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert await ask("open the file called letter to anna") == "Letter to Anna.md is opening."
    assert Path(opened.read_text()) == home / "Letters" / "Letter to Anna.md"


async def test_two_files_of_one_name_are_asked_about(home: Path, ask: Ask) -> None:
    (home / "Letters" / "budget.txt").write_text("none")
    said = await ask("open the file budget")
    assert said.startswith("Which one: ")


async def test_a_path_that_leads_out_is_refused(home: Path, ask: Ask) -> None:
    with pytest.raises(Problem, match=r"outside the folders|no file"):
        await ask("open the file called ../../etc/passwd")
