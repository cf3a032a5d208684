"""Passwords and tokens: in the desktop's keyring and nowhere else."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from voice_os.errors import Problem

T = TypeVar("T")

_SERVICE = "voice-os"


class Secrets:
    """What the desktop's keyring keeps for her. Raises `Problem` where there is no keyring."""

    async def get(self, name: str) -> str | None:
        """The secret of this name ("mail password"), or None."""
        import keyring

        return await _asked(lambda: keyring.get_password(_SERVICE, name))

    async def put(self, name: str, secret: str) -> None:
        """Keep a secret. Raises `Problem` where the keyring does not keep it."""
        import keyring

        await _asked(lambda: keyring.set_password(_SERVICE, name, secret))
        if await self.get(name) != secret:  # there are keyrings that keep nothing
            raise Problem(_unusable("it does not keep what it is given"))

    async def delete(self, name: str) -> None:
        """Delete a secret, if it is there."""
        import keyring

        if await self.get(name) is not None:
            await _asked(lambda: keyring.delete_password(_SERVICE, name))


async def _asked(call: Callable[[], T]) -> T:
    try:
        return await asyncio.to_thread(call)
    except Exception as error:  # each keyring has errors of its own
        raise Problem(_unusable(error)) from error


def _unusable(why: object) -> str:
    return (
        f"Passwords are kept in the desktop's keyring only, and it cannot be used ({why}). "
        "Unlock it, or install one, such as gnome-keyring."
    )
