"""Every byte under a folder, with memories decrypted page by page as SQLCipher 4 wrote them.

Its pages end in 80 bytes of which the first 16 are the vector of AES-256-CBC; the file begins with
16 bytes of salt. See https://www.zetetic.net/sqlcipher/design/.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from voice_os.memory.key import Key

PAGE, RESERVED, SALT, LOG_HEADER, FRAME_HEADER = 4096, 80, 16, 32, 24


def everything_under(folder: Path, key: Key) -> bytes:
    """All files' bytes as they lie there, and decrypted what is encrypted."""
    return b"".join(part for file in sorted(folder.rglob("*")) for part in _read(file, key))


def _read(file: Path, key: Key) -> Iterator[bytes]:
    if not file.is_file():
        return
    data = file.read_bytes()
    yield data
    if file.name.endswith("-wal"):
        step = FRAME_HEADER + PAGE
        for start in range(LOG_HEADER + FRAME_HEADER, len(data), step):
            number = int.from_bytes(data[start - FRAME_HEADER :][:4], "big")
            yield _decrypted(data[start : start + PAGE], number, key)
    elif ".db" in file.name and not file.name.endswith("-shm"):
        for number, start in enumerate(range(0, len(data), PAGE), 1):
            yield _decrypted(data[start : start + PAGE], number, key)


def _decrypted(page: bytes, number: int, key: Key) -> bytes:
    if len(page) < PAGE:  # killed while it was written: its vector, at its end, is missing
        return b""
    begin = SALT if number == 1 else 0
    vector = page[PAGE - RESERVED :][:16]
    decryptor = Cipher(algorithms.AES(bytes.fromhex(key.secret)), modes.CBC(vector)).decryptor()
    return decryptor.update(page[begin : PAGE - RESERVED]) + decryptor.finalize()
