"""The address book: numbers, addresses and birthdays of people."""

import re
from datetime import datetime
from typing import Self

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.office.contacts import Contacts, Person, coming_birthdays
from voice_os.skills import Done, Effect, Missing, Record, Unanswered, skill
from voice_os.skills.quantities import say_list, say_number
from voice_os.skills.saying import say_day
from voice_os.skills.services import Clock, Utterance
from voice_os.skills.slots import Phrase
from voice_os.understanding.names import closest

_NO_NAME = re.compile(
    r"\b(?:the|a|an|my|your|his|her|their|our|it|this|that|you|i|me|what|who|next|last|first|of)\b"
    r"|\d|(?:^| )(?:in|on|at|by|since|from|about)$"
)


class Name(Phrase):
    """What somebody is called: up to three words, perhaps with "'s" behind."""

    __slots__ = ()
    most = 3
    never = _NO_NAME
    timeless = True
    is_open = False
    said = ("anna", "tom", "maria", "peter", "anna miller", "kim", "john smith", "julia")

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a name. Raises ValueError where the words are none."""
        return super().parse(re.sub(r"'s?$", "", words))


class Phone(str):
    """A telephone number, in digits or in words for them."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a number. Raises ValueError where it is none."""
        digits = " ".join(_SAID.get(word, word) for word in words.split())
        if not re.fullmatch(r"\+?[\d ()/-]{3,30}", digits):
            raise ValueError(f"no telephone number: {words!r}")
        return cls(re.sub(r"(?<=\d) (?=\d\b)", "", digits))

    @classmethod
    def examples(cls) -> list[str]:
        """Numbers, as they are read out."""
        return ["five five five one two three four", "oh three one four one five nine two"]


_SAID = {"oh": "0", "zero": "0", "plus": "+", "double": ""}
_SAID |= {say_number(digit): str(digit) for digit in range(10)}
_SAID |= {say_number(ten): str(ten) for ten in range(10, 100)}


async def take_out(record: Record, contacts: Contacts) -> str:
    """Take somebody out of the address book again."""
    contacts.restore(record)
    return f"{record['name']} is not in your address book any more."


_WHAT = "(what is|what's|tell me|give me|find|look up|do you have|do you know|i need)"


@skill(
    f"{_WHAT} {{person}} (number|phone number|telephone number|phone|mobile|mobile number)",
    f"{_WHAT} (the|a) (number|phone number|telephone number|mobile number) (of|for) {{person}}",
    effect=Effect.READS,
)
async def tell_number(contacts: Contacts, network: Network, person: Name) -> str:
    """Tell somebody's telephone number."""
    found = find(person, await contacts.people(network))
    if not found.phones:
        return f"There is no number of {found.name} in your address book."
    return f"{found.name}: {say_list([_spelt(phone) for phone in found.phones])}."


@skill(
    f"{_WHAT} {{person}} (address|mail address|email address|email|e mail|home address)",
    f"{_WHAT} (the|an) (address|mail address|email address|email) (of|for) {{person}}",
    "where does {person} live",
    effect=Effect.READS,
)
async def tell_address(contacts: Contacts, network: Network, said: Utterance, person: Name) -> str:
    """Tell somebody's address."""
    found = _asked_about(person, await contacts.people(network))
    wants_mail = re.search(r"mail", said.text, re.IGNORECASE)
    mail = say_list(list(found.addresses)) if found.addresses else ""
    known = mail if wants_mail else found.home or ("" if "live" in said.text else mail)
    if not known:
        raise Unanswered(f"I don't find an address of {found.name}.")
    return f"{found.name}: {known}."


@skill(
    "when is {person} birthday",
    "(when|what day|what date) is the birthday of {person}",
    effect=Effect.READS,
)
async def tell_birthday(contacts: Contacts, network: Network, clock: Clock, person: Name) -> str:
    """Tell when somebody has their birthday."""
    found, now = _asked_about(person, await contacts.people(network)), clock.now()
    born = found.birthday
    if born is None:
        raise Unanswered(f"There is no birthday of {found.name} in your address book.")
    coming = born.next(now.date())
    turns = f", and turns {say_number(coming.year - born.year)}" if born.year else ""
    return f"{found.name}'s birthday is {say_day(coming, now)}{turns}."


