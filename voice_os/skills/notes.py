"""Notes: something jotted down, to be read, found and thrown away."""

import re
from datetime import datetime

from voice_os.errors import Problem
from voice_os.office.ledger import Ledger
from voice_os.office.papers import Note
from voice_os.skills import Ambiguous, Choice, Done, Effect, Missing, Wish, skill
from voice_os.skills.ledgers import done, take_back
from voice_os.skills.saying import say_count, say_day
from voice_os.skills.services import Clock, Utterance
from voice_os.skills.slots import Phrase
from voice_os.understanding.names import closest

_MOST = 3
"""How many notes are read at once. More would not be remembered."""

_NO_WORDS = re.compile(r"^(?:anything|down|for me|please|to self)$")


class Jotting(Phrase):
    """What is to be noted, or some words of it."""

    __slots__ = ()
    most = 40
    never = _NO_WORDS
    is_open = False
    said = (
        *("the code of the door", "the wifi password", "an idea for the garden", "my weight"),
        *("anna likes the blue one", "the car is on level two", "call the plumber", "paris"),
    )


_TAKE = "(take|make|write|jot down|add|save|create|start)"


@skill(
    f"{_TAKE} [down] [a|another|this] [new] [quick] note [saying|about|of] {{what}}",
    "(write|jot|note|put) down [that] {what}",
    "(note|memo) to (self|myself) {what}",
    f"{_TAKE} [down] [a|another|a new|a quick] (note|memo)",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def take_note(
    ledger: Ledger, clock: Clock, said: Utterance, what: Jotting | None = None
) -> Done:
    """Take a note."""
    if what is None:
        raise Missing("what", "What shall I write down?")
    text = said.as_said(what)
    change = await ledger.change(add=[Note(text, clock.now())])
    return done(f"Noted: {text}.", change, "That note is gone.")


@skill(
    "(read|show|tell|find|open|get|look up|give) [me] [the|my|a] note[s] (about|on|of|with) {what}",
    "(what|which) notes (do i have|are there|have i got) [about|on] {what}",
    "what (did i|have i) (note|noted|write down|written down) (about|on) {what}",
    "(do i have|is there) (a note|any notes|a note|notes) (about|on) {what}",
    "(search|look through|look in) my notes for {what}",
    "(read|show|tell|list|open|get) [me] [all] [of] [the|my] [last] note[s]",
    "(what|which) notes (do i have|are there|have i got)",
    "(what are|what's in) my notes",
    "what did i (note|write down)",
    effect=Effect.READS,
)
async def read_notes(ledger: Ledger, clock: Clock, what: Jotting | None = None) -> Done | str:
    """Read your notes."""
    notes = await ledger.all(Note)
    found = _about(notes, what) if what else notes
    if not found:
        return "There is no note about that." if notes else "There are no notes."
    newest = dict(sorted(found.items(), reverse=True)[:_MOST])
    said = " ".join(_described(note, clock.now()) for note in newest.values())
    more = f" {say_count(len(found) - _MOST, 'more')}." if len(found) > _MOST else ""
    return f"{said}{more}"


@skill(
    "(delete|remove|throw away|erase|forget|drop|get rid of) [the|my|that] note "
    "(about|on|of|with|that says) {what}",
    "(delete|remove|throw away|erase|drop) (the|my|that) [last|latest|newest] note",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def delete_note(
    ledger: Ledger, what: Jotting | None = None, number: int | None = None
) -> Done | str:
    """Throw a note away."""
    notes = await ledger.all(Note)
    if not notes:
        return "There are no notes."
    if number is None:
        found = _about(notes, what) if what else dict([max(notes.items())])
        if not found:
            raise Problem("There is no note about that.")
        if len(found) > 1:
            texts = [note.text for note in found.values()]
            choices = [
                Choice(note.text, Wish(delete_note, {"number": n})) for n, note in found.items()
            ]
            raise Ambiguous(f"Which one: {'; or '.join(texts)}?", choices)
        (number,) = found
    change = await ledger.change(drop=[number])
    return done(f"That note is gone: {notes[number].text}.", change, "The note is back.")


@skill(
    "(delete|remove|throw away|erase|clear|get rid of) all [of] [the|my] notes",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def delete_all_notes(ledger: Ledger) -> Done | str:
    """Throw all notes away."""
    notes = await ledger.all(Note)
    if not notes:
        return "There are no notes."
    return done("All your notes are gone.", await ledger.change(drop=notes), "They are back.")


def _about(notes: dict[int, Note], words: str) -> dict[int, Note]:
    """The notes that hold all these words; else the one that is nearest."""
    wanted = [word for word in words.split() if word not in ("the", "my", "a", "an", "of", "for")]
    found = {n: one for n, one in notes.items() if all(w in one.text.lower() for w in wanted)}
    if found:
        return found
    nearest = closest(words, [one.text for one in notes.values()])
    return {n: one for n, one in notes.items() if one.text == nearest}


def _described(note: Note, now: datetime) -> str:
    day = say_day(note.at.astimezone(now.tzinfo).date(), now)
    return f"{day[0].upper()}{day[1:]} you noted: {note.text.rstrip('.')}."
