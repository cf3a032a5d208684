"""`python -m voice_os`, and the command `voice-os`."""

import logging
import sys

from voice_os.errors import Problem
from voice_os.log import start_logging
from voice_os.paths import log_path


def main() -> None:
    """Run the command line; a `Problem` is one sentence and exit code 1. Errors are logged."""
    start_logging()
    try:
        if not _signalled(" ".join(sys.argv[1:])):
            _command_line()
    except Problem as problem:
        sys.exit(f"voice-os: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        logging.getLogger(__name__).exception("a command failed")
        sys.exit(f"voice-os: something went wrong ({error!r}). The log {log_path()} says more.")


def _signalled(command: str) -> bool:
    """Send a signal without loading the command line: a key must be felt at once.

    False: the command is no signal.
    """
    from voice_os.desktop import Signal

    if command not in tuple(Signal):
        return False
    from voice_os.desktop.remote import send
    from voice_os.paths import socket_path

    send(Signal(command), socket_path())
    return True


def _command_line() -> None:
    from voice_os.cli.app import app

    app(prog_name="voice-os")


if __name__ == "__main__":
    main()
