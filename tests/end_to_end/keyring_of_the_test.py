"""A keyring for one run of the command, which knows the passwords of the test's servers."""

from keyring.backend import KeyringBackend
from office.servers import PASSWORD


class Ring(KeyringBackend):
    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._kept = {"mail password": PASSWORD, "calendar password": PASSWORD}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[username] = password
