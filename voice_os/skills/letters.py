"""Letters by voice: dictated, read back, changed, saved, printed and mailed."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, Self

from voice_os.consent.folders import Folders
from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.office import letters
from voice_os.office.contacts import Contacts
from voice_os.office.ledger import Ledger
from voice_os.office.letters import Letter
from voice_os.office.mailbox import Mailbox
from voice_os.settings import LettersSettings
from voice_os.skills import Done, Effect, Missing, Proposal, Record, Unanswered, skill
from voice_os.skills.contacts import Name, find
from voice_os.skills.ledgers import done, take_back
from voice_os.skills.mail import Message
from voice_os.skills.saying import say_count
from voice_os.skills.services import Clock, Utterance

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


class Which(str):
    """Which sentence: "second", "last"."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a place. Raises ValueError where it is none."""
        if words not in (*_ORDINALS, "last"):
            raise ValueError(f"no place of a sentence: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """Places of sentences."""
        return [*_ORDINALS, "last"]

    @property
    def place(self) -> int:
        """Counted from 0; the last is -1."""
        return -1 if self == "last" else _ORDINALS.index(self)


class Form(str):
    """What kind of file."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a kind of file. Raises ValueError where it is none that letters have."""
        if words not in _FORMS:
            raise ValueError(f"no form of a letter: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """What people call them."""
        return list(_FORMS)

    @property
    def ending(self) -> Literal["odt", "pdf", "txt"]:
        """The ending of such files."""
        return _FORMS[self]


_FORMS: dict[str, Literal["odt", "pdf", "txt"]] = {
    "pdf": "pdf",
    "p d f": "pdf",
    "text": "txt",
    "plain text": "txt",
    "text file": "txt",
    "document": "odt",
    "odt": "odt",
    "o d t": "odt",
    "writer document": "odt",
}

_THE_LETTER = "(it|the letter|my letter|this letter|that letter)"


@skill(
    "(write|start|begin|compose|draft|dictate) [me] [a|another|the] [new] letter to {person}",
    "(write|start|begin|compose|draft|dictate) [me] (a|another|a new) letter",
    "(take|take down) a letter [to {person}]",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def write_letter(
    ledger: Ledger,
    clock: Clock,
    settings: LettersSettings,
    said: Utterance,
    person: Name | None = None,
    what: Message | None = None,
) -> Done:
    """Write a letter."""
    if person is None:
        raise Missing("person", "To whom?")
    if what is None:
        asks = f"A letter to {said.as_said(person)}. What shall I write?"
        raise Missing("what", asks, verbatim=True)
    to = said.as_said(person)
    name = to if to != to.lower() else to.title()
    empty = Letter(name, clock.now().date(), place=settings.place or "")
    letter = letters.added(empty, said.as_said(what, sentence=True))
    change = await ledger.change(add=[letter])
    count = say_count(len(letter.sentences), "sentence")
    told = f"The letter to {name} has {count}. Go on, or have it read back."
    return done(told, change, "The letter is gone.")


@skill(
    f"(add|write) {{what}} (to|in|into) {_THE_LETTER}",
    f"(add|write) (to|in|into) {_THE_LETTER} {{what}}",
    f"(go on|continue|carry on) [with] {_THE_LETTER} [with] {{what}}",
    f"(go on|continue|carry on) with {_THE_LETTER}",
    "(add|write) (more|something|another sentence) (to|in|into) (it|the letter|my letter)",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def add_to_letter(ledger: Ledger, said: Utterance, what: Message | None = None) -> Done:
    """Go on with a letter."""
    number, letter = await _current(ledger)
    if what is None:
        raise Missing("what", "Go on.", verbatim=True)
    longer = letters.added(letter, said.as_said(what, sentence=True))
    change = await ledger.change(put={number: longer})
    return done(f"It has {say_count(len(longer.sentences), 'sentence')} now.", change)


@skill(
    f"(read|read me|read out|read back|repeat) {_THE_LETTER} [back] [to me] [again]",
    f"(what does|how does) {_THE_LETTER} (say|sound|read) [so far]",
    "(what is|what's) in the letter [so far]",
    effect=Effect.READS,
)
async def read_letter(ledger: Ledger) -> str:
    """Read a letter back."""
    _, letter = await _current(ledger)
    end = f"{letter.closing}, {letter.sender}" if letter.sender else f"{letter.closing}."
    return " ".join([letter.salutation, *letter.sentences, end])


@skill(
    "(change|replace|rewrite|make) the {which} sentence [of the letter] (to|with|by|into) {what}",
    "(delete|remove|drop|strike|strike out|take out) the {which} sentence [of the letter]",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def change_letter(
    ledger: Ledger, said: Utterance, which: Which, what: Message | None = None
) -> Done:
    """Change a sentence of a letter."""
    number, letter = await _current(ledger)
    new = letters.changed(letter, which.place, said.as_said(what, sentence=True) if what else None)
    change = await ledger.change(put={number: new})
    told = (
        f"It says now: {new.sentences[which.place]}" if what else f"The {which} sentence is gone."
    )
    return done(told, change, "The letter is as it was.")


@skill(
    f"(replace|change) {{old}} (with|by|to|into) {{new}} in {_THE_LETTER}",
    f"in {_THE_LETTER} (replace|change) {{old}} (with|by|to|into) {{new}}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def reword_letter(ledger: Ledger, said: Utterance, old: Message, new: Message) -> Done:
    """Put other words in the place of some in a letter."""
    number, letter = await _current(ledger)
    other = letters.reworded(letter, old, said.as_said(new))
    change = await ledger.change(put={number: other})
    return done("I've changed that.", change, "The letter is as it was.")


@skill(
    f"(close|end|finish) {_THE_LETTER} with {{what}}",
    f"(sign) {_THE_LETTER} [(with|as)] {{person}}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def end_letter(
    ledger: Ledger, said: Utterance, what: Message | None = None, person: Name | None = None
) -> Done:
    """Choose how a letter ends, and who signs it."""
    number, letter = await _current(ledger)
    if what:
        closing = said.as_said(what)
        letter = replace(letter, closing=f"{closing[0].upper()}{closing[1:]}")
    if person:
        letter = replace(letter, sender=said.as_said(person).title())
    change = await ledger.change(put={number: letter})
    return done(f"It ends: {letter.closing}, {letter.sender}".rstrip(", "), change)


@skill(
    f"make {_THE_LETTER} [sound] [more|a bit more|a little more|less] "
    "(friendlier|shorter|longer|warmer|nicer|politer|friendly|formal|polite|warm|short|casual)",
    effect=Effect.CHANGES,
)
async def restyle_letter(ledger: Ledger) -> str:
    """Give a letter another tone."""
    await _current(ledger)
    raise Unanswered(
        "To find other words of my own I need a language model, and there is none here. "
        "Tell me which sentence to change, and to what."
    )


async def unsave(record: Record, folders: Folders) -> str:
    """Delete a file that was saved."""
    folders.inside(record["path"]).unlink(missing_ok=True)
    return "The file is deleted."


@skill(
    f"(save|store|keep) {_THE_LETTER}",
    f"(save|store|keep|export) {_THE_LETTER} (as|to|in) [a|an] {{form}}",
    f"make [a|an] {{form}} of {_THE_LETTER}",
    effect=Effect.CHANGES,
    undo=unsave,
)
async def save_letter(
    ledger: Ledger, folders: Folders, settings: LettersSettings, form: Form | None = None
) -> Done:
    """Save a letter as a file."""
    _, letter = await _current(ledger)
    ending = form.ending if form else "odt"
    path = settings.folder / letters.file_name(letter, ending)
    content = letters.written(letter, ending, hand=settings.hand)
    saved = folders.write(path, content, replace=False)
    return Done(f"It is saved as {saved.name}.", undo={"path": str(saved)})


@skill(
    f"print {_THE_LETTER} [out]",
    effect=Effect.CHANGES,
)
async def print_letter(ledger: Ledger, settings: LettersSettings) -> Proposal:
    """Print a letter."""
    _, letter = await _current(ledger)
    printer = shutil.which("lp")
    if printer is None:
        raise Problem("I can't print here: install the client of CUPS, which has the command lp.")

    async def send() -> str:
        import asyncio

        content = letters.written(letter, "pdf", hand=settings.hand)
        await asyncio.to_thread(
            _lp, [printer, "-t", letters.file_name(letter, "pdf"), "-"], content
        )
        return "It is on its way to the printer."

    count = say_count(len(letter.sentences), "sentence")
    return Proposal(f"Print the letter to {letter.to}, of {count}?", send)


@skill(
    f"(mail|email|send) {_THE_LETTER} [off] [to {{person}}]",
    f"(mail|email|send) {_THE_LETTER} (by|as|per) (mail|email) [to {{person}}]",
    effect=Effect.SENDS,
)
async def mail_letter(
    ledger: Ledger,
    contacts: Contacts,
    mailbox: Mailbox,
    network: Network,
    settings: LettersSettings,
    person: Name | None = None,
) -> Proposal:
    """Send a letter by mail."""
    _, letter = await _current(ledger)
    to = find(person or letter.to, contacts.known())
    if not to.addresses:
        raise Problem(f"There is no mail address of {to.name} in your address book.")
    mailbox.require_sending()
    address = to.addresses[0]

    async def send() -> str:
        pdf = letters.written(letter, "pdf", hand=settings.hand)
        text = "\n".join(letter.lines[2:])
        attachment = (letters.file_name(letter, "pdf"), pdf)
        await mailbox.send(network, address, "A letter", text, attachment=attachment)
        return "It is sent."

    text = " ".join(letter.sentences)
    return Proposal(f'To {to.name}, {address}, this letter: "{text}" Shall I send it?', send)


def _lp(command: Sequence[str], content: bytes) -> None:
    result = subprocess.run(command, input=content, capture_output=True, check=False, timeout=60)
    if result.returncode:
        why = re.sub(r"^lp: ", "", result.stderr.decode("utf-8", "replace").strip())
        raise Problem(f"The printer did not take it: {why or 'it did not say why'}.")


async def _current(ledger: Ledger) -> tuple[int, Letter]:
    """The letter that was begun last. Raises `Problem` where there is none."""
    found = await ledger.all(Letter)
    if not found:
        raise Problem("There is no letter yet. Say: write a letter to Anna.")
    return max(found.items())
