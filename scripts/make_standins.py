#!/usr/bin/env python3
"""Write stand-in models into a folder; what lies there already is kept.

    make_standins.py OUT                    tiny ones with fixed answers, for tests (seconds, 4 MB)
    make_standins.py OUT --full NAME ...    those of full size, for benchmarks

The tiny ones are OUT/tiny-llm.gguf, OUT/tiny-whisper/ and OUT/tiny-voice.onnx with its .json.
Needs the packages of the extra `bench`, beside the engines themselves.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

Make = Callable[[Path], None]


def make_tiny_llm(path: Path) -> None:
    """See `standins.tiny_llm`."""
    from standins import tiny_llm

    tiny_llm.make(path)


def make_tiny_whisper(path: Path) -> None:
    """See `standins.whisper`."""
    from standins import whisper

    whisper.make(path, whisper.TINY, whisper.TRANSCRIPT, whisper.TONES)


def make_tiny_voice(path: Path) -> None:
    """See `standins.tiny_voice`."""
    from standins import tiny_voice

    tiny_voice.make(path)


TINY: dict[str, Make] = {
    "tiny-llm.gguf": make_tiny_llm,
    "tiny-whisper": make_tiny_whisper,
    "tiny-voice.onnx": make_tiny_voice,
}


def make_once(path: Path, make: Make) -> None:
    """Have `make` write `path`, and files beside it, unless it exists. `path` appears last.

    It is written in a folder of its own and then renamed: nothing is ever half-written, and where
    two processes make the same thing at once, either's is kept.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        made = Path(folder) / path.name
        make(made)
        for beside in set(made.parent.iterdir()) - {made}:
            beside.replace(path.parent / beside.name)
        try:
            made.replace(path)
        except OSError:  # a folder is not replaced by another
            if not path.exists():
                raise
    print(path, flush=True)


def main() -> None:
    """Parse the command line and make what it names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, metavar="OUT")
    arguments = parser.parse_args()
    for name, make in TINY.items():
        make_once(arguments.out / name, make)


if __name__ == "__main__":
    main()
