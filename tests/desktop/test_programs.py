"""Programs that she runs: what they print, and a sentence where they cannot be run."""

import pytest

from voice_os.desktop import programs
from voice_os.errors import Problem


async def test_what_a_program_prints_is_returned() -> None:
    assert await programs.run("printf", "%s-%s", "a b", "$(id)") == "a b-$(id)"


async def test_what_it_is_given_it_reads() -> None:
    assert await programs.run("cat", stdin="Grüße".encode()) == "Grüße"


async def test_a_program_that_is_missing_is_a_sentence_with_the_way_out() -> None:
    with pytest.raises(Problem, match=r"no-such-program\. Install its-package"):
        await programs.run("no-such-program", package="its-package")
    with pytest.raises(Problem, match="not installed"):
        await programs.start("no-such-program")


async def test_a_program_that_fails_says_why() -> None:
    with pytest.raises(Problem, match=r"cat refused: .*No such file"):
        await programs.run("cat", "/no/such/file")
    assert await programs.run("false", check=False) == ""


async def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PATIENCE", 0.05)
    with pytest.raises(Problem, match="does not answer"):
        await programs.run("sleep", "60")