@skill(
    "(whose|who's|who has the|who has) [a] birthday [is] (next|coming up|soon)",
    "(whose|which) birthday is (next|coming up|coming)",
    "(what|which) birthdays are (next|coming up|coming|soon)",
    "(who has|has anyone|has anybody|does anyone have|does anybody have) [a] birthday "
    "(today|tomorrow|this week|this month|soon)",
    "when is the next birthday",
    effect=Effect.READS,
)
async def next_birthday(contacts: Contacts, network: Network, clock: Clock) -> str:
    """Tell whose birthday is next."""
    now = clock.now()
    coming = coming_birthdays(await contacts.people(network), now.date())
    if not coming:
        return "There are no birthdays in your address book."
    first = coming[0][0]
    names = [one.name for day, one in coming if day == first]
    return f"{say_list(names)}, {say_day(first, now)}."


@skill(
    "(who is|who's|do i have|is there) {person} in (my|the) (contacts|address book)",
    "(look up|find|show me) {person} in (my|the) (contacts|address book)",
    "what do you have (on|about|of) {person} in (my|the) (contacts|address book)",
    effect=Effect.READS,
)
async def look_up(contacts: Contacts, network: Network, clock: Clock, person: Name) -> str:
    """Tell what your address book has of somebody."""
    found = find(person, await contacts.people(network))
    return f"{found.name}: {_known(found, clock.now())}."


@skill(
    "(add|put|save|note) {person} (to|in|into) (my|the) (contacts|address book) "
    "[with [the] number {phone}]",
    "(add|save|make|create) [a] [new] contact (called|named|for) {person}",
    "(save|note|keep) {person} number [as] {phone}",
    "{person} number is {phone}",
    effect=Effect.CHANGES,
    undo=take_out,
)
async def add_contact(
    contacts: Contacts, said: Utterance, person: Name | None = None, phone: Phone | None = None
) -> Done:
    """Put somebody into your address book."""
    if person is None:
        raise Missing("person", "Who is it?")
    if phone is None:
        raise Missing("phone", "What is the number?")
    name = re.sub(r"'s?$", "", said.as_said(person)).strip()
    record = contacts.add(Person(name if name != name.lower() else name.title(), (phone,)))
    return Done(f"{record['name']} is in your address book, with {_spelt(phone)}.", undo=record)


def find(said: str, everybody: list[Person]) -> Person:
    """Who is meant by a name. Raises `Problem` where nobody is, or several may be."""
    wanted = said.lower()
    names = {one.name: one for one in everybody}
    first = [
        one for one in everybody if wanted in (one.name.lower().split()[0], one.nickname.lower())
    ]
    if len(first) == 1:
        return first[0]
    if len(first) > 1 and wanted not in map(str.lower, names):
        raise Problem(f"Which one: {say_list([one.name for one in first], 'or')}?")
    found = closest(said, names)
    if found is None:
        raise Unanswered(f"I don't find {said.title()} in your address book.")
    return names[found]


def _asked_about(said: str, everybody: list[Person]) -> Person:
    """Who is meant. Raises `Unanswered` where nobody is: it may be about anybody else."""
    try:
        return find(said, everybody)
    except Problem as problem:
        raise Unanswered(str(problem)) from None


def _spelt(phone: str) -> str:
    """A number so that its digits are said one by one."""
    return " ".join(re.sub(r"[^\d+]", "", phone)).replace("+", "plus")


def _known(person: Person, now: datetime) -> str:
    parts = [_spelt(phone) for phone in person.phones] + list(person.addresses)
    if person.birthday:
        parts.append(f"birthday {say_day(person.birthday.next(now.date()), now)}")
    if person.home:
        parts.append(person.home)
    return ", ".join(parts) or "nothing but the name"
