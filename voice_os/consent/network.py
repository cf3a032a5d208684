"""The one door to the network: whoever needs something from outside asks here first."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlsplit

from voice_os.errors import Problem

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds that a server has to answer."""

LARGEST = 5_000_000
"""Bytes of the largest answer that is read."""


@dataclass(frozen=True, slots=True)
class Network:
    """The network as one skill has it. Of itself it is closed: `allowed` names who may use it.

    `allowed` is asked anew each time; it holds subjects ("weather") and names of skills
    ("weather.tell"). A skill that sends finds the door open only when the person has said yes to
    what is being sent.
    """

    allowed: Collection[str] = ()
    skill: str = ""
    is_open: Callable[[], bool] = lambda: True

    def of(self, skill: str, is_open: Callable[[], bool]) -> "Network":
        """The door as a skill of this name has it. `is_open`: whether it may pass now."""
        return replace(self, skill=skill, is_open=is_open)

    def require(self) -> None:
        """Call this before a library is let onto the network. Raises `Problem` where it may not."""
        subject = self.skill.partition(".")[0]
        if subject not in self.allowed and self.skill not in self.allowed:
            called = subject.replace("_", " ")
            raise Problem(
                f"For that I need the network, and you have not allowed it to {called}. "
                f"Say: allow {called} to use the network."
            )
        if not self.is_open():
            raise Problem("Nothing is sent before you have said yes to it.")

    async def run(self, call: Callable[[], T]) -> T:
        """Run a blocking call that uses the network, on a thread. Raises `Problem` as `require`."""
        import asyncio

        self.require()
        return await asyncio.to_thread(call)

    async def fetch(
        self,
        url: str,
        parameters: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        post: object = None,
    ) -> bytes:
        """What is at an address (http or https), or what it answers to `post`, sent as JSON.

        Raises `Problem` where it cannot be had.
        """
        self.require()
        if urlsplit(url).scheme not in ("http", "https"):
            raise Problem("Only addresses that begin with http or https can be looked up.")
        import httpx2

        content = bytearray()
        try:
            async with (
                httpx2.AsyncClient(timeout=PATIENCE, follow_redirects=True) as client,
                client.stream(
                    "GET" if post is None else "POST",
                    url,
                    params=parameters,
                    headers=headers,
                    json=post,
                ) as answer,
            ):
                answer.raise_for_status()
                async for chunk in answer.aiter_bytes():
                    content += chunk
                    if len(content) > LARGEST:
                        raise Problem("What is there is too large for me to read.")
        except httpx2.HTTPStatusError as error:
            code = error.response.status_code
            raise Problem(f"{urlsplit(url).hostname} refused, with the number {code}.") from None
        except (httpx2.HTTPError, httpx2.InvalidURL):
            raise Problem(f"{urlsplit(url).hostname} cannot be reached.") from None
        return bytes(content)
