"""How the machine is, by what psutil says of it."""

from typing import NamedTuple

import psutil
import pytest
from skills.scripted import Ask, ScriptedClock

GIGA = 1_000_000_000


class Battery(NamedTuple):
    percent: float
    secsleft: int | None
    power_plugged: bool


class Size(NamedTuple):
    total: float
    available: float
    free: float


class State(NamedTuple):
    isup: bool


class Family(NamedTuple):
    name: str


class Address(NamedTuple):
    family: Family
    address: str


@pytest.mark.parametrize(
    ("battery", "said"),
    [
        (None, "This machine has no battery."),
        (
            Battery(81.4, 5400, False),
            "Eighty-one percent, which lasts about one hour and thirty minutes.",
        ),
        (Battery(100, None, True), "One hundred percent, and plugged in."),
        (Battery(12, -2, False), "Twelve percent, and not plugged in."),
    ],
)
async def test_the_battery(
    monkeypatch: pytest.MonkeyPatch, ask: Ask, battery: Battery | None, said: str
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery, raising=False)
    assert await ask("how is my battery") == said


async def test_disk_and_memory(monkeypatch: pytest.MonkeyPatch, ask: Ask) -> None:
    size = Size(500 * GIGA, 6.2 * GIGA, 80 * GIGA)
    monkeypatch.setattr(psutil, "disk_usage", lambda path: size)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: size)
    assert await ask("how much disk space is left") == "Eighty of five hundred gigabytes are free."
    assert await ask("how much memory is free") == "6.2 of 500 gigabytes of memory are free."


async def test_the_network_and_no_more_than_is_known(
    monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    there = {"lo": State(True), "eth0": State(True), "eth1": State(False)}
    addresses = {
        name: [Address(Family("AF_INET"), f"10.0.0.{n}"), Address(Family("AF_INET6"), "fe80::1")]
        for n, name in enumerate(there)
    }
    monkeypatch.setattr(psutil, "net_if_stats", lambda: there)
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: addresses)
    said = await ask("am i online")
    assert said.startswith("This machine is in a network, as 10.0.0.1.")
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {"lo": State(True)})
    assert await ask("am i online") == "This machine is in no network."


async def test_how_long_it_has_been_on(
    monkeypatch: pytest.MonkeyPatch, clock: ScriptedClock, ask: Ask
) -> None:
    monkeypatch.setattr(psutil, "boot_time", lambda: clock.time.timestamp() - 7500)
    assert await ask("how long has the computer been on") == "For two hours and five minutes."
