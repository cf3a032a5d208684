"""Every setting, typed, read once: options over environment variables over one TOML file.

The environment variable of `stt.model` is `VOICE_OS_STT__MODEL`. What writes the file is
`settings_file`.
"""

import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from voice_os.errors import Problem
from voice_os.mode import Mode
from voice_os.paths import (
    config_path,
    keys_folder,
    memories_folder,
    models_folder,
    persons_folders,
)

Device: TypeAlias = int | str
"""A sound device by its number in `voice-os devices`, or by a part of its name."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AudioSettings(_Section):
    """`[audio]`: which devices, and her small sounds."""

    microphone: Device | None = Field(None, description="device name or number; none: the default")
    speaker: Device | None = Field(None, description="device name or number; none: the default")
    echo_cancelling: bool = Field(True, description="take her own voice out of what she hears")
    gain_control: bool = Field(True, description="make quiet speakers louder, loud ones quieter")
    earcons: bool = Field(True, description="soft sounds for listening, not understood, error")


class KeySettings(_Section):
    """`[key]`: the keys that tell her to listen, and how."""

    chord: str = Field("f9", description='a key or a chord: "f9", "ctrl+alt+space"')
    mode: Literal["hold", "toggle"] = Field("hold", description="hold while speaking, or tap twice")
    mode_chord: str = Field("shift+f9", description='listens in the next way; "none": no key does')
    mute_chord: str = Field("none", description='mutes and unmutes her; "none": no key does')
    pre_roll: float = Field(
        0.4, ge=0, le=5, description="seconds kept from before the press; 0: mic closed till then"
    )
    post_roll: float = Field(
        0.25, ge=0, le=5, description="seconds listened on after the release, while speech goes on"
    )


class ListeningSettings(_Section):
    """`[listening]`: without the key."""

    mode: Mode = Field(Mode.KEY, description="when she listens, until told otherwise")
    patience: Literal["quick", "natural", "patient"] = Field(
        "natural", description="how long a pause may be before she answers"
    )
    speculation: Literal["auto", "on", "off"] = Field(
        "auto", description="think while the person speaks; auto: unless busy or on battery"
    )
    follow_up: float = Field(
        8.0, ge=0, le=120, description="seconds after an answer in which no name is needed"
    )


class SttSettings(_Section):
    """`[stt]`: speech-to-text."""

    engine: Literal["auto", "whisper", "pocketsphinx"] = "auto"
    model: str | None = Field(None, description="a catalogue id or a folder; none: the best here")
    window_margin: float = Field(1.0, ge=0, le=30, description="seconds of silence given behind")
    window_floor: float = Field(5.0, ge=1, le=30, description="least seconds the encoder is given")
    threads: int = Field(0, ge=0, description="processor threads; 0: as many as there are cores")


class LlmSettings(_Section):
    """`[llm]`: the language model."""

    engine: Literal["auto", "llama", "openai", "none"] = "auto"
    model: str | None = Field(None, description="a catalogue id, a GGUF file, or a server's model")
    base_url: str | None = Field(None, description="address of an OpenAI-compatible server")
    context: int = Field(4096, ge=512, description="tokens the model may look back on")
    max_tokens: int = Field(320, ge=1, description="tokens of an answer at most")
    temperature: float = Field(0.7, ge=0, le=2)
    gpu_layers: int = Field(-1, ge=-1, description="layers on the GPU where there is one; -1: all")
    threads: int = Field(0, ge=0, description="processor threads; 0: one for each free core")


class TtsSettings(_Section):
    """`[tts]`: text-to-speech."""

    engine: Literal["auto", "piper", "espeak"] = "auto"
    voice: str | None = Field(None, description="a catalogue id or an .onnx file; none: the best")
    speaker: int | None = Field(None, ge=0, description="which speaker of a voice that has several")
    rate: float = Field(1.0, ge=0.5, le=3, description="2.0: twice as fast")
    pitch: float = Field(1.0, ge=0.5, le=2, description="2.0: an octave higher")
    energy: float = Field(1.0, ge=0, le=2, description="factor on the loudness")


class MemorySettings(_Section):
    """`[memory]`: what she remembers, and of whom."""

    enabled: bool = Field(True, description="remember what is said; false: forget it at the end")
    profile: str = Field("me", description="whose memory it is, where several people talk to her")
    key: Literal["auto", "keyring", "file", "passphrase"] = Field(
        "auto", description="where a new memory's key is kept; auto: the keyring, if there is one"
    )
    folder: Path = Field(default_factory=memories_folder, description="folder of the memories")
    keys: Path = Field(default_factory=keys_folder, description="folder of the key files")


class RestraintSettings(_Section):
    """`[restraint]`: what she does not leave to a language model."""

    reminder: float = Field(
        3.0, gt=0, le=3, description="hours of talk after which she says again that she is an AI"
    )


class ConsentSettings(_Section):
    """`[consent]`: what her skills may do."""

    policies: dict[str, Literal["allow", "ask", "never"]] = Field(
        default_factory=dict, description='by skill or subject: { timers = "ask", mail = "never" }'
    )
    network: frozenset[str] = Field(
        frozenset(), description='skills or subjects that may use the network: ["weather"]'
    )
    folders: tuple[Path, ...] = Field(
        default_factory=persons_folders, description="folders that she may read and write"
    )


class ForwardSettings(_Section):
    """`[forward]`: whether she may speak first, and when not."""

    allowed: bool = Field(False, description="she may speak first, rarely: at most 3 times a day")
    quiet_from: time = Field(time(22), description="from then on she never does: 22:00")
    quiet_until: time = Field(time(8), description="until then she never does: 08:00")


class WorldSettings(_Section):
    """`[world]`: what is looked up on the network, where a skill is allowed to."""

    place: str | None = Field(None, description="where you are, for the weather")
    feeds: tuple[str, ...] = Field((), description="addresses of news feeds (RSS or Atom)")
    weather: str = Field(
        "https://api.open-meteo.com/v1/forecast", description="address of the forecast"
    )
    geocoding: str = Field(
        "https://geocoding-api.open-meteo.com/v1/search", description="address that finds places"
    )
    rates: str = Field(
        "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
        description="address of the exchange rates",
    )
    encyclopedia: str = Field("https://en.wikipedia.org", description="address of Wikipedia")
    home_assistant: str | None = Field(
        None, description="address of your Home Assistant: http://homeassistant.local:8123"
    )


class McpSettings(_Section):
    """`[mcp.NAME]`: another program's tools, as her skills (Model Context Protocol)."""

    command: tuple[str, ...] = Field((), description="starts a server that talks on its stdio")
    environment: dict[str, str] = Field(default_factory=dict, description="variables it is given")
    url: str | None = Field(None, description="a server that is reached over HTTP")

    @model_validator(mode="after")
    def _one_way(self) -> "McpSettings":
        if bool(self.command) == bool(self.url):
            raise ValueError("give it a command or a url")
        return self


