"""What comes of an exchange that counted, and was heard: told in one place, and in one order."""

from collections.abc import Callable

from voice_os.dialogue.acquaintance import Acquaintance
from voice_os.dialogue.calling import acts
from voice_os.dialogue.course import Course
from voice_os.dialogue.history import Exchanged, own
from voice_os.dialogue.remembrance import Remembrance
from voice_os.dialogue.turn import Reply
from voice_os.persona.cadence import waves_away
from voice_os.persona.curiosity import Curiosity
from voice_os.persona.disposition import Disposition
from voice_os.persona.drift import Drift
from voice_os.restraint.restraint import Restraint
from voice_os.skills.acting import Acting
from voice_os.skills.outside import tells_outside


class Afterwards:
    """Tells her mood, her curiosity, her memory and whatever else rides along."""

    def __init__(
        self,
        course: Course,
        *,
        acting: Acting,
        restraint: Restraint,
        disposition: Disposition,
        drift: Drift,
        memory: Remembrance | None,
        curiosity: Curiosity | None,
        acquaintance: Acquaintance | None,
    ) -> None:
        self._course = course
        self._acting = acting
        self._restraint = restraint
        self._disposition = disposition
        self._drift = drift
        self._memory = memory
        self._curiosity = curiosity
        self._acquaintance = acquaintance
        self.when_answered: list[Callable[[], None]] = []
        self.when_in_danger: list[Callable[[], None]] = []
        if memory is not None:
            memory.when_forgotten(self._forget)

    def tell(self, reply: Reply, heard: str) -> None:
        """An exchange is over, and this was heard of her answer."""
        self.over(heard)
        for tell in self.when_answered:
            tell()
        self._close_opening(reply.said)
        if reply.turn.concern is not None:
            self._in_danger(heard)
            return
        self._restraint.heard(heard, reply.guard)
        course = self._course
        if heard and course.care.startswith(heard):  # she has only said it again
            return
        course.leant = course.leant or bool(reply.turn.found.people)
        if course.forgets:  # the wish to forget something names it
            course.forgets = False
            return
        self._move_her(reply, heard)
        self._keep(reply, heard)

    def announced(self, heard: str) -> None:
        """This was heard of something that was no answer."""
        self.over(heard)
        self._course.last_answer = heard or self._course.last_answer

    def over(self, heard: str) -> None:
        """Something that she said is over: only a question that was heard is open."""
        self._acting.over(heard)
        if self._acquaintance is not None:
            self._acquaintance.heard(heard)

    def _close_opening(self, said: str) -> None:
        """What she said first has been answered now."""
        opening, self._course.opening = self._course.opening, None
        if opening is not None and waves_away(said):
            opening.let_be()

    def _in_danger(self, heard: str) -> None:
        """The person may be in danger: nothing is asked or said out of turn for a while."""
        if self._curiosity is not None:
            self._curiosity.hold_back()
        for tell in self.when_in_danger:
            tell()
        self._restraint.cared(heard)
        if self._acquaintance is not None:
            self._acquaintance.put_off()
        self._course.care = heard
        self._course.last_answer = heard or self._course.last_answer

    def _move_her(self, reply: Reply, heard: str) -> None:
        """Her mood, her manner and her curiosity go with what was said."""
        self._disposition.take(reply.said, self._course.sound)
        self._drift.take(reply.said)
        self._course.sound = None
        if self._curiosity is not None:
            found = reply.turn.found
            task = reply.task or bool(found.ran)
            offered = found.asks[0] if found.asks and not task else None
            self._curiosity.take(reply.said, heard, offered, task=task)

    def _keep(self, reply: Reply, heard: str) -> None:
        """Memory and history keep it."""
        course, found = self._course, reply.turn.found
        if self._memory is not None:
            self._memory.remember(reply.said, heard)
            if found.told:
                self._memory.told(found.told)
        if any(map(acts, found.offered)):
            course.history = own(course.history)
        outside = any(map(tells_outside, found.ran))
        course.history.append(Exchanged(reply.turn.prompt, heard, outside))
        if reply.repeatable and heard:
            course.last_answer = heard

    def _forget(self) -> None:
        """Something was forgotten."""
        self._course.forget()
        if self._curiosity is not None:
            self._curiosity.forget()
