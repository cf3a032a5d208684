import platform
from pathlib import Path

import psutil
import pytest

from voice_os.models.machine import Gpu, Machine, machine


def _nvidia_smi(folder: Path, script: str) -> None:
    program = folder / "nvidia-smi"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


needs_sh = pytest.mark.skipif(
    platform.system() != "Linux", reason="stands in for nvidia-smi with a shell script"
)


def test_this_machine_is_seen() -> None:
    seen = machine()
    assert seen.cores >= 1
    assert seen.memory == psutil.virtual_memory().total
    assert f"{seen.cores} core" in seen.sentence


@needs_sh
def test_an_nvidia_gpu_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _nvidia_smi(tmp_path, "echo 'NVIDIA GeForce RTX 4070, 12282'")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert machine().gpu == Gpu("NVIDIA GeForce RTX 4070", 12282 * 2**20)


@needs_sh
@pytest.mark.parametrize("script", ["exit 9", "echo 'No devices were found'", "true"])
def test_a_driver_that_finds_none_is_no_gpu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    _nvidia_smi(tmp_path, script)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert machine().gpu is None


@needs_sh
def test_no_driver_is_no_gpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine().gpu is None


def test_a_gpu_that_llama_cpp_was_not_built_for_is_told_of() -> None:
    seen = Machine(8, 16_000_000_000, Gpu("RTX", 12_000_000_000), offload=False)
    assert seen.sentence == (
        "8 cores, 16 GB of memory, RTX with 12 GB (this build of llama.cpp does not use it)"
    )
