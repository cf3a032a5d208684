"""Marks of what was asked or raised: keyed hashes, so that it is known and cannot be read.

The secret is the one in the encrypted file that tombstones are made with. A mark holds no content,
so nothing of it has to be forgotten when what it stands for is.
"""

import hmac
from sqlite3 import Connection

from voice_os.memory import tables

_BYTES = 16


def mark(connection: Connection, kind: str, *parts: str) -> str:
    """The mark of something of a kind that these parts name."""
    secret = tables.state(connection, "pepper") or b""
    content = "\0".join((kind, *(part.casefold() for part in parts)))
    return hmac.digest(secret, content.encode(errors="replace"), "sha256")[:_BYTES].hex()