class CalendarSettings(_Section):
    """`[calendar]`: where appointments stand. A relative path is below the first allowed folder."""

    file: Path = Field(Path("calendar.ics"), description="an iCalendar file")
    url: str | None = Field(None, description="a CalDAV calendar's address, or its server's")
    user: str | None = Field(None, description="who one is there; the keyring has the password")


class ContactsSettings(_Section):
    """`[contacts]`: the address book. A relative path is below the first allowed folder."""

    file: Path = Field(Path("contacts.vcf"), description="a vCard file")
    url: str | None = Field(None, description="a CardDAV address book's address, or its server's")
    user: str | None = Field(None, description="who one is there; the keyring has the password")


class MailSettings(_Section):
    """`[mail]`: the mailbox. The keyring has its password."""

    address: str | None = Field(None, description="your own address")
    name: str | None = Field(None, description="your name, as others read it")
    user: str | None = Field(None, description="who one is at the servers; none: the address")
    imap: str | None = Field(None, description="the server that mail is read from")
    imap_port: int = Field(993, ge=1, le=65535)
    smtp: str | None = Field(None, description="the server that mail is sent through")
    smtp_port: int = Field(465, ge=1, le=65535)
    encryption: Literal["tls", "starttls", "none"] = Field(
        "tls", description="none: only to a server on this machine"
    )


