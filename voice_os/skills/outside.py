"""Which skills reach outside of her: they may say what somebody else has written."""

from voice_os.consent import Effect
from voice_os.consent.policies import Policies
from voice_os.office.ledger import Ledger
from voice_os.office.timepiece import Timepiece
from voice_os.skills import Skill
from voice_os.skills.services import Clock, Hearing, Identity, Repertoire, Talk, Utterance

_INNER = frozenset(
    {Clock, Timepiece, Talk, Hearing, Identity, Repertoire, Policies, Ledger, Utterance}
)
"""Services whose skills say nothing that somebody else has written."""


def tells_outside(skill: Skill) -> bool:
    """Whether a skill may say what somebody else has written: a mail, a page, a file."""
    return not set(skill.services.values()) <= _INNER


def is_tool(skill: Skill) -> bool:
    """Whether a language model may want a skill: it acts, or knows what no talk can know."""
    return skill.effect is not Effect.READS or bool(skill.slots) or tells_outside(skill)
