"""What EPUB and DOCX files are inside: archives, which must not unpack to more than they may."""

from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from voice_os.errors import Problem

_MOST_FILES: Final = 20_000
_LARGEST: Final = 300_000_000  # bytes, of all together when unpacked


def opened(path: Path) -> ZipFile:
    """Open an archive that is no bomb. Raises `Problem`.

    The sizes that an archive states are those at which unpacking stops.
    """
    try:
        archive = ZipFile(path)
    except (BadZipFile, NotImplementedError):
        raise Problem("it is broken") from None
    entries = archive.infolist()
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _LARGEST:
        archive.close()
        raise Problem("what is packed in it is too large")
    if any(entry.flag_bits & 1 for entry in entries):
        archive.close()
        raise Problem("it is encrypted; save a copy that is not")
    return archive
