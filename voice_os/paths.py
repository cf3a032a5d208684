"""Where her files lie on this system."""

import os
import warnings
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("voice-os", appauthor=False)


def config_path() -> Path:
    """The settings file: `VOICE_OS_CONFIG`, else in the user's config directory."""
    named = os.environ.get("VOICE_OS_CONFIG")
    return Path(named) if named else _DIRS.user_config_path / "config.toml"


def models_folder() -> Path:
    """Where models are kept unless the settings say otherwise: in a checkout, its `models/`."""
    checkout = Path(__file__).parent.parent / "models"
    return checkout if (checkout / "README.md").is_file() else _DIRS.user_data_path / "models"


def memories_folder() -> Path:
    """Where people's memories are kept unless the settings say otherwise."""
    return _DIRS.user_data_path / "memories"


def identities_folder() -> Path:
    """Where it is kept who she is, one file for each person she talks with."""
    return _DIRS.user_data_path / "identities"


def moved_in() -> Path:
    """What was taken in from another machine, until it is in its place."""
    return _DIRS.user_data_path / "moved-in"


def keys_folder() -> Path:
    """Where key files are kept, away from what they open."""
    return _DIRS.user_config_path / "keys"


def persons_folders() -> tuple[Path, ...]:
    """The folders in which the desktop keeps what is the person's own: documents, pictures, …"""
    return (
        _DIRS.user_documents_path,
        _DIRS.user_desktop_path,
        _DIRS.user_downloads_path,
        _DIRS.user_pictures_path,
        _DIRS.user_music_path,
        _DIRS.user_videos_path,
    )


def cache_folder() -> Path:
    """Where what can be made again is kept."""
    return _DIRS.user_cache_path


def counts_path() -> Path:
    """Where it is counted how often restraint was needed."""
    return _DIRS.user_state_path / "restraint.json"


def log_path() -> Path:
    """The log of errors."""
    return _DIRS.user_state_path / "voice-os.log"


def socket_path() -> Path:
    """The local socket on which a running assistant listens for the key."""
    with warnings.catch_warnings(action="ignore"):  # where the session has no folder, /tmp will do
        return _DIRS.user_runtime_path / "voice-os.sock"
