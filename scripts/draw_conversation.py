#!/usr/bin/env python3
"""Draw docs/conversation.svg: the demonstration as it looks in a terminal, from a real run."""

import asyncio
import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

from voice_os.demo.demonstration import demonstrate
from voice_os.events import Events
from voice_os.settings import load
from voice_os.terminal import Captions, turn_table

PICTURE = Path(__file__).parent.parent / "docs" / "conversation.svg"


def main() -> None:
    """Run the demonstration in real time and write the picture."""
    console = Console(record=True, width=84, file=io.StringIO(), highlight=False)
    events = Events()
    events.subscribe(Captions(console).handle)
    with tempfile.TemporaryDirectory() as folder:
        turns = asyncio.run(demonstrate(load(), events, Path(folder) / "answers.wav"))
    console.print(turn_table(turns))
    svg = console.export_svg(title="voice-os demo")
    # The reader's own monospaced font will do; nothing is to be fetched to look at a picture.
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    main()
