"""Passwords are kept by the desktop's keyring; where there is none, that is a sentence."""

from collections.abc import Iterator

import keyring as desktop_keyring
import pytest
from keyring.backends import fail, null
from skills.scripted import KeyringInMemory

from voice_os.consent.secrets import Secrets
from voice_os.errors import Problem


@pytest.fixture(autouse=True)
def _keyring() -> Iterator[None]:
    before = desktop_keyring.get_keyring()
    desktop_keyring.set_keyring(KeyringInMemory())
    yield
    desktop_keyring.set_keyring(before)


async def test_a_secret_is_kept_until_it_is_deleted() -> None:
    secrets = Secrets()
    assert await secrets.get("mail password") is None
    await secrets.put("mail password", "hunter2")
    assert await secrets.get("mail password") == "hunter2"
    await secrets.delete("mail password")
    await secrets.delete("mail password")
    assert await secrets.get("mail password") is None


async def test_without_a_keyring_nothing_is_kept_elsewhere() -> None:
    desktop_keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(Problem, match="desktop's keyring only"):
        await Secrets().put("mail password", "hunter2")
    with pytest.raises(Problem, match="install one"):
        await Secrets().get("mail password")


async def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    desktop_keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(Problem, match="does not keep what it is given"):
        await Secrets().put("mail password", "hunter2")
