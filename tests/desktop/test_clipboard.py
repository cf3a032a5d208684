"""The real clipboard of a real X server, through xclip."""

import shutil
import subprocess

import pytest

from voice_os.desktop.clipboard import Clipboard
from voice_os.errors import Problem


async def test_what_is_copied_is_there(display: str) -> None:
    if shutil.which("xclip") is None and shutil.which("xsel") is None:
        with pytest.raises(Problem, match="Install xclip"):
            await Clipboard().copied()
        return
    clipboard = Clipboard()
    await clipboard.copy("Blåbærsyltetøy\nand more")
    assert await clipboard.copied() == "Blåbærsyltetøy\nand more"


async def test_what_is_marked_is_something_else(display: str) -> None:
    if shutil.which("xclip") is None:
        pytest.skip("xclip is not installed")
    await Clipboard().copy("copied")
    subprocess.run(["xclip", "-selection", "primary"], input=b"marked", check=True)  # noqa: ASYNC221
    assert await Clipboard().marked() == "marked"
    assert await Clipboard().copied() == "copied"
