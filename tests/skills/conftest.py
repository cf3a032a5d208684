"""What the skills' tests share: all built-in skills, what they need, and a way to ask them."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import keyring as desktop_keyring
import pytest
from office.scripted_time import ScriptedTime
from skills.scripted import (
    Ask,
    KeyringInMemory,
    ScriptedClock,
    ScriptedHearing,
    ScriptedIdentity,
    ScriptedTalk,
)

from voice_os.consent import Journal
from voice_os.consent.folders import Folders
from voice_os.consent.journal import Notebook
from voice_os.consent.network import Network
from voice_os.consent.policies import Policies
from voice_os.consent.secrets import Secrets
from voice_os.office.calendars import Calendars
from voice_os.office.clockwork import Clockwork, Due
from voice_os.office.contacts import Contacts
from voice_os.office.ledger import Fleeting, Ledger
from voice_os.office.mailbox import Mailbox
from voice_os.office.timepiece import Timepiece
from voice_os.persona.persona import Persona
from voice_os.settings import CalendarSettings, ContactsSettings, LettersSettings, MailSettings
from voice_os.skills import Services
from voice_os.skills.acting import Acting
from voice_os.skills.registry import Registry
from voice_os.skills.services import Clock, Hearing, Identity, Repertoire, Talk
from voice_os.understanding.recognition import Recognizer


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock(datetime(2026, 11, 3, 9, 47, tzinfo=timezone(timedelta(hours=1))))


@pytest.fixture
def talk() -> ScriptedTalk:
    return ScriptedTalk()


@pytest.fixture
def hearing() -> ScriptedHearing:
    return ScriptedHearing()


@pytest.fixture
async def clocks(clock: ScriptedClock) -> ScriptedTime:
    """Both clocks; the one on the wall begins at the scripted time and goes on."""
    clocks = ScriptedTime(clock.time)
    clocks.set_by(-clocks.elapsed())
    return clocks


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(Fleeting())


@pytest.fixture
def told() -> list[Due]:
    return []


@pytest.fixture
def clockwork(ledger: Ledger, clocks: ScriptedTime, told: list[Due]) -> Clockwork:
    return Clockwork(ledger, clocks, told.append)


@pytest.fixture
def journal() -> Notebook:
    return Notebook()


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (tmp_path / "home").mkdir()
    return Folders([tmp_path / "home"])


@pytest.fixture
def keyring() -> Iterator[KeyringInMemory]:
    """A keyring that works, in the place of the desktop's."""
    before = desktop_keyring.get_keyring()
    desktop_keyring.set_keyring(kept := KeyringInMemory())
    yield kept
    desktop_keyring.set_keyring(before)


@pytest.fixture
def persona(clock: ScriptedClock) -> Persona:
    persona = Persona(clock.now)
    new = {"name": "Wren", "why": "It was short.", "met": clock.now()}
    persona.change(new, what="met you and took the name Wren", why="It was short.", kind="met")
    return persona


@pytest.fixture
def services(
    clock: ScriptedClock,
    talk: ScriptedTalk,
    hearing: ScriptedHearing,
    ledger: Ledger,
    clocks: ScriptedTime,
    clockwork: Clockwork,
    journal: Notebook,
    folders: Folders,
    persona: Persona,
    everything: Registry,
) -> Services:
    return {
        Clock: clock,
        Talk: talk,
        Hearing: hearing,
        Identity: ScriptedIdentity(),
        Persona: persona,
        Repertoire: everything,
        Ledger: ledger,
        Timepiece: clocks,
        Clockwork: clockwork,
        Journal: journal,
        Folders: folders,
        Network: Network(),
        Secrets: Secrets(),
        Calendars: Calendars(CalendarSettings(), folders, Secrets()),
        Contacts: Contacts(ContactsSettings(), folders, Secrets()),
        Mailbox: Mailbox(MailSettings(), Secrets()),
        LettersSettings: LettersSettings(),
        Policies: Policies(),
    }


@pytest.fixture
def acting(recognizer: Recognizer, services: Services) -> Acting:
    acting = Acting(recognizer)
    acting.serve(services)
    return acting


@pytest.fixture
def ask(acting: Acting) -> Ask:
    """Say something, and hear all of what she answers."""

    async def answer(text: str) -> str:
        step = acting.step(text)
        assert step is not None, f"not recognised: {text}"
        said = await acting.take(step, text)
        acting.over(said)
        return said

    return answer
