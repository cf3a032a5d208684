"""`python -m voice_os`, and the command `voice-os`."""

import sys


def main() -> None:
    """Run the command line; a `Problem` is one sentence and exit code 1."""
    from voice_os.cli.app import app
    from voice_os.errors import Problem

    try:
        app()
    except Problem as problem:
        sys.exit(f"voice-os: {problem}")


if __name__ == "__main__":
    main()
