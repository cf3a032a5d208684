"""The address book: people on vCards (RFC 6350, and its older 3.0), in a file and on a server."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from voice_os.consent.folders import Folders
from voice_os.consent.network import Network
from voice_os.consent.secrets import Secrets
from voice_os.errors import Problem
from voice_os.settings import ContactsSettings

if TYPE_CHECKING:
    from icalendar import Component

PASSWORD = "contacts password"  # noqa: S105 - its name
"""What the keyring calls the password of the address book's server."""

_LARGEST = 5_000_000  # characters
_CARD = re.compile(r"BEGIN:VCARD\r?\n.*?END:VCARD\r?\n?", re.DOTALL | re.IGNORECASE)
_WHOLE = re.compile(r"^FN[;:].*\S", re.MULTILINE | re.IGNORECASE)
_PARTS = re.compile(r"^N[;:].*\n(?:[ \t].*\n)*", re.MULTILINE | re.IGNORECASE)
_DATE = re.compile(r"(?P<year>\d{4}|--)-?(?P<month>\d\d)-?(?P<day>\d\d)(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday; the year need not be known."""

    month: int
    day: int
    year: int | None = None

    def next(self, today: date) -> date:
        """When it is next; on a day that a year lacks, the day before."""
        for year in (today.year, today.year + 1):
            found = _on(year, self.month, self.day)
            if found >= today:
                return found
        raise AssertionError("every year has it")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the address book."""

    name: str
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """Mail addresses."""
    birthday: Birthday | None = None
    home: str = ""
    """Where they live, on one line."""
    nickname: str = ""


class Contacts:
    """Everybody in the address book. What is new goes into the file."""

    def __init__(self, settings: ContactsSettings, folders: Folders, secrets: Secrets) -> None:
        self._settings = settings
        self._folders = folders
        self._secrets = secrets
        self._theirs: list[str] = []

    def known(self) -> list[Person]:
        """Everybody in the file, and on the server when it was last asked. Raises `Problem`."""
        cards = [*_CARD.findall(self._text()), *self._theirs]
        return sorted(people(cards), key=lambda one: one.name)

    async def people(self, network: Network) -> list[Person]:
        """Everybody, by name. Raises `Problem`."""
        if self._settings.url:
            from voice_os.office.dav import Collection

            password = await self._secrets.get(PASSWORD) if self._settings.user else None
            user = self._settings.user or ""
            theirs = Collection(network, "addressbook", self._settings.url, user, password)
            self._theirs = [one.text for one in await theirs.all()]
        return self.known()

    def add(self, person: Person) -> dict[str, str]:
        """Put somebody into the file; return the record for `restore`."""
        before = self._text()
        self._write(before + card(person))
        return {"name": person.name, "card": card(person)}

    def restore(self, record: Mapping[str, str]) -> None:
        """Take out again what `add` put in. Raises `Problem` where it was changed since."""
        text = self._text()
        if record["card"] not in text:
            raise Problem(f"The card of {record['name']} was changed since, so I left it.")
        self._write(text.replace(record["card"], "", 1))

    def _text(self) -> str:
        """The file's text, with the line ends of vCards."""
        path = self._settings.file
        if not self._folders.inside(path).exists():
            return ""
        text = self._folders.read(path, _LARGEST).decode("utf-8", "replace")
        return re.sub(r"\r?\n", "\r\n", text)

    def _write(self, text: str) -> None:
        self._folders.write(self._settings.file, text.encode(), replace=True)


def people(cards: Iterable[str]) -> list[Person]:
    """The people on vCards. A card that cannot be read, or has no name, is left out."""
    from icalendar import Component

    found = []
    for text in cards:
        try:
            # With a whole name its parts are not needed, and icalendar stumbles over some.
            read = Component.from_ical(_PARTS.sub("", text) if _WHOLE.search(text) else text)
        except ValueError:
            continue
        if isinstance(read, Component) and (person := _person(read)):
            found.append(person)
    return found


def card(person: Person) -> str:
    """Somebody as a vCard 3.0, which every program reads."""
    family, _, given = person.name[::-1].partition(" ")
    family, given = (family[::-1], given[::-1]) if given else ("", person.name)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:{quote(person.name)}@voice-os"]
    lines += [f"N:{_escaped(family)};{_escaped(given)};;;", f"FN:{_escaped(person.name)}"]
    lines += [f"TEL:{_escaped(phone)}" for phone in person.phones]
    lines += [f"EMAIL:{_escaped(address)}" for address in person.addresses]
    if (born := person.birthday) is not None:
        year = f"{born.year:04}" if born.year else "1604"  # what others write for an unknown year
        lines.append(f"BDAY:{year}-{born.month:02}-{born.day:02}")
    return "\r\n".join([*lines, "END:VCARD", ""])


def coming_birthdays(everybody: Iterable[Person], today: date) -> list[tuple[date, Person]]:
    """Who has a birthday next, the next first."""
    dated = [(one.birthday.next(today), one) for one in everybody if one.birthday]
    return sorted(dated, key=lambda pair: (pair[0], pair[1].name))


def _person(read: "Component") -> Person | None:
    names = _values(read, "FN") or [" ".join(reversed(_fields(read, "N")[:2])).strip()]
    if not names[0]:
        return None
    homes = [", ".join(part for part in fields if part) for fields in _all_fields(read, "ADR")]
    return Person(
        name=names[0],
        phones=tuple(_values(read, "TEL")),
        addresses=tuple(_values(read, "EMAIL")),
        birthday=_birthday(_values(read, "BDAY")),
        home=homes[0] if homes else "",
        nickname=(_values(read, "NICKNAME") or [""])[0],
    )


def _properties(read: "Component", name: str) -> list[object]:
    """A property's values, also those of a group ("item1.EMAIL")."""
    found: list[object] = []
    for key, value in read.items():
        if key.upper().rpartition(".")[2] == name:
            found += value if isinstance(value, list) else [value]
    return found


def _values(read: "Component", name: str) -> list[str]:
    texts = (_unescaped(str(value)) for value in _properties(read, name))
    return [" ".join(text.removeprefix("tel:").removeprefix("mailto:").split()) for text in texts]


def _all_fields(read: "Component", name: str) -> list[list[str]]:
    found = []
    for value in _properties(read, name):
        fields = getattr(value, "fields", None)
        found.append(list(fields) if fields is not None else str(value).split(";"))
    return found


def _fields(read: "Component", name: str) -> list[str]:
    return next(iter(_all_fields(read, name)), [])


def _birthday(values: list[str]) -> Birthday | None:
    for value in values:
        if found := _DATE.fullmatch(value):
            year = None if found["year"] in ("--", "1604") else int(found["year"])
            try:
                date(year or 2000, int(found["month"]), int(found["day"]))
            except ValueError:
                continue
            return Birthday(int(found["month"]), int(found["day"]), year)
    return None


def _on(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def _escaped(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", " ".join(text.split()))


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\,;])", r"\1", text.replace("\\n", " ").replace("\\N", " "))
