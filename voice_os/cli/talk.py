"""`voice-os`, `voice-os demo`, `voice-os ask`: the conversation."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from voice_os.assistant import assistant
from voice_os.audio.devices import Kind, NoSound, devices, find
from voice_os.cli.passphrase import ask as ask_passphrase
from voice_os.cli.session import Session, print_json, run, session, told
from voice_os.demo.demonstration import demonstrate
from voice_os.desktop import KeySource
from voice_os.dialogue.acquaintance import Meets
from voice_os.errors import Problem
from voice_os.events import Event, Events, Ready
from voice_os.memory.people import Ask, needs_passphrase, person
from voice_os.mode import Mode
from voice_os.opening import nobody
from voice_os.settings import KeySettings, Settings
from voice_os.surroundings import Surroundings, speaker_on, surroundings
from voice_os.terminal import Captions, turn_table
from voice_os.turns import TurnRecord, TurnRecords
from voice_os.typist import Typist
from voice_os.visitor import Visitor

DEMO_ANSWERS = Path("voice-os-demo.wav")
NO_MICROPHONE = (
    "There is no microphone here, so you get the demonstration: a recorded visitor talks with her."
)

TO_MEET_HER = "To get to know her by typing: voice-os meet --typed"


def register(app: typer.Typer) -> None:
    """Add the commands that have a name."""
    app.command()(demo)
    app.command()(ask)
    app.command()(meet)


def talk(options: Session, meets: Meets = Meets.ONCE) -> None:
    """Talk until interrupted; where there is no microphone at all, show the demonstration."""
    settings, events = options.settings(), Events()
    ready: list[Event] = []
    events.subscribe(lambda event: ready.append(event) if isinstance(event, Ready) else None)
    named = options.microphone or settings.audio.microphone is not None
    try:
        if not named:
            find(None, Kind.INPUT, devices())
        run(_talk(options, settings, events, _passphrase(settings), meets))
    except NoSound as problem:
        if named or ready or problem.kind is Kind.OUTPUT:
            raise
        if problem.kind is None:
            options.console.print(str(problem), style="yellow", markup=False)
        options.console.print(NO_MICROPHONE, style="yellow")
        options.console.print(TO_MEET_HER, style="dim")
        show_demonstration(options, DEMO_ANSWERS)
    except KeyboardInterrupt:
        options.console.print("Goodbye.", style="dim")


def demo(
    context: typer.Context,
    answers: Annotated[
        Path, typer.Option("--answers", help="Where what she says is written.")
    ] = DEMO_ANSWERS,
) -> None:
    """Let a recorded visitor talk with her. Exits with 1 where a turn went wrong."""
    show_demonstration(session(context), answers)


def ask(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="What you would say to her.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Answer typed words, aloud and in print."""
    options = session(context)
    if not text.strip():
        raise Problem('There is nothing to answer; say something, such as: ask "what time is it".')
    settings = options.settings()
    passphrase = _passphrase(settings)
    if json:
        turn = run(_ask(options, settings, text, told(options), passphrase))
        print_json({"asked": text, "answer": turn.heard, "error": turn.went_wrong or None})
    else:
        events = Events()
        with _captions(options, events):
            turn = run(_ask(options, settings, text, events, passphrase))
        if options.verbosity < 0:
            typer.echo(turn.heard)
    raise typer.Exit(code=bool(turn.went_wrong))


def meet(
    context: typer.Context,
    typed: Annotated[bool, typer.Option("--typed", help="Type your answers.")] = False,
) -> None:
    """Get to know each other, the first time or anew: a few questions, then she takes a name."""
    options = session(context)
    if not typed:
        talk(options, Meets.ANEW)
        return
    settings, events = options.settings(), Events()
    try:
        run(_meet_typing(options, settings, events, _passphrase(settings)))
    except KeyboardInterrupt:
        options.console.print("Goodbye.", style="dim")


