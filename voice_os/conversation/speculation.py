"""The policy of early work: whether a draft is begun before it is sure that the turn is over.

Pure functions of what the machine has to spare and of how the last drafts fared.
"""

from dataclasses import dataclass
from typing import Final, Literal

from voice_os.breath import Breath

FREE_CORES = 0.8
"""Cores that must be free: one, less what any desktop does by itself."""

LOW_CHARGE = 0.3
"""Battery's charge (0 to 1) below which none of it is spent on what may be for nothing."""

MOSTLY_WASTED = 0.8
"""Share of drafts thrown away beyond which they are not worth a battery's charge.

Several pauses lie in an ordinary turn and only the last ends it, so that more than half of the
drafts are thrown away by nature.
"""

_MEMORY: Final = 8
"""Drafts whose fate counts, about."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """How the last drafts fared. `wasted`: the share (0 to 1) that was thrown away lately."""

    wasted: float = 0.0

    def after(self, kept: bool) -> "Drafts":
        """What is known once a draft was taken, or thrown away.

        A turn for which none was begun counts as kept: one begun at its end would have been. So
        early work that was given up is tried again some turns later.
        """
        return Drafts(self.wasted + ((not kept) - self.wasted) / _MEMORY)


def may_work_early(
    setting: Literal["auto", "on", "off"], breath: Breath, wasted: float = 0.0
) -> bool:
    """Whether a draft may be begun now. `wasted`: the share of drafts lately thrown away.

    Asked once for each draft, so that no answer need be kept to: there is nothing to flutter.
    """
    if setting != "auto":
        return setting == "on"
    if breath.free_cores < FREE_CORES:
        return False
    return not breath.on_battery or (breath.charge >= LOW_CHARGE and wasted <= MOSTLY_WASTED)
