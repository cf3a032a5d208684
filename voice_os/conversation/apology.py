"""What she says when a turn goes wrong: one short sentence for each kind of error."""

from voice_os.errors import Problem


def apology(cause: BaseException) -> str:
    """The sentence for this error. A `Problem` speaks for itself."""
    match cause:
        case Problem():
            return str(cause)
        case TimeoutError():
            return "Sorry, that took too long, so I gave it up."
        case MemoryError():
            return "Sorry, this machine ran out of memory for that."
        case _:
            return "Sorry, something went wrong with that. The details are in my log."
