"""The plain text of a file, for whoever wants to hear it."""

from pathlib import Path

from voice_os.documents.reader import Reader


class Texts:
    """What stands in files."""

    async def text_of(self, file: Path) -> str:
        """The text of a file, its passages apart. Raises `Problem` where it cannot be read."""
        async with Reader() as reader:
            document = await reader.read(file)
        return "\n\n".join(passage.text for passage in document.passages)
