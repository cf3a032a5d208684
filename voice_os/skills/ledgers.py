"""What the skills of the ledger share: taking back a change, whichever of them made it."""

from voice_os.office.ledger import Change, Ledger
from voice_os.skills import Done, Record


def done(said: str, change: Change, back: str = "It is as it was.") -> Done:
    """What was done and said, with the record that `take_back` takes it back by, saying `back`."""
    return Done(said, undo={"before": change.before, "back": back})


async def take_back(record: Record, ledger: Ledger) -> str:
    """Make the ledger what it was before a change."""
    await ledger.restore(record["before"])
    return str(record["back"])
