"""The office's tests share real servers."""

from collections.abc import Iterator

import pytest
from office.servers import radicale


@pytest.fixture(scope="session")
def dav_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a CalDAV and CardDAV server."""
    with radicale(tmp_path_factory.mktemp("radicale")) as address:
        yield address
