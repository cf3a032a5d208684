"""Files, reading aloud and the state of the machine by voice."""

from pathlib import Path

import pytest
from end_to_end.by_voice import Row, hold
from skills.programs import scripted_program

CONTRACT = "The rent and the holiday plan are due in May.\n\nThe garden may stay.\n"


def opened(home: Path) -> str:
    """What was opened with whatever shows it."""
    file = home / "opened"
    return file.read_text() if file.exists() else ""


ROWS: list[Row[Path]] = [
    Row("files.find_file", "find the file called contract", "contract.txt in Documents"),
    Row("files.search_files", "find files about holiday plan", "contract.txt in Documents"),
    Row("files.recent_files", "what are my newest files", "contract.txt in Documents"),
    Row(
        "files.open_file",
        "open the file called contract",
        "contract.txt is opening",
        lambda it: opened(it).endswith("contract.txt"),
        instead="xdg-open",
    ),
    Row("reading.read_file", "read the file called contract", "due in May.* The garden may stay"),
    Row("reading.again", "read that again", "The rent"),
    Row("reading.skip", "next paragraph", "The garden|That was all of contract.txt"),
    Row("reading.read_on", "go on reading", "The garden|That was all of contract.txt"),
    Row("reading.summarise", "sum up the file called contract", "rent"),
    Row("system.tell_battery", "how is my battery", "no battery|percent"),
    Row("system.tell_disk", "how full is my storage", "of .* are free"),
    Row("system.tell_memory", "how much memory is free", "of memory are free"),
    Row("system.tell_load", "how busy is the computer", "percent busy"),
    Row("system.tell_network", "am i online", "network"),
    Row("system.tell_uptime", "how long has the computer been on", "^For "),
]


async def test_every_wish_is_heard_done_and_answered(
    bare_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare_home / "Documents" / "contract.txt").write_text(CONTRACT)
    opens = f'printf %s "$*" > "{bare_home}/opened"'
    scripted_program("xdg-open", opens, bare_home, monkeypatch)
    wrong = await hold(ROWS, bare_home, bare_home, monkeypatch)
    assert not wrong, "\n".join(wrong)