def show_demonstration(options: Session, answers: Path) -> None:
    """Run the demonstration, print its table, and exit."""
    console, events = options.console, Events()
    with _captions(options, events):
        turns = run(demonstrate(options.settings(), events, answers, real_time=options.real_time))
    if options.verbosity >= 0:
        console.print(turn_table(turns))
        console.print(f"What she said is in {typer.format_filename(answers)}.", markup=False)
    wrong = [turn for turn in turns if turn.went_wrong]
    if wrong:
        console.print(f"{len(wrong)} of {len(turns)} turns went wrong.", style="red")
    raise typer.Exit(code=bool(wrong))


def _passphrase(settings: Settings) -> Ask:
    """Ask for the memory's passphrase now, if it needs one, before the screen is hers."""
    who = person(settings.memory)
    if not settings.memory.enabled or not needs_passphrase(who, settings.memory):
        return nobody
    given = ask_passphrase(f"Passphrase of {who.name}")
    return lambda _: given


async def _talk(
    options: Session, settings: Settings, events: Events, passphrase: Ask, meets: Meets
) -> None:
    async with surroundings(
        settings,
        events,
        microphones=options.microphone,
        speaker=options.speaker,
        real_time=options.real_time,
    ) as around:
        with _captions(options, events, partial(_hint, around.keys, settings.key)):
            if meets is Meets.ONCE and not _somebody_is_here(options, around.keys):
                meets = Meets.NOT
            async with assistant(settings, events, around, passphrase, meets=meets) as she:
                await she.run()


def _somebody_is_here(options: Session, keys: KeySource) -> bool:
    """Whether a person, and no recorded one or another program, started her."""
    return bool(keys.name) and sys.stdin.isatty() and options.console.is_terminal


async def _meet_typing(
    options: Session, settings: Settings, events: Events, passphrase: Ask
) -> None:
    typist = Typist(events)
    around = partial(Surroundings, typist, keys=typist)
    async with speaker_on(settings, events, options.speaker, or_silence=True) as speaker:
        with _captions(options, events, moving=False):
            async with (
                assistant(
                    *(settings, events, around(sink=speaker), passphrase),
                    meets=Meets.TYPED,
                    on_met=typist.end,
                ) as she,
                asyncio.TaskGroup() as tasks,
            ):
                hands = tasks.create_task(typist.type(she.answer, empty="skip"))
                await she.run()
                hands.cancel()


async def _ask(
    options: Session, settings: Settings, text: str, events: Events, passphrase: Ask
) -> TurnRecord:
    records = TurnRecords()
    events.subscribe(records.handle)
    empty = Visitor([], events)
    async with (
        speaker_on(settings, events, options.speaker, or_silence=True) as speaker,
        assistant(settings, events, Surroundings(empty, speaker, empty), passphrase) as she,
    ):
        await she.run(text)
    return records.all[0]


def _hint(keys: KeySource, settings: KeySettings, mode: Mode, her_name: str) -> str:
    """How to be heard. A recorded visitor, who has no key to name, needs no telling."""
    if not keys.name:
        return ""
    match mode:
        case Mode.OPEN:
            return "Just speak."
        case Mode.NAME:
            return f'Say "{her_name}" and speak.'
        case Mode.MUTED:
            return "Muted: the microphone is closed. `voice-os mute` opens it again."
        case Mode.KEY if keys.name.startswith("`"):
            return f"Run {keys.name}, speak, and run it again."
        case Mode.KEY if settings.mode == "toggle":
            return f"Press {keys.name}, speak, and press it again."
    return f"Hold {keys.name} and speak."


@contextmanager
def _captions(
    options: Session,
    events: Events,
    hint: Callable[[Mode, str], str] = lambda *_: "",
    *,
    moving: bool = True,
) -> Iterator[None]:
    captions = Captions(options.console, hint=hint, verbosity=options.verbosity, moving=moving)
    events.subscribe(captions.handle)
    with captions:
        yield
