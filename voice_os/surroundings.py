"""Where she hears, where she speaks, and how she is told to listen."""

from dataclasses import dataclass

from voice_os.audio import AudioSink, AudioSource
from voice_os.desktop import KeySource


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a conversation needs around it."""

    source: AudioSource
    sink: AudioSink
    keys: KeySource