class LettersSettings(_Section):
    """`[letters]`: where letters are kept, and how they look."""

    folder: Path = Field(Path("Letters"), description="below the first allowed folder")
    hand: bool = Field(True, description="write in a font that looks like a hand")
    place: str | None = Field(None, description="where you write, for the head of a letter")


class Settings(BaseSettings):
    """All settings. Build it with `load`."""

    model_config = SettingsConfigDict(
        env_prefix="VOICE_OS_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    language: str = Field(
        "en", pattern=r"^[a-z]{2,3}$", description="ISO 639 code of what is spoken"
    )
    country: str | None = Field(
        None,
        pattern=r"^[A-Z]{2}$",
        description='where you are, for helplines: "DE", "US" … (ISO 3166); none: by the time zone',
    )
    minor: bool = Field(False, description="whoever talks to her is a minor: she is stricter")
    models: Path = Field(
        default_factory=models_folder,
        description="folder of the downloaded models",
    )
    audio: AudioSettings = AudioSettings()
    key: KeySettings = KeySettings()
    listening: ListeningSettings = ListeningSettings()
    stt: SttSettings = SttSettings()
    llm: LlmSettings = LlmSettings()
    tts: TtsSettings = TtsSettings()
    world: WorldSettings = WorldSettings()
    memory: MemorySettings = Field(default_factory=MemorySettings)  # the folders are looked up late
    restraint: RestraintSettings = RestraintSettings()
    consent: ConsentSettings = Field(default_factory=ConsentSettings)
    forward: ForwardSettings = ForwardSettings()
    mcp: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], McpSettings] = Field(
        default_factory=dict, description="other programs' tools, by a name for each"
    )
    calendar: CalendarSettings = CalendarSettings()
    contacts: ContactsSettings = ContactsSettings()
    mail: MailSettings = MailSettings()
    letters: LettersSettings = LettersSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options first, then the environment, then the file."""
        file = InitSettingsSource(settings_cls, in_file(config_path()))
        return init_settings, env_settings, file


def load(options: dict[str, Any] | None = None) -> Settings:
    """Read the settings. `options` are dotted keys ("stt.model") with values over all else.

    Raises `Problem` that names the key, the value and what is allowed.
    """
    try:
        return Settings(**_nested(options or {}))
    except ValidationError as error:
        raise Problem(what_is_wrong(error)) from None
    except SettingsError as error:  # an environment variable that stands for a whole section
        raise Problem(f"The environment holds no settings that can be read: {error}.") from None


def in_file(path: Path) -> dict[str, Any]:
    """What the file holds; nothing where there is none. Raises `Problem` where it is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(
            f"The settings file {path} is not valid TOML: {error}. Mend that line."
        ) from None
    except OSError as error:
        raise Problem(f"The settings file {path} cannot be read: {error.strerror}.") from None


def _nested(dotted: dict[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, value in dotted.items():
        *sections, name = key.split(".")
        table = nested
        for section in sections:
            table = table.setdefault(section, {})
        table[name] = value
    return nested


def what_is_wrong(error: ValidationError) -> str:
    """Every value that is not allowed, with what is."""
    return "; ".join(_sentence(one) for one in error.errors())


def _sentence(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"] if part not in ("int", "str"))
    if error["type"] == "extra_forbidden":
        return f"There is no setting {key!r}. `voice-os config show` lists them all."
    return f"The setting {key!r} cannot be {error['input']!r}: {error['msg'].lower()}."
