import asyncio
import threading

from voice_os.worker import Worker


async def test_the_loop_goes_on_while_a_worker_that_closes_waits_for_its_call() -> None:
    worker, begun, go_on = Worker("test"), threading.Event(), threading.Event()

    def call() -> None:
        begun.set()
        assert go_on.wait(10), "the loop stood still"

    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(worker.run(call))
        await asyncio.to_thread(begun.wait)
        closing = tasks.create_task(worker.close())
        await asyncio.sleep(0)
        assert not closing.done()
        go_on.set()
    assert running.done()


async def test_calls_that_wait_are_dropped_when_a_worker_closes() -> None:
    worker, go_on = Worker("test"), threading.Event()
    made: list[int] = []
    first = asyncio.ensure_future(worker.run(go_on.wait, 10))
    second = asyncio.ensure_future(worker.run(made.append, 2))
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(worker.close())
    await asyncio.wait([second], timeout=10)
    go_on.set()
    await closing
    assert second.cancelled()
    assert await first
    assert not made
