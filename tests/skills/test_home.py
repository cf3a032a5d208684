"""The home, through a Home Assistant of our own that speaks its REST API over a real socket."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from skills.scripted import Ask, KeyringInMemory

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.settings import WorldSettings
from voice_os.skills.acting import Acting
from voice_os.skills.home import TOKEN

TOKENS = ("Bearer right",)


def state(id: str, name: str, now: str, **about: Any) -> dict[str, Any]:  # noqa: A002
    return {"entity_id": id, "state": now, "attributes": {"friendly_name": name, **about}}


class Home(BaseHTTPRequestHandler):
    """Some things at home, and what was done with them."""

    states: list[dict[str, Any]] = []  # noqa: RUF012
    calls: list[tuple[str, Any]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self._answer(Home.states)

    def do_POST(self) -> None:
        data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] in TOKENS:
            Home.calls.append((self.path.removeprefix("/api/services/"), data))
        self._answer([])

    def _answer(self, told: object) -> None:
        known = self.headers["Authorization"] in TOKENS
        body = json.dumps(told).encode() if known else b""
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *about: object) -> None:
        """Say nothing."""


@pytest.fixture
def home(acting: Acting, keyring: KeyringInMemory) -> Iterator[type[Home]]:
    keyring.set_password("voice-os", TOKEN, "right")
    Home.calls = []
    Home.states = [
        state("light.kitchen", "Kitchen light", "off"),
        state("light.kitchen_2", "Kitchen table lamp", "on", brightness=100),
        state("light.bedroom", "Bedroom light", "on", brightness=200),
        state("switch.coffee", "Coffee machine", "off"),
        state("sensor.window", "Bedroom window", "closed"),
    ]
    with ThreadingHTTPServer(("127.0.0.1", 0), Home) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        world = WorldSettings(home_assistant=f"http://127.0.0.1:{server.server_port}/")
        acting.serve({WorldSettings: world, Network: Network({"home"})})
        yield Home
        server.shutdown()
        thread.join()


async def test_one_thing_is_switched_by_its_name(home: type[Home], ask: Ask) -> None:
    assert await ask("turn on the coffee machine") == "Coffee machine: done."
    assert home.calls == [("homeassistant/turn_on", {"entity_id": ["switch.coffee"]})]


async def test_all_of_a_kind_in_a_room_are_switched(home: type[Home], ask: Ask) -> None:
    assert await ask("turn off all the lights in the kitchen") == "Two things: done."
    ((service, data),) = home.calls
    assert service == "homeassistant/turn_off"
    assert data["entity_id"] == ["light.kitchen", "light.kitchen_2"]


async def test_a_light_is_dimmed_and_coloured_and_brought_back(home: type[Home], ask: Ask) -> None:
    await ask("dim the bedroom light to 30 percent")
    await ask("make the bedroom light blue")
    assert home.calls == [
        ("light/turn_on", {"entity_id": ["light.bedroom"], "brightness_pct": 30}),
        ("light/turn_on", {"entity_id": ["light.bedroom"], "color_name": "blue"}),
    ]
    assert await ask("undo that") == "It is as it was."
    assert home.calls[2] == (
        "homeassistant/turn_on",
        {"entity_id": "light.bedroom", "brightness": 200},
    )


async def test_what_is_not_there_is_a_sentence(home: type[Home], ask: Ask) -> None:
    with pytest.raises(Problem, match="nothing called sauna"):
        await ask("turn on the sauna")


async def test_a_wrong_token_and_none_are_sentences(
    home: type[Home], keyring: KeyringInMemory, ask: Ask
) -> None:
    keyring.set_password("voice-os", TOKEN, "wrong")
    with pytest.raises(Problem, match="refused, with the number 401"):
        await ask("turn on the coffee machine")
    keyring.delete_password("voice-os", TOKEN)
    with pytest.raises(Problem, match="wants its access token"):
        await ask("turn on the coffee machine")
    assert not home.calls


async def test_without_an_address_she_says_what_to_set_up(acting: Acting, ask: Ask) -> None:
    acting.serve({WorldSettings: WorldSettings(), Network: Network({"home"})})
    with pytest.raises(Problem, match=r"world\.home_assistant"):
        await ask("switch off the heater")
