"""What the person allows: a policy for each skill or subject, and what holds without one."""

from collections.abc import Callable, Mapping

from voice_os.consent import Effect, Policy


class Policies:
    """The person's policies, by the name of a skill ("mail.send") or of a subject ("mail").

    The skill's own goes before its subject's. `keep` is told each one that is chosen, to keep it.
    """

    def __init__(
        self,
        chosen: Mapping[str, Policy] | None = None,
        keep: Callable[[str, Policy], None] = lambda name, policy: None,
    ) -> None:
        self._chosen = dict(chosen or {})
        self._keep = keep

    def of(self, skill: str, effect: Effect) -> Policy:
        """What holds for a skill. What sends is asked about, whatever it is allowed."""
        chosen = self._chosen.get(skill) or self._chosen.get(skill.partition(".")[0])
        if effect is Effect.SENDS:
            return Policy.NEVER if chosen is Policy.NEVER else Policy.ASK
        return chosen or Policy.ALLOW

    def choose(self, name: str, policy: Policy) -> None:
        """Let a policy hold for a skill or a subject from now on; its skills follow it."""
        for below in [one for one in self._chosen if one.startswith(f"{name}.")]:
            del self._chosen[below]
        self._chosen[name] = policy
        self._keep(name, policy)
