"""The exchanges: one on trial, one under way, and what waits to be announced."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from voice_os.audio import AudioSink, Samples
from voice_os.audio.earcons import Earcon
from voice_os.conversation.engines import Engines
from voice_os.conversation.exchange import Accept, Exchange
from voice_os.dialogue.dialogue import Dialogue
from voice_os.events import DraftDropped, Event, TurnReopened


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something to say that is no answer; `on_heard` is told once some of it was heard."""

    text: str
    on_heard: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Turn:
    """An exchange and the task it runs in. `announcement`: what it says, if it answers nobody."""

    exchange: Exchange
    task: asyncio.Task[None]
    announcement: Announcement | None = None

    def give_up(self) -> None:
        """Cancel it, and everything under it."""
        if not self.exchange.abandoned:  # cancelled twice, it would not end in order
            self.exchange.abandon()
            self.task.cancel()


class Answering:
    """Begins exchanges, commits them, and gives them up. `draft` is on trial, `current` counts.

    One that was given up is `current` until it has left what it has to leave; the next one waits.
    """

    def __init__(
        self,
        *,
        engines: Engines,
        dialogue: Dialogue,
        sink: AudioSink,
        chime: Callable[[Earcon], None],
        publish: Callable[[Event], None],
        tasks: asyncio.TaskGroup,
        on_over: Callable[[Exchange], None],
    ) -> None:
        """`on_over` is told when the current exchange is over, however it ended."""
        self.draft: Turn | None = None
        self.current: Turn | None = None
        self._engines = engines
        self._dialogue = dialogue
        self._sink = sink
        self._chime = chime
        self._publish = publish
        self._tasks = tasks
        self._on_over = on_over
        self._turns = 0
        self._announcements: deque[Announcement] = deque()

    @property
    def busy(self) -> bool:
        """Whether she is about to answer, or answering."""
        return self.current is not None and not self.current.exchange.abandoned

    @property
    def speaking(self) -> bool:
        """Whether something of her answer has been heard, and more may be."""
        return self.busy and self.current is not None and self.current.exchange.speaking

    @property
    def understood(self) -> str:
        """The words that are being answered on trial; "" where none are known."""
        return (self.draft and self.draft.exchange.understood) or ""

    @property
    def accepted(self) -> bool | None:
        """Whether what is on trial was said to her; None while that is not known."""
        return self.draft.exchange.accepted if self.draft else None

    @property
    def failed(self) -> bool:
        """Whether what is on trial cannot be understood, or answered."""
        return self.draft is not None and self.draft.exchange.failed

    @property
    def has_announcements(self) -> bool:
        """Whether something waits to be said."""
        return bool(self._announcements)

    def begin(self, utterance: Samples | str, accept: Accept, *, surely: bool) -> Turn:
        """Begin to answer an utterance on trial, in place of what was on trial before."""
        self.drop()
        exchange = self._exchange(accept, surely)
        self.draft = self._start(exchange, exchange.reply_to(utterance))
        return self.draft

    def drop(self) -> None:
        """Throw away what is on trial. Harmless where nothing is."""
        if self.draft is not None:
            self.draft.give_up()
            self.draft = None
            self._publish(DraftDropped())

    def commit(self, *, speech_end: float | None = None, released: float | None = None) -> None:
        """What was on trial counts. Times are the event loop's."""
        if self.draft is not None:
            turn, self.draft = self.draft, None
            self._take(turn)
            turn.exchange.commit(speech_end=speech_end, released=released)

    def interrupt(self) -> asyncio.Task[None] | None:
        """Silence her and give the current exchange up.

        Returns its task, which may take a moment.
        """
        if self.current is None:
            return None
        self._sink.stop()
        self.current.give_up()
        return self.current.task

    def withdraw(self) -> asyncio.Task[None] | None:
        """The person goes on before they heard anything: the current exchange never was.

        Returns its task, as `interrupt` does.
        """
        if self.current is None:
            return None
        withdrawn = self.interrupt()
        self.current.exchange.withdraw()
        self._publish(TurnReopened(self.current.exchange.turn))
        self._turns -= 1
        return withdrawn

    def announce(self, announcement: Announcement) -> None:
        """Say something as soon as `say_waiting` is called and nobody speaks."""
        self._announcements.append(announcement)

    def say_waiting(self) -> bool:
        """Begin the next announcement, if there is one."""
        if not self._announcements:
            return False
        exchange, next_one = self._exchange(), self._announcements.popleft()
        self._take(self._start(exchange, exchange.announce(next_one.text), next_one))
        exchange.commit()
        return True

    async def finish(self) -> None:
        """Drop what is on trial and let the current exchange come to its end."""
        self.drop()
        while self.current is not None:
            await asyncio.wait([self.current.task])

    def _exchange(self, accept: Accept = lambda words: words, surely: bool = True) -> Exchange:
        return Exchange(
            self._turns + 1,
            accept=accept,
            surely=surely,
            engines=self._engines,
            dialogue=self._dialogue,
            sink=self._sink,
            chime=self._chime,
            publish=self._publish,
        )

    def _start(
        self,
        exchange: Exchange,
        work: Coroutine[None, None, None],
        announcement: Announcement | None = None,
    ) -> Turn:
        task = self._tasks.create_task(_after(self.current, work))
        turn = Turn(exchange, task, announcement)
        task.add_done_callback(lambda _: self._finished(turn, work))
        return turn

    def _take(self, turn: Turn) -> None:
        self._turns += 1
        self.current = turn

    def _finished(self, turn: Turn, work: Coroutine[None, None, None]) -> None:
        """A turn is over, whether it came to its end, was cut off, or never began."""
        work.close()
        if turn.announcement is not None:
            if turn.exchange.heard:
                turn.announcement.on_heard()
            elif turn.task.cancelled():
                self._announcements.appendleft(turn.announcement)
        if self.current is turn:
            self.current = None
            self._on_over(turn.exchange)


async def _after(before: Turn | None, work: Coroutine[None, None, None]) -> None:
    """Let the turn before come to its end first: what it leaves in history comes before.

    Who waits for this one, waits for that one as well, even if this one is cancelled.
    """
    if before is not None:
        try:
            await asyncio.wait([before.task])
        except asyncio.CancelledError:
            await asyncio.wait([before.task])
            raise
    await work
