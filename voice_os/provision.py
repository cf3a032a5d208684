"""What skills are given that needs no conversation: the same for her, and for the command line."""

from voice_os.consent import Journal, Policy
from voice_os.consent.folders import Folders
from voice_os.consent.network import Network
from voice_os.consent.policies import Policies
from voice_os.consent.secrets import Secrets
from voice_os.desktop.clipboard import Clipboard
from voice_os.desktop.loudspeaker import Loudspeaker
from voice_os.desktop.players import Players
from voice_os.desktop.screen import Screen
from voice_os.desktop.windows import Windows
from voice_os.documents.texts import Texts
from voice_os.mcp.servers import Servers
from voice_os.mcp.skills import note
from voice_os.office.calendars import Calendars
from voice_os.office.contacts import Contacts
from voice_os.office.ledger import Ledger
from voice_os.office.mailbox import Mailbox
from voice_os.office.timepiece import MachineTime, Timepiece
from voice_os.persona.persona import Persona
from voice_os.settings import LettersSettings, Settings, WorldSettings
from voice_os.skills import Services
from voice_os.skills.dictation import Dictating
from voice_os.skills.dictionary import Dictionary, WordNet
from voice_os.skills.games import Guessing
from voice_os.skills.reading import Lectern
from voice_os.skills.registry import Registry
from voice_os.skills.services import Clock, LocalClock, Repertoire


def provide(
    settings: Settings, repertoire: Registry, journal: Journal, ledger: Ledger, persona: Persona
) -> Services:
    """The services, by the types that skills ask for. What the person allows is kept."""
    folders, secrets = Folders(settings.consent.folders), Secrets()
    policies = Policies(
        {name: Policy(policy) for name, policy in settings.consent.policies.items()},
        settings.consent.network,
        keep=lambda where, value: _keep(("consent", *where), value),
    )
    return {
        Clock: LocalClock(),
        Repertoire: repertoire,
        Journal: journal,
        Ledger: ledger,
        Persona: persona,
        Timepiece: MachineTime(),
        Policies: policies,
        Folders: folders,
        Network: Network(policies.online),
        WorldSettings: settings.world,
        Clipboard: Clipboard(),
        Dictating: Dictating(),
        Dictionary: WordNet(),
        Guessing: Guessing(),
        Lectern: Lectern(),
        Loudspeaker: Loudspeaker(),
        Players: Players(),
        Screen: Screen(),
        Texts: Texts(),
        Windows: Windows(),
        Servers: Servers(settings.mcp, lambda name, offers: note(name, settings.mcp[name], offers)),
        Secrets: secrets,
        Calendars: Calendars(settings.calendar, folders, secrets),
        Contacts: Contacts(settings.contacts, folders, secrets),
        Mailbox: Mailbox(settings.mail, secrets),
        LettersSettings: settings.letters,
    }


def _keep(where: tuple[str, ...], value: object) -> None:
    from voice_os.settings_file import put  # seldom

    put(where, value)
