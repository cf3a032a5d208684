"""How often restraint was needed: numbers by year, in one small file, and no content.

California's law asks operators for the number of referrals in a year, and for nothing about who
they concern. The file says no more than that, and stays on the machine.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

_LOG = logging.getLogger(__name__)


class Count(StrEnum):
    """What is counted."""

    CRISIS = "answers with a helpline"
    STOPPED = "answers stopped"
    REMINDED = "reminders that she is an AI"


@dataclass(frozen=True)
class Counts:
    """The counts in a file. One that cannot be read counts as empty, and is written anew."""

    path: Path

    def add(self, what: Count, day: date) -> None:
        """Count once. Never raises: to be counted must not get in the way of an answer."""
        years = {year: dict(counts) for year, counts in self.by_year().items()}
        counts = years.setdefault(str(day.year), {})
        counts[what] = counts.get(what, 0) + 1
        self._write({"counts": years, "last reminded": self._read().get("last reminded")})

    def by_year(self) -> Mapping[str, Mapping[str, int]]:
        """The numbers, by year and what was counted."""
        found = self._read().get("counts")
        return found if isinstance(found, dict) else {}

    def reminded_on(self) -> date | None:
        """The day on which it was last said at a beginning that she is an AI."""
        try:
            return date.fromisoformat(str(self._read().get("last reminded")))
        except ValueError:
            return None

    def remind(self, day: date) -> None:
        """It was said on this day."""
        self._write({"counts": self.by_year(), "last reminded": day.isoformat()})

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, what: dict[str, object]) -> None:
        partial = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial.write_text(json.dumps(what, indent=2), "utf-8")
            partial.replace(self.path)
        except OSError:
            _LOG.exception("the restraint's counts could not be written")
