"""The bridge between blocking engines and the event loop."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_END = object()


class Worker:
    """One thread that a blocking engine lives on.

    Calls run one after another in the order they were made. Cancelling a call that has begun
    does not interrupt it; its result is dropped.
    """

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `call` on the thread and return what it returns, or raise what it raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: call(*args, **kwargs))

    async def iterate(self, items: Generator[T, None, None]) -> AsyncGenerator[T, None]:
        """Yield from a blocking generator, pulling each item only when it is asked for.

        Pulling makes cancelling exact: the engine stops after the item it is at.
        """
        try:
            while (item := await self.run(next, items, _END)) is not _END:
                yield item  # type: ignore[misc]  # _END is the only other object
        finally:
            await self.run(items.close)

    async def close(self) -> None:
        """Let the running call end, drop those that wait, and end the thread."""
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)
