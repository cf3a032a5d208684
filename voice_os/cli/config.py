"""`voice-os config`: see and change the settings."""

from typing import Annotated

import typer

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
        from voice_os.settings_file import as_toml

        typer.echo(as_toml(current), nl=False)


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
    from voice_os.settings_file import change

    written = change(key, value)
    typer.echo(f"{key} is {value} from the next start on ({written}).")
