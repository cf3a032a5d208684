"""Imports point down the list of rooms in ARCHITECTURE.md, and never in a circle."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "voice_os"

ROOMS = (
    ("__main__", "cli"),
    ("bench", "demo"),
    ("assistant",),
    (
        "surroundings",
        "visitor",
        "typist",
        "terminal",
        "turns",
        "doctor",
        "doctor_audio",
        "alone",
    ),
    ("herself", "household", "awaited_memory", "engine_room"),
    ("loading", "opening", "provision", "self_knowledge", "moving"),
    ("conversation",),
    ("dialogue", "mcp"),
    ("skills", "understanding"),
    ("office",),
    ("consent", "restraint"),
    ("persona",),
    ("memory",),
    ("documents",),
    ("stt", "llm", "tts"),
    ("models", "catalog"),
    ("audio",),
    ("desktop",),
    ("settings_file",),
    ("settings", "log", "paths", "events", "mode", "worker", "cores", "breath", "errors"),
)
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}


def imported(path: Path) -> Iterator[str]:
    """The modules of this package that a file imports, in any place."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("voice_os"):
            below = node.module.partition(".")[2]
            yield from [below] if below else (alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            names = (alias.name for alias in node.names)
            yield from (name.partition(".")[2] for name in names if name.startswith("voice_os."))


def room_of(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_file_imports_only_from_its_own_room_and_those_below(path: Path) -> None:
    own = room_of(".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    for module in imported(path):
        room = room_of(module)
        if room in ("__version__", own):
            continue
        assert LEVEL[room] >= LEVEL.get(own, -1), f"{own} imports {module}"
