"""What this machine has that models care for."""

import platform
import shutil
import subprocess
from dataclasses import dataclass

import psutil

from voice_os.cores import usable_cores

_ANSWER_WITHIN = 5.0
"""Seconds that nvidia-smi is given."""


@dataclass(frozen=True, slots=True)
class Gpu:
    """A graphics processor; `memory` in bytes, on Apple silicon that of the whole machine."""

    name: str
    memory: int


@dataclass(frozen=True, slots=True)
class Machine:
    """Usable cores, memory (bytes) and GPU. `offload`: llama.cpp was built to use a GPU."""

    cores: int
    memory: int
    gpu: Gpu | None
    offload: bool

    @property
    def cores_in_words(self) -> str:
        """Their number as people say it: "1 core", "2 cores"."""
        return f"{self.cores} core{'s' if self.cores > 1 else ''}"

    @property
    def sentence(self) -> str:
        """The machine in words."""
        words = f"{self.cores_in_words}, {self.memory / 1e9:.0f} GB of memory"
        if self.gpu is None:
            return f"{words}, no GPU"
        use = "" if self.offload else " (this build of llama.cpp does not use it)"
        return f"{words}, {self.gpu.name} with {self.gpu.memory / 1e9:.0f} GB{use}"


def machine() -> Machine:
    """Look at this machine. Takes a moment: llama.cpp is loaded to be asked."""
    memory = psutil.virtual_memory().total
    return Machine(
        cores=usable_cores(),
        memory=memory,
        gpu=_apple_gpu(memory) or _nvidia_gpu(),
        offload=_supports_offload(),
    )


def _apple_gpu(memory: int) -> Gpu | None:
    apple = platform.system() == "Darwin" and platform.machine() == "arm64"
    return Gpu("Apple silicon", memory) if apple else None


def _nvidia_gpu() -> Gpu | None:
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    question = ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(  # found on the PATH, fixed arguments
            [program, *question], capture_output=True, text=True, timeout=_ANSWER_WITHIN, check=True
        )
        name, mebibytes = answer.stdout.splitlines()[0].rsplit(",", 1)
        return Gpu(name.strip(), int(mebibytes) * 2**20)
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return None  # a driver that does not answer is no GPU to count on


def _supports_offload() -> bool:
    try:
        from llama_cpp import llama_supports_gpu_offload
    except (ImportError, OSError, RuntimeError):
        return False
    return bool(llama_supports_gpu_offload())
