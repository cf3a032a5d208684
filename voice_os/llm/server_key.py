"""The key that a language model's server wants to see: from the environment, or the keyring."""

import asyncio
import logging
import os
from typing import Final

from voice_os.errors import Problem

_OPENAI: Final = "api.openai.com"

_log = logging.getLogger(__name__)


async def key_for(host: str) -> str | None:
    """The key for a server: from the environment, then from the keyring.

    `OPENAI_API_KEY` is OpenAI's: no other server is shown it.
    """
    for name in ("VOICE_OS_LLM_KEY", *(["OPENAI_API_KEY"] if host == _OPENAI else [])):
        if (given := os.environ.get(name)) is not None:
            return _checked(given, f"{name} in the environment")
    kept = await asyncio.to_thread(_key_from_keyring)
    return _checked(kept, "`voice-os llm` in the keyring")


def _checked(key: str, name: str) -> str | None:
    """The key as it may stand in a header, without white space around it; None where it is none."""
    key = key.strip()
    if not (key.isascii() and key.isprintable()):
        raise Problem(
            f"The key {name} holds characters that no key has. Copy it from its server once more."
        )
    return key or None


def _key_from_keyring() -> str:
    import keyring

    try:
        return keyring.get_password("voice-os", "llm") or ""
    except Exception as error:  # each back end raises its own kinds
        _log.warning("The keyring cannot be read, so no key is taken from it: %r", error)
        return ""
