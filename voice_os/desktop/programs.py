"""Programs of the desktop that she runs: with a list of arguments, never through a shell."""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path

from voice_os.errors import Problem

PATIENCE = 20.0
"""Seconds after which a program is given up."""


async def run(
    program: str,
    *arguments: str,
    package: str = "",
    stdin: bytes | None = None,
    check: bool = True,
) -> str:
    """Run a program to its end and return what it printed.

    `package`: what to install where it is missing ("": it is called like the program). Without
    `check` it may end with any number: there are programs that count with it.
    Raises `Problem` where it is not there, fails, or takes longer than `PATIENCE`.
    """
    if shutil.which(program) is None:
        raise Problem(f"For that I need the program {program}. Install {package or program}.")
    process = await asyncio.create_subprocess_exec(
        program,
        *arguments,
        stdin=DEVNULL if stdin is None else PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    try:
        async with asyncio.timeout(PATIENCE):
            output, complaint = await process.communicate(stdin)
    except TimeoutError:
        raise Problem(f"{program} does not answer.") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if check and process.returncode:
        why = complaint.decode(errors="replace").strip().splitlines()
        raise Problem(f"{program} refused{f': {why[-1]}' if why else ''}.")
    return output.decode(errors="replace")


async def start(program: str, *arguments: str) -> None:
    """Start a program that goes on by itself, and outlives her. Raises `Problem`."""
    if shutil.which(program) is None:
        raise Problem(f"For that I need the program {program}, and it is not installed.")
    await asyncio.create_subprocess_exec(
        program, *arguments, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
    )


async def open_file(file: Path) -> None:
    """Open a file with what the desktop opens its kind with. Raises `Problem`."""
    await run("xdg-open", str(file), package="xdg-utils")
