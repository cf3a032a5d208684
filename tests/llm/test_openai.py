"""Against llama-cpp-python's own server, and against small ones that misbehave."""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import keyring
import pytest
from keyring.errors import KeyringError

from voice_os.errors import Problem
from voice_os.llm import Message
from voice_os.llm.openai import OpenAIServer
from voice_os.llm.tools import Call, Tool

FRONT = Message("system", "You are a kind voice.")
ASK = [FRONT, Message("user", "what time is it")]


async def connect(base_url: str, model: str | None = None, context: int = 2048) -> OpenAIServer:
    return await OpenAIServer.connect(
        base_url, model=model, context=context, max_tokens=64, temperature=0
    )


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of whoever runs the tests stay out of them."""
    monkeypatch.delenv("VOICE_OS_LLM_KEY", raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setattr(keyring, "get_password", lambda _service, _name: None)


# The real server


@pytest.fixture(scope="session")
def real_server(tiny_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """llama-cpp-python's server with the stand-in model and the key "secret"; its address."""
    pytest.importorskip("sse_starlette", reason="llama-cpp-python[server] is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, "-m", "llama_cpp.server", "--host", "127.0.0.1"]
    options = ["--model", str(tiny_models / "tiny-llm.gguf"), "--model_alias", "tiny"]
    options += ["--port", str(port), "--n_ctx", "2048", "--api_key", "secret"]
    with log.open("wb") as output:
        process = subprocess.Popen([*command, *options], stdout=output, stderr=output)
    url = f"http://127.0.0.1:{port}/v1"
    try:
        _wait_until_it_answers(url, process, log)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < give_up:
        try:
            httpx2.get(f"{url}/models", trust_env=False)
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")


@pytest.fixture
async def real(real_server: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[OpenAIServer]:
    monkeypatch.setenv("VOICE_OS_LLM_KEY", "secret")
    server = await connect(real_server)
    yield server
    await server.close()


async def test_a_real_server_answers_in_pieces(real: OpenAIServer) -> None:
    assert real.name == "tiny at 127.0.0.1"
    await real.prefill([FRONT])
    pieces = [piece async for piece in real.stream(ASK)]
    assert "".join(pieces) == "It is half past nine."
    assert len(pieces) > 3


async def test_a_real_server_answers_again_after_an_answer_was_cut_off(real: OpenAIServer) -> None:
    story = real.stream([FRONT, Message("user", "tell me a story")])
    assert await anext(story) == "Once"
    await story.aclose()
    assert "".join([piece async for piece in real.stream(ASK)]) == "It is half past nine."


async def test_a_conversation_longer_than_the_context_keeps_its_front_and_end(
    real: OpenAIServer,
) -> None:
    long = [Message(role, "word " * 200) for role in ("user", "assistant") * 20]
    pieces = [piece async for piece in real.stream([FRONT, *long, ASK[-1]])]
    assert "".join(pieces) == "It is half past nine."


async def test_a_real_server_refuses_the_wrong_key(
    real_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICE_OS_LLM_KEY", "wrong")
    with pytest.raises(Problem, match="VOICE_OS_LLM_KEY"):
        await connect(real_server)


async def test_the_key_may_lie_in_the_keyring(
    real_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {("voice-os", "llm"): "secret"}
    monkeypatch.setattr(keyring, "get_password", lambda *where: secrets.get(where))
    server = await connect(real_server)
    assert "".join([piece async for piece in server.stream(ASK)]) == "It is half past nine."
    await server.close()


@pytest.mark.parametrize("key", [" secret", "secret\n", "secret\r\n"])
async def test_white_space_around_the_key_is_none_of_it(
    real_server: str, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("VOICE_OS_LLM_KEY", key)
    await (await connect(real_server)).close()


@pytest.mark.parametrize("key", ["schlüssel", "two\nlines", "\u200bsecret"])
async def test_what_can_be_no_key_is_a_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("VOICE_OS_LLM_KEY", key)
    with pytest.raises(Problem, match="VOICE_OS_LLM_KEY") as problem:
        await connect("http://127.0.0.1:9/v1")
    assert key not in str(problem.value)
    monkeypatch.delenv("VOICE_OS_LLM_KEY")
    monkeypatch.setattr(keyring, "get_password", lambda *_: key)
    with pytest.raises(Problem, match="`voice-os llm` in the keyring"):
        await connect("http://127.0.0.1:9/v1")


@pytest.mark.parametrize("error", [KeyringError("locked"), OSError("no bus"), RuntimeError()])
async def test_a_keyring_that_fails_is_none_and_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def fail(*_: str) -> str:
        raise error

    monkeypatch.setattr(keyring, "get_password", fail)
    async with talking_to(_stream("data: [DONE]")) as (_, hostile):
        assert "authorization" not in hostile.requests[0].lower()
    assert repr(error) in caplog.text


# Servers that misbehave


class Hostile:
    """A server that lists the model "m" and answers a chat with `reply`, written as it stands.

    Unless `hangs_up`, it then leaves the connection open. `requests` are what it was sent;
    `left` is set when a connection was closed from the other side.
    """

    def __init__(self, reply: bytes, hangs_up: bool) -> None:
        self.reply = reply
        self.hangs_up = hangs_up
        self.requests: list[str] = []
        self.left = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                request = head.decode()
                size = request.lower().partition("content-length: ")[2].partition("\r\n")[0]
                self.requests.append(request + (await reader.readexactly(int(size or 0))).decode())
                if request.startswith("GET"):
                    writer.write(_response("200 OK", json.dumps({"data": [{"id": "m"}]})))
                    continue
                writer.write(self.reply)
                if self.hangs_up:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            self.left.set()
        finally:
            writer.close()


def _response(status: str, body: str) -> bytes:
    length = len(body.encode())
    return f"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{body}".encode()


def _stream(*events: str) -> bytes:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    return (head + "".join(f"{event}\n\n" for event in events)).encode()


def _delta(text: str, finish: str | None = None) -> str:
    choice = {"delta": {"content": text}, "finish_reason": finish}
    return "data: " + json.dumps({"choices": [choice]})


@asynccontextmanager
async def talking_to(
    reply: bytes, *, hangs_up: bool = True
) -> AsyncIterator[tuple[OpenAIServer, Hostile]]:
    """A connection to a hostile server."""
    hostile = Hostile(reply, hangs_up)
    listening = await asyncio.start_server(hostile.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    server = await connect(f"http://127.0.0.1:{port}/v1/")
    try:
        yield server, hostile
    finally:
        await server.close()
        listening.close()
        await listening.wait_closed()


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        ("401 Unauthorized", "", "refuses the key"),
        ("404 Not Found", "", r"llm\.base_url"),
        ("429 Too Many Requests", "", "enough requests"),
        ("500 Internal Server Error", "oh dear", r"in trouble \(500\): oh dear"),
        ("503 Service Unavailable", "", "in trouble"),
        ("400 Bad Request", '{"error": {"message": "too long"}}', r"\(400\): too long"),
    ],
)
async def test_a_refusal_is_a_sentence(status: str, body: str, sentence: str) -> None:
    async with talking_to(_response(status, body)) as (server, _):
        with pytest.raises(Problem, match=sentence):
            await anext(server.stream(ASK))


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([_delta("Hel")], "broke off"),
        ([_delta("Hel"), "data: {"], "broke off"),
        ([_delta("Hel"), 'data: {"choices": 3}'], "broke off"),
        ([_delta("Hel"), "data: [1, 2]"], "broke off"),
        ([_delta("Hel"), 'data: {"error": {"message": "no memory"}}'], "no memory"),
    ],
)
async def test_a_broken_stream_is_a_sentence_after_what_was_said(
    events: list[str], sentence: str
) -> None:
    async with talking_to(_stream(*events)) as (server, _):
        stream = server.stream(ASK)
        assert await anext(stream) == "Hel"
        with pytest.raises(Problem, match=sentence):
            await anext(stream)


async def test_comments_statistics_and_empty_pieces_are_passed_over() -> None:
    events = [": ping", _delta(""), "event: x", _delta("Hello"), 'data: {"choices": []}']
    async with talking_to(_stream(*events, _delta("", "stop"), "data: [DONE]")) as (server, _):
        assert [piece async for piece in server.stream(ASK)] == ["Hello"]


async def test_a_stream_may_end_without_saying_done() -> None:
    async with talking_to(_stream(_delta("Hello", "stop"))) as (server, _):
        assert [piece async for piece in server.stream(ASK)] == ["Hello"]


async def test_a_server_that_falls_silent_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice_os.llm.openai._TIMEOUT", httpx2.Timeout(10, read=0.3))
    async with talking_to(_stream(_delta("Hel")), hangs_up=False) as (server, _):
        stream = server.stream(ASK)
        assert await anext(stream) == "Hel"
        with pytest.raises(Problem, match="takes too long"):
            await anext(stream)


async def test_cancelling_hangs_up_at_once() -> None:
    async with talking_to(_stream(_delta("Hel")), hangs_up=False) as (server, hostile):
        stream = server.stream(ASK)
        assert await anext(stream) == "Hel"
        async with asyncio.timeout(5), asyncio.TaskGroup() as group:
            waiting = group.create_task(anext(stream))
            await asyncio.sleep(0)
            waiting.cancel()
        async with asyncio.timeout(5):
            await hostile.left.wait()


async def test_no_server_at_all_is_a_sentence() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Problem, match=r"No language model server answers at .*Start it"):
        await connect(f"http://127.0.0.1:{port}/v1")


@pytest.mark.parametrize("url", ["", "localhost:8080", "ftp://here", "http://", "http://a:b:c"])
async def test_what_is_no_address_is_a_sentence(url: str) -> None:
    with pytest.raises(Problem, match=r"llm\.base_url"):
        await connect(url)


async def test_openai_s_own_key_is_shown_to_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "for OpenAI alone")
    async with talking_to(_stream("data: [DONE]")) as (server, hostile):
        assert [piece async for piece in server.stream(ASK)] == []
        assert len(hostile.requests) == 2
        assert not any("for OpenAI alone" in request for request in hostile.requests)


