import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from voice_os.desktop import Command, Way


@asynccontextmanager
async def _listening(way: Way) -> AsyncIterator[asyncio.Queue[Command]]:
    heard: asyncio.Queue[Command] = asyncio.Queue()
    ready = asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        task = group.create_task(way.listen(heard.put_nowait, ready.set))
        await ready.wait()
        yield heard
        task.cancel()


@pytest.fixture
def listening() -> Callable[[Way], AbstractAsyncContextManager[asyncio.Queue[Command]]]:
    """Lets a way listen for as long as the block lasts, ready from its first line on.

    The block gets what is heard, in order, and may take 30 seconds.
    """
    return _listening
