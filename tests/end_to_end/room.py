"""A room around the virtual sound card: the microphone hears the loudspeaker, always as late."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from voice_os.audio import FRAME, SAMPLE_RATE
from voice_os.bench.rooms import Air, Room, made_response

_SOUND = ("--raw", f"--rate={SAMPLE_RATE}", "--channels=1", "--format=float32le")
_LATENCY = 80
"""Milliseconds that are played ahead, so that a busy machine tears no gap into the echo."""


@contextmanager
def room(echo_db: float, *, overdriven: bool = False, seed: int = 0) -> Iterator[None]:
    """Let the microphone hear the speaker in a reverberant, noisy room while the block runs.

    `echo_db`: how loud, against what is played. A loopback of PulseAudio would do the same, but
    goes on adapting its delay.
    """
    response = made_response(np.random.default_rng(seed))
    air = Air(Room(response, 0, echo_db, noise_dbfs=-60.0, overdriven=overdriven), seed)
    with (
        subprocess.Popen(
            ["pacat", "--device=mic_pipe", *_SOUND, f"--latency-msec={_LATENCY}"],
            stdin=subprocess.PIPE,
        ) as player,
        subprocess.Popen(
            ["parec", "--device=speaker.monitor", *_SOUND, "--latency-msec=10"],
            stdout=subprocess.PIPE,
        ) as recorder,
    ):

        def sound() -> None:
            assert recorder.stdout is not None
            assert player.stdin is not None
            with player.stdin as microphone:
                while len(data := recorder.stdout.read(4 * FRAME)) == 4 * FRAME:
                    microphone.write(air.heard(np.frombuffer(data, "<f4")).tobytes())
                    microphone.flush()

        sounding = threading.Thread(target=sound)
        sounding.start()
        try:
            yield
        finally:
            recorder.terminate()
            sounding.join()
            player.terminate()
