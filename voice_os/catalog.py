"""Which models exist: typed entries of `catalog.toml`. How they arrive is in `voice_os.models`."""

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from voice_os.errors import Problem

ModelPart: TypeAlias = Literal["stt", "llm", "tts", "turn", "embedding"]
"""What a model is for: speech-to-text, dialogue, text-to-speech, end of turn, sense."""

ANY_LANGUAGE = "*"
"""Stands in `Entry.languages` for nearly all of them."""


def _within(path: str) -> str:
    """A relative path that cannot leave its folder, on any system."""
    parts = PurePosixPath(path).parts
    windows = PureWindowsPath(path)
    if not parts or path.startswith("/") or ".." in parts or windows.drive or "\\" in path:
        raise ValueError("must be a path inside the repository, with forward slashes")
    return path


_Inside = Annotated[str, AfterValidator(_within)]


class Entry(BaseModel):
    """A model that can be had. Unknown figures are None.

    `files` lie under `folder` in the repository; the first is what the engine loads.
    `parameters` counts weights. `size` is about what its files take on disk and `memory` what the
    loaded model takes, both in bytes. `tried`: someone has fetched it and spoken with it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_+-]*(\.[A-Za-z0-9_+-]+)*$")
    part: ModelPart
    name: str = Field(min_length=1)
    note: str = ""
    languages: tuple[str, ...] = Field(min_length=1)
    repository: str = Field(pattern=r"^[\w-][\w.-]*/[\w-][\w.-]*$")
    folder: _Inside | None = None
    files: tuple[_Inside, ...] = Field(min_length=1)
    licence: str = Field(min_length=1)
    parameters: int | None = Field(None, gt=0)
    size: int | None = Field(None, gt=0)
    memory: int | None = Field(None, gt=0)
    tried: bool = False

    @model_validator(mode="after")
    def _files_differ(self) -> "Entry":
        if len(set(self.files)) < len(self.files):
            raise ValueError("names a file twice")
        return self

    def speaks(self, language: str) -> bool:
        """Whether the model is made for a language (ISO 639 code)."""
        return language in self.languages or ANY_LANGUAGE in self.languages

    def in_repository(self, file: str) -> str:
        """Where one of `files` lies in the repository."""
        return f"{self.folder}/{file}" if self.folder else file


@dataclass(frozen=True, slots=True)
class Catalog:
    """All entries; those of a part stand from the lightest to the heaviest."""

    entries: tuple[Entry, ...]

    def find(self, model_id: str) -> Entry:
        """Return the entry with this id. Raises `Problem` that names those most like it."""
        for entry in self.entries:
            if entry.id == model_id:
                return entry
        close = difflib.get_close_matches(model_id, [e.id for e in self.entries], cutoff=0.4)
        hint = f" Did you mean {' or '.join(close)}?" if close else ""
        raise Problem(
            f"There is no model {model_id!r} in the catalogue.{hint} "
            "`voice-os models list` shows them all."
        )

    def of(self, part: ModelPart, language: str | None = None) -> tuple[Entry, ...]:
        """Return the entries of a part, and of those the ones that speak a language."""
        return tuple(
            entry
            for entry in self.entries
            if entry.part == part and (language is None or entry.speaks(language))
        )


def load(path: Path | None = None) -> Catalog:
    """Read the catalogue that comes with the program, or another. Raises `Problem`."""
    path = path or Path(__file__).with_name("catalog.toml")
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Problem(f"The catalogue {path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(f"The catalogue {path} is not valid TOML: {error}. Mend that line.") from None
    models = tables.get("model")
    if not isinstance(models, list) or tables.keys() != {"model"}:
        raise Problem(f"The catalogue {path} must hold [[model]] tables and nothing else.")
    entries = tuple(_entry(path, number, table) for number, table in enumerate(models, start=1))
    seen: set[str] = set()
    for entry in entries:
        # Ids are names of folders, and some file systems do not tell cases apart.
        if entry.id.casefold() in seen:
            raise Problem(f"The catalogue {path} has {entry.id!r} more than once: keep one.")
        seen.add(entry.id.casefold())
    return Catalog(entries)


def _entry(path: Path, number: int, table: Any) -> Entry:
    try:
        return Entry.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        name = table.get("id", number) if isinstance(table, dict) else number
        where = f", key {key!r}" if key else ""
        raise Problem(
            f"The catalogue {path} is wrong at model {name!r}{where}: {first['msg'].lower()}."
        ) from None
