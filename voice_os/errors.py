"""The one kind of error that a person is meant to read, and what a group of errors is about."""


class Problem(Exception):
    """Something the person can understand and mend.

    Its message is one sentence (or two) that names the thing and the way out. The command line
    prints it and exits with 1; a turn says a short form of it and the loop lives on. Any other
    exception is a defect of ours and is logged whole.
    """


def cause_of(error: BaseException) -> BaseException:
    """The first single error inside (groups of) errors."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
