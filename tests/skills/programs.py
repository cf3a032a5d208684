"""Programs of a desktop that no test machine has, scripted."""

import os
from pathlib import Path

import pytest


def scripted_program(name: str, script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program that does this (a line of sh) in front of all others."""
    bin_folder = folder / "bin"
    bin_folder.mkdir(exist_ok=True)
    program = bin_folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    if str(bin_folder) not in os.environ["PATH"].split(":"):
        monkeypatch.setenv("PATH", f"{bin_folder}:{os.environ['PATH']}")
