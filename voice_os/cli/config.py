"""`voice-os config`: see and change the settings."""

from typing import Annotated, Any

import tomlkit
import typer
from pydantic import BaseModel

from voice_os import settings
from voice_os.cli.session import print_json, session
from voice_os.paths import config_path

app = typer.Typer(help="See and change the settings.", no_args_is_help=True)


@app.command()
def show(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print every setting as it is in force, with what it means."""
    current = session(context).settings()
    if json:
        print_json(current.model_dump(mode="json"))
    else:
        typer.echo(tomlkit.dumps(_document(current)), nl=False)


@app.command()
def path() -> None:
    """Print where the settings file lies (it need not exist)."""
    typer.echo(config_path())


@app.command("set")
def set_(
    key: Annotated[str, typer.Argument(help="A setting, such as stt.engine.")],
    value: Annotated[str, typer.Argument(help="Its new value.")],
) -> None:
    """Write one setting into the file."""
    written = settings.change(key, value)
    typer.echo(f"{key} is {value} from the next start on ({written}).")


def _document(current: BaseModel) -> tomlkit.TOMLDocument:
    """The settings as TOML with their descriptions; what is not set stands as a comment."""
    document = tomlkit.document()
    _fill(document, current)
    return document


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
