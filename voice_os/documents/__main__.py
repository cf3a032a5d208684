"""The process in which files are read: `reader` starts it, and tells it a path a line."""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from voice_os.documents.reading import read
from voice_os.errors import Problem

_MEMORY: Final = 2_000_000_000  # bytes of addresses that the process may have


def _serve() -> None:
    """Read the files whose paths come in, one a line, until there are no more."""
    _limit_memory()
    for line in sys.stdin:
        try:
            title, found = read(Path(json.loads(line)))
            _say({"title": title})
            for passage in found:
                _say({"place": passage.place, "text": passage.text})
            _say({"end": True})
        except Problem as problem:
            _say({"problem": str(problem)})
        except OSError as error:
            _say({"problem": f"it cannot be read ({error.strerror or error})"})
        except (MemoryError, RecursionError):
            _say({"problem": "it takes too much memory"})
        except Exception:  # libraries meet files that their makers did not think of
            _say({"problem": "it is broken"})


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _limit_memory() -> None:
    """Where the system can: so that a hostile file ends this process, and no other."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _serve()
