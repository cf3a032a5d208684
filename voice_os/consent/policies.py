"""What the person allows: a policy for each skill or subject, and who may use the network."""

from collections.abc import Callable, Collection, Mapping

from voice_os.consent import Effect, Policy


class Policies:
    """The person's policies, by the name of a skill ("mail.send") or of a subject ("mail").

    The skill's own goes before its subject's. `online` names those that may use the network.
    `keep` is told, after each change, a setting's path below `consent` and what it is now (None:
    no longer set).
    """

    def __init__(
        self,
        chosen: Mapping[str, Policy] | None = None,
        online: Collection[str] = (),
        keep: Callable[[tuple[str, ...], object], None] = lambda where, value: None,
    ) -> None:
        self.online = set(online)
        self._chosen = dict(chosen or {})
        self._keep = keep

    def of(self, skill: str, effect: Effect) -> Policy:
        """What holds for a skill. What sends is asked about, whatever it is allowed."""
        chosen = self.chosen(skill) or self.chosen(skill.partition(".")[0])
        if effect is Effect.SENDS:
            return Policy.NEVER if chosen is Policy.NEVER else Policy.ASK
        return chosen or Policy.ALLOW

    def chosen(self, name: str) -> Policy | None:
        """What the person chose for just this skill or subject."""
        return self._chosen.get(name)

    def choose(self, name: str, policy: Policy | None) -> None:
        """Let a policy hold for a skill or a subject from now on; None: what holds without one.

        The skills of a subject follow it.
        """
        for below in [one for one in self._chosen if one.startswith(f"{name}.")]:
            self._set(below, None)
        self._set(name, policy)

    def let_online(self, name: str, allowed: bool) -> None:
        """Allow a skill or a subject the network, or no longer."""
        (self.online.add if allowed else self.online.discard)(name)
        self._keep(("network",), sorted(self.online))

    def _set(self, name: str, policy: Policy | None) -> None:
        if policy is None:
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = policy
        self._keep(("policies", name), policy and policy.value)