async def test_what_stays_on_this_machine_goes_through_no_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with talking_to(_stream("data: [DONE]")) as (server, _):
        assert [piece async for piece in server.stream(ASK)] == []


# Tools

LIGHT = Tool("light", "light a lamp", {"room": {"type": "string"}})


def _called(name: str | None, arguments: str, finish: str | None = None) -> str:
    function = {"arguments": arguments, **({"name": name} if name else {})}
    choice = {"delta": {"tool_calls": [{"index": 0, "function": function}]}}
    return "data: " + json.dumps({"choices": [{**choice, "finish_reason": finish}]})


async def test_a_call_of_a_tool_is_gathered_from_its_pieces() -> None:
    pieces = [_called("light", ""), _called(None, '{"room": '), _called(None, '"hall"}')]
    async with talking_to(_stream(*pieces, "data: [DONE]")) as (server, hostile):
        said = [piece async for piece in server.answer_or_call(ASK, [LIGHT])]
        assert said == [Call("light", {"room": "hall"})]
        asked = json.loads(hostile.requests[-1].partition("\r\n\r\n")[2])
    assert asked["tools"][0]["function"]["name"] == "light"
    assert asked["tools"][0]["function"]["parameters"]["properties"]["room"]["type"] == "string"


@pytest.mark.parametrize(
    ("name", "arguments"), [("reboot", "{}"), ("light", "{"), ('"}, "x": {"', "{}"), ("light", "7")]
)
async def test_a_call_of_nothing_that_was_offered_is_none(name: str, arguments: str) -> None:
    async with talking_to(_stream(_called(name, arguments), "data: [DONE]")) as (server, _):
        assert [piece async for piece in server.answer_or_call(ASK, [LIGHT])] == []


