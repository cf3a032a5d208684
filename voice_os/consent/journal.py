"""A journal that lasts as long as the conversation."""

from dataclasses import replace

from voice_os.consent import Deed


class Notebook:
    """A journal in memory, where nothing is to be kept."""

    def __init__(self) -> None:
        self._deeds: list[Deed] = []

    async def add(self, deed: Deed) -> Deed:
        """Write a deed down; return it with its number."""
        numbered = replace(deed, number=len(self._deeds) + 1)
        self._deeds.append(numbered)
        return numbered

    async def deeds(self) -> list[Deed]:
        """All deeds, the oldest first."""
        return list(self._deeds)

    async def mark_undone(self, number: int) -> None:
        """Note that a deed was taken back."""
        self._deeds = [
            replace(deed, undone=True) if deed.number == number else deed for deed in self._deeds
        ]
