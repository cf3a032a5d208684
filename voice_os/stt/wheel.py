"""Single modules out of the faster-whisper wheel."""

from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from voice_os.errors import Problem


def faster_whisper(name: str) -> ModuleType:
    """One module of faster-whisper: the package's own start would load a video decoder, 15 MB.

    Raises `Problem` where the package is missing.
    """
    package = find_spec("faster_whisper")
    if package is None or package.origin is None:
        raise Problem(
            "The package faster-whisper is missing. Set up again with `scripts/voice-os`, or "
            "reinstall it."
        )
    path = Path(package.origin).with_name(f"{name}.py")
    spec = spec_from_file_location(f"faster_whisper_{name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
