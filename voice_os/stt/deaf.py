"""What stands in place of an ear that cannot be had."""

from voice_os.audio import Samples
from voice_os.errors import Problem
from voice_os.stt import Transcript


class Deaf:
    """Says at every utterance why nothing is heard."""

    name = "nothing"

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    async def transcribe(self, samples: Samples) -> Transcript:
        """Raise the `Problem` that there is."""
        raise self._problem

    async def close(self) -> None:
        """There is nothing to free."""
