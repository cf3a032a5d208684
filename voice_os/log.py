"""Where errors are written down whole. What was said is never written there."""

import logging
from logging.handlers import RotatingFileHandler

from voice_os.paths import log_path


def start_logging(level: int = logging.WARNING) -> None:
    """Write the log of this process to `log_path()`; half a megabyte and one older file."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=1)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
