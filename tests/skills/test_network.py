"""Every skill that may use the network does without, until the person has allowed it."""

import socket

import pytest

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.skills import Services, Skill, Wish, run
from voice_os.skills.registry import Registry


def example(skill: Skill) -> dict[str, object]:
    """Something for every slot that is needed."""
    slots: dict[str, object] = {}
    for name in skill.slots:
        slot = skill.slots[name]
        said = next(iter(slot.examples()), "oslo")
        slots[name] = slot.parse(said)
    return slots


async def test_no_skill_opens_a_connection_that_was_not_allowed(
    services: Services, everything: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            opened.append(address)
        raise OSError("no connection in a test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)
    online = [one for one in everything.skills if Network in one.services.values()]
    assert online
    refused = 0
    for skill in online:
        try:
            await run(Wish(skill, example(skill)), {**services, Network: Network()})
        except Problem as problem:
            refused += "network" in str(problem)
    assert opened == []
    assert refused
