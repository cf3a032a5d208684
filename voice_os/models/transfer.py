"""Bytes from the hub into a file, going on where a break left off.

huggingface-hub's own download forgets what had arrived when its process ends, and tells of its
progress every ten megabytes. Its headers, retries and errors are used as they are.
"""

import os
import time
from collections.abc import Callable
from typing import BinaryIO, TypeAlias

from voice_os.models.hub import RemoteFile

Arrived: TypeAlias = Callable[[int], None]
"""Told how many bytes of the file are here."""

_CHUNK = 1 << 18
_PATIENCE = (0.0, 1.0, 2.0, 4.0)
"""Seconds to wait before each further try, after a break and as long as nothing more arrives."""


def append_rest(remote: RemoteFile, file: BinaryIO, arrived: Arrived) -> None:
    """Append to `file` what is missing of a remote file. Raises what huggingface-hub raises.

    The connection may break as often as it likes if something arrives in between.
    """
    from httpx2 import TransportError

    waits = iter(_PATIENCE)
    while True:
        before = file.seek(0, os.SEEK_END)
        try:
            return _append(remote, file, arrived)
        except TransportError:
            if file.tell() > before:
                waits = iter(_PATIENCE)
            if (wait := next(waits, None)) is None:
                raise
            time.sleep(wait)


def _append(remote: RemoteFile, file: BinaryIO, arrived: Arrived) -> None:
    from huggingface_hub import constants
    from huggingface_hub.utils import (  # type: ignore[attr-defined]
        build_hf_headers,
        hf_raise_for_status,
        http_stream_backoff,
    )

    here = file.tell()
    arrived(here)
    if here and here == remote.size:
        return
    # Compressed on the way, neither the range nor the size would be the file's own.
    headers = build_hf_headers() | {"Accept-Encoding": "identity"}
    if here:
        headers["Range"] = f"bytes={here}-"
    timeout = constants.HF_HUB_DOWNLOAD_TIMEOUT
    with http_stream_backoff(
        "GET", remote.url, headers=headers, timeout=timeout, retry_on_exceptions=()
    ) as response:
        if response.status_code in (200, 416):  # the whole instead of the rest, or no such rest
            file.truncate(0)
            here = 0
        hf_raise_for_status(response)
        for chunk in response.iter_bytes(_CHUNK):
            here += file.write(chunk)
            arrived(here)
