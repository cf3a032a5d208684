"""The settings as TOML: all of them to read, and one written into the file.

The file's comments and order stay as they are.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_origin

import tomlkit
from pydantic import BaseModel, ValidationError

from voice_os.errors import Problem
from voice_os.paths import config_path
from voice_os.settings import Settings, in_file, what_is_wrong


def change(key: str, value: str) -> Path:
    """Write one setting into the file, keeping the rest of it; return the file's path.

    "none" takes away a setting that need not be set. Nothing is written where the value is not
    allowed.
    """
    parsed = None if value == "none" and _may_be_unset(key) else _toml_value(value)
    return put(key.split("."), parsed)


def put(where: Sequence[str], value: Any) -> Path:
    """Write a value into the file at a path of keys, keeping the rest; None takes it away.

    Return the file's path. Raises `Problem`, and nothing is written, where it is not allowed.
    """
    path = config_path()
    *sections, name = where
    nested: dict[str, Any] = {} if value is None else {name: value}
    for key in reversed(sections):
        nested = {key: nested}
    try:
        Settings.model_validate(_merged(in_file(path), nested))
    except ValidationError as error:
        raise Problem(what_is_wrong(error)) from None
    document = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    table: Any = document
    for section in sections:
        if section not in table:
            table[section] = tomlkit.table()
        table = table[section]
    if value is None:
        table.pop(name, None)
    else:
        table[name] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(tomlkit.dumps(document), "utf-8")
    partial.replace(path)
    return path


def as_toml(current: Settings) -> str:
    """The settings as TOML with their descriptions; what is not set stands as a comment."""
    document = tomlkit.document()
    _fill(document, current)
    return tomlkit.dumps(document)


def _fill(table: Any, section: BaseModel) -> None:
    dumped = section.model_dump(mode="json", exclude_none=True)
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            below = tomlkit.table()
            _fill(below, value)
            table.add(name, below)
        elif value is None:
            table.add(tomlkit.comment(f"{name}: {field.description}"))
        else:
            item = tomlkit.item(dumped[name])
            if field.description:
                item.comment(field.description)
            table.add(name, item)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) else value
    return merged


def _may_be_unset(key: str) -> bool:
    """Whether a setting's default is that it is not set, as an entry of a table is not."""
    section: Any = Settings
    *sections, name = key.split(".")
    for part in sections:
        field = section.model_fields.get(part)
        if field is None or not hasattr(field.annotation, "model_fields"):
            return field is not None and get_origin(field.annotation) is dict
        section = field.annotation
    return name in section.model_fields and section.model_fields[name].default is None


def _toml_value(text: str) -> Any:
    """`text` as TOML would read it, else as a plain string."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
