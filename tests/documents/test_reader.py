"""Files are read in a process of its own: whatever happens to it, the rest goes on."""

import os
from pathlib import Path

import pytest
from documents import files

from voice_os.documents import Passage
from voice_os.documents.reader import Reader
from voice_os.errors import Problem


async def test_one_file_after_another_and_a_bad_one_between(tmp_path: Path) -> None:
    good = files.pdf(tmp_path / "guide.pdf", ["Turn the red valve."])
    bad = files.text(tmp_path / "bad.epub", "no")
    async with Reader() as reader:
        for _ in range(2):
            document = await reader.read(good)
            assert document.title == "guide"
            assert document.passages == (Passage("page 1", "Turn the red valve."),)
            with pytest.raises(Problem, match=r"bad.epub cannot be read: it is broken\."):
                await reader.read(bad)
        with pytest.raises(Problem, match="cannot be read"):
            await reader.read(tmp_path / "absent.txt")


async def test_a_file_that_never_ends_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    endless, good = tmp_path / "endless.txt", files.text(tmp_path / "good.txt", "Here I am.")
    os.mkfifo(endless)
    async with Reader() as reader:
        with pytest.raises(Problem, match="it is no file"):
            await reader.read(endless)
        assert (await reader.read(good)).title == "good"


async def test_what_takes_too_long_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    slow = files.text(tmp_path / "slow.txt", "word " * 4_000_000)
    good = files.text(tmp_path / "good.txt", "Here I am.")
    reader = Reader(patience=0.001)
    with pytest.raises(Problem, match=r"slow.txt cannot be read: it takes too long\."):
        await reader.read(slow)
    async with Reader() as patient:
        assert (await patient.read(good)).passages == (Passage("", "Here I am."),)