async def test_with_tools_or_without_talk_is_talk() -> None:
    async with talking_to(_stream(_delta("Hello."), "data: [DONE]")) as (server, hostile):
        assert [piece async for piece in server.answer_or_call(ASK, [LIGHT])] == ["Hello."]
    async with talking_to(_stream(_delta("Hello."), "data: [DONE]")) as (server, hostile):
        assert [piece async for piece in server.stream(ASK)] == ["Hello."]
        assert "tools" not in hostile.requests[-1]


async def test_a_server_that_takes_no_tools_is_offered_none() -> None:
    class Untooled(Hostile):
        @property
        def reply(self) -> bytes:
            if '"tools"' in self.requests[-1]:
                return _response("500 Internal Server Error", "tools need a flag")
            return _stream(_delta("Hello."), "data: [DONE]")

        @reply.setter
        def reply(self, _: bytes) -> None:
            pass

    hostile = Untooled(b"", hangs_up=False)
    listening = await asyncio.start_server(hostile.serve, "127.0.0.1", 0)
    server = await connect(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1/")
    for _ in range(2):
        hostile.hangs_up = False
        said = []
        async for piece in server.answer_or_call(ASK, [LIGHT]):
            said.append(piece)
            break
        assert said == ["Hello."]
    assert sum('"tools"' in request for request in hostile.requests) == 1
    await server.close()
    listening.close()
