"""What needs the network, and the home, by voice: servers on this machine answer."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import keyring
import pytest
from end_to_end.by_voice import Row, hold
from skills.scripted import KeyringInMemory
from skills.test_home import Home, state
from skills.test_looking_up import DAILY, World

from voice_os.skills.home import TOKEN


@contextmanager
def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server of this process; yields its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def world(bare_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    today = datetime.now().astimezone().date()
    monkeypatch.setitem(DAILY, "time", [str(today), str(today + timedelta(days=1))])
    before = keyring.get_keyring()
    keyring.set_keyring(ring := KeyringInMemory())
    ring.set_password("voice-os", TOKEN, "right")
    Home.calls = []
    Home.states = [
        state("light.lamp", "Lamp", "on", brightness=200),
        state("switch.coffee", "Coffee machine", "off"),
    ]
    with ExitStack() as stack:
        there, home = stack.enter_context(served(World)), stack.enter_context(served(Home))
        settings = {
            "place": "bergen",
            "weather": f"{there}/forecast",
            "geocoding": f"{there}/find",
            "rates": f"{there}/rates",
            "encyclopedia": there,
            "home_assistant": f"{home}/",
        }
        lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
        allowed = ["weather", "news", "currency", "web", "home"]
        (bare_home / "config.toml").write_text(
            "\n".join(
                [
                    f"consent.network = {json.dumps(allowed)}",
                    "[world]",
                    f'feeds = ["{there}/feed"]',
                    *lines,
                ]
            )
        )
        yield bare_home
    keyring.set_keyring(before)


def did(call: str, device: str) -> bool:
    """Whether the last thing that was done at home was this."""
    service, data = Home.calls[-1]
    return service == call and data["entity_id"] == [device]


ROWS: list[Row[Path]] = [
    Row("weather.forecast", "what's the weather", "In Bergen today it is overcast"),
    Row("news.headlines", "read me the headlines", "Bridge opens in Bergen"),
    Row("currency.convert", "convert ten euros to dollars", "12.5 dollars"),
    Row("web.look_up", "search wikipedia for music", "Wikipedia says: It is a hall"),
    Row(
        "home.turn_on",
        "turn on the coffee machine",
        "Coffee machine: done",
        lambda _: did("homeassistant/turn_on", "switch.coffee"),
    ),
    Row(
        "home.turn_off",
        "turn off the coffee machine",
        "Coffee machine: done",
        lambda _: did("homeassistant/turn_off", "switch.coffee"),
    ),
    Row(
        "home.dim",
        "make the lamp darker",
        "Lamp: done",
        lambda _: did("light/turn_on", "light.lamp"),
    ),
    Row(
        "home.brighten",
        "make the lamp brighter",
        "Lamp: done",
        lambda _: did("light/turn_on", "light.lamp"),
    ),
    Row(
        "home.set_colour",
        "make the lamp red",
        "Lamp: done",
        lambda _: Home.calls[-1][1]["color_name"] == "red",
    ),
]


async def test_every_wish_is_heard_done_and_answered(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = await hold(ROWS, world, world, monkeypatch)
    assert not wrong, "\n".join(wrong)
