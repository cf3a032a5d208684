#!/usr/bin/env python3
"""Write stand-in models into a folder; what lies there already is kept.

    make_standins.py OUT                    tiny ones with fixed answers, for tests
    make_standins.py OUT --full NAME ...    models of full size, for benchmarks

The tiny ones are tiny-llm.gguf, tiny-whisper/ and tiny-voice.onnx with its .json. NAME is one of
    qwen2.5-0.5b, qwen2.5-1.5b      a GGUF, Q4_K_M (0.4 and 1.0 GB)
    tiny.en, base.en, small.en      a Whisper folder for CTranslate2, int8 (44, 78 and 241 MB)
    piper-medium                    a voice with its .json (63 MB)
The path of each is printed. Needs the packages of the extra `bench`, beside the engines.
"""

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
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


def make_qwen(path: Path, size: str) -> None:
    """See `standins.qwen`."""
    from standins import qwen

    qwen.make(path, size)


def make_whisper(path: Path, size: str) -> None:
    """See `standins.whisper`."""
    from standins import whisper

    whisper.make(path, whisper.SHAPES[size], whisper.FULL_TRANSCRIPT, {})


def make_piper_medium(path: Path) -> None:
    """See `standins.piper_medium`."""
    from standins import piper_medium

    piper_medium.make(path)


TINY: dict[str, Make] = {
    "tiny-llm.gguf": make_tiny_llm,
    "tiny-whisper": make_tiny_whisper,
    "tiny-voice.onnx": make_tiny_voice,
}

FULL: dict[str, tuple[str, Make]] = {
    **{
        size: (f"{size}-Q4_K_M.gguf", partial(make_qwen, size=size))
        for size in ("qwen2.5-0.5b", "qwen2.5-1.5b")
    },
    **{
        size: (f"whisper-{size}-int8", partial(make_whisper, size=size))
        for size in ("tiny.en", "base.en", "small.en")
    },
    "piper-medium": ("piper-medium.onnx", make_piper_medium),
}
"""File and maker of each model of full size."""


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


def main() -> None:
    """Parse the command line and make what it names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--full", nargs="+", choices=FULL, metavar="NAME")
    arguments = parser.parse_args()
    wanted = [FULL[name] for name in arguments.full] if arguments.full else TINY.items()
    for file, make in wanted:
        make_once(arguments.out / file, make)
        print(arguments.out / file, flush=True)


if __name__ == "__main__":
    main()
