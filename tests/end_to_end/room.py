"""A room around the virtual sound card: the microphone hears the loudspeaker, always as late."""

import fcntl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from voice_os.audio import FRAME, SAMPLE_RATE
from voice_os.bench.rooms import Air, Room, made_response

_SOUND = ("--raw", f"--rate={SAMPLE_RATE}", "--channels=1", "--format=float32le")
_LATENCY = 80
"""Milliseconds that are played ahead, so that a busy machine tears no gap into the echo."""

_WAITING = 4096
"""Bytes (64 ms) that may wait to be played: what is more would only be late."""


@contextmanager
def room(echo_db: float, *, overdriven: bool = False, seed: int = 0) -> Iterator[None]:
    """Let the microphone hear the speaker in a reverberant, noisy room while the block runs.

    `echo_db`: how loud, against what is played. A loopback of PulseAudio would do the same, but
    goes on adapting its delay. Where the machine is too busy to keep the echo whole, what fails
    in such a room says nothing, and is skipped.
    """
    response = made_response(np.random.default_rng(seed))
    air = Air(Room(response, 0, echo_db, noise_dbfs=-60.0, overdriven=overdriven), seed)
    with (
        subprocess.Popen(
            ["pacat", "--device=mic_pipe", *_SOUND, f"--latency-msec={_LATENCY}"],
            stdin=subprocess.PIPE,
            bufsize=0,
        ) as player,
        _recorder(player) as recorder,
    ):
        gaps = [0.0]

        def sound() -> None:
            assert recorder.stdout is not None
            assert player.stdin is not None
            with player.stdin as microphone:
                last = time.monotonic()
                while len(data := recorder.stdout.read(4 * FRAME)) == 4 * FRAME:
                    microphone.write(air.heard(np.frombuffer(data, "<f4")).tobytes())
                    last, before = time.monotonic(), last
                    gaps.append(last - before)

        sounding = threading.Thread(target=sound)
        sounding.start()
        try:
            yield
        except (AssertionError, pytest.fail.Exception):
            if max(gaps) * 1000 > _LATENCY:
                pytest.skip(f"the machine is too busy: the echo stood for {max(gaps):.2f} s")
            raise
        finally:
            recorder.terminate()
            sounding.join()
            player.terminate()


def _recorder(player: "subprocess.Popen[bytes]") -> "subprocess.Popen[bytes]":
    """Begin to record when `player` plays: what had to wait for it would be late for good."""
    assert player.stdin is not None
    fcntl.fcntl(player.stdin, fcntl.F_SETPIPE_SZ, _WAITING)
    player.stdin.write(bytes(4 * SAMPLE_RATE // 2))
    return subprocess.Popen(
        ["parec", "--device=speaker.monitor", *_SOUND, "--latency-msec=10"],
        stdout=subprocess.PIPE,
    )
