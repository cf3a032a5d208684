"""`voice-os skills` and `voice-os mcp`: what she can do, trying it, adding to it, lending it."""

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_os.cli.session import print_json, run, session
from voice_os.errors import Problem

if TYPE_CHECKING:  # starting her must not wait for what only these commands need
    from contextlib import AbstractAsyncContextManager

    from voice_os.skills import Skill
    from voice_os.skills.acting import Acting
    from voice_os.skills.steps import Step

app = typer.Typer(help="See what she can do, try it, and add to it.", no_args_is_help=True)


@app.command("list")
def list_(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List her skills: what each does to the world, what you allow, and what to say."""
    from voice_os.consent.policies import Policies

    async def work() -> None:
        async with _acting(context) as acting:
            policies = acting.service(Policies)
            rows = [
                {
                    "name": one.name,
                    "effect": one.effect,
                    "policy": policies.of(one.name, one.effect),
                    "does": one.description,
                    "say": _example(one),
                }
                for one in acting.repertoire
            ]
        if json:
            print_json(rows)
            return
        for row in rows:
            typer.echo(f"{row['name']:<32} {row['effect']:<8} {row['policy']:<6} {row['does']}")

    run(work())


@app.command("try")
def try_(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="What you would say.")],
) -> None:
    """Say something to her skills alone: what is understood, and what comes of it."""

    async def work() -> None:
        async with _acting(context) as acting:
            said = " ".join(words)
            while said:
                step = acting.step(said)
                if step is None:
                    raise Problem(
                        "No skill takes these words; they would go to the language model."
                    )
                typer.echo(_understood(step), err=True)
                answer = await acting.take(step, said)
                acting.over(answer)
                typer.echo(answer)
                said = (
                    typer.prompt("you", default="", show_default=False) if acting.question else ""
                )

    run(work())


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="What it is about, in one word: plants.")],
    folder: Annotated[Path, typer.Option("--in", help="Where its folder is made.")] = Path(),
) -> None:
    """Write a package with one skill and its test, to be changed and installed."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise Problem(f"{name!r} cannot be its name: small letters, digits and _ can.")
    package = folder / f"voice-os-{name.replace('_', '-')}"
    if package.exists():
        raise Problem(f"There is a {package} already.")
    files = {
        "pyproject.toml": _PROJECT,
        f"{name}.py": _MODULE,
        f"test_{name}.py": _TEST,
    }
    package.mkdir(parents=True)
    for file, text in files.items():
        (package / file).write_text(text.replace("NAME", name), "utf-8")
    typer.echo(f"{package} holds a skill and its test. When it does what you want:")
    typer.echo(f"  pip install --editable {package}")


def serve(context: typer.Context) -> None:
    """Serve her skills to another program (MCP, on standard input and output)."""
    from voice_os.consent.policies import Policies
    from voice_os.mcp import serving

    async def work() -> None:
        async with _acting(context) as acting:
            await serving.serve(acting, acting.service(Policies))

    run(work())


def register(app: typer.Typer) -> None:
    """Add the command that has a name of its own."""
    app.command("mcp")(serve)


def _acting(context: typer.Context) -> "AbstractAsyncContextManager[Acting]":
    from voice_os import alone
    from voice_os.cli.passphrase import ask

    return alone.acting(session(context).settings(), partial(typer.echo, err=True), ask)


def _understood(step: "Step") -> str:
    slots = ", ".join(f"{name}: {value}" for name, value in step.wish.slots.items())
    kind = type(step).__name__.lower()
    return f"[{kind} {step.wish.skill.name}{f' ({slots})' if slots else ''}]"


def _example(skill: "Skill") -> str:
    """A sentence for a skill, in its natural form; "" where there is none."""
    templates = skill.sentences.get("en", ())
    plain = re.sub(r"\[[^\[\]]*\] ?", "", templates[0]) if templates else ""
    while (shorter := re.sub(r"\(([^()|]*)(?:\|[^()]*)?\)", r"\1", plain)) != plain:
        plain = shorter
    return plain


_PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "voice-os-NAME"
version = "0.1.0"
dependencies = ["voice-os"]

[project.entry-points."voice_os.skills"]
NAME = "NAME"

[tool.hatch.build.targets.wheel]
only-include = ["NAME.py"]
"""

_MODULE = '''\
"""NAME: a skill of your own."""

from voice_os.skills import Effect, skill


@skill("how are the NAME", "(check|look after) [the|my] NAME", effect=Effect.READS)
async def check() -> str:
    """Say how the NAME are."""
    return "The NAME are well."
'''

_TEST = '''\
"""What is said to it is understood, and answered."""

import asyncio

import NAME

from voice_os.skills import Done, run
from voice_os.understanding.recognition import Recognizer


def test_it_is_asked_in_several_ways() -> None:
    wish = Recognizer([NAME.check]).recognize("Could you check my NAME, please?")
    assert wish is not None
    assert asyncio.run(run(wish, {})) == Done("The NAME are well.")
'''
