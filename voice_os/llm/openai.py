"""A language model on any server that speaks OpenAI's chat completions: llama.cpp, Ollama, vLLM …

The protocol: https://platform.openai.com/docs/api-reference/chat/create
"""

import ipaddress
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress
from dataclasses import asdict
from typing import Any, Final

import httpx2

from voice_os.errors import Problem
from voice_os.llm import Message
from voice_os.llm.context import alternating, fitting
from voice_os.llm.server_key import key_for
from voice_os.llm.tools import Call, Tool, call, parameters

_TIMEOUT: Final = httpx2.Timeout(10.0, read=60.0)
"""A large model may read a long prompt for a while before its first word."""

_BYTES_PER_TOKEN: Final = 3
"""Only the server can count tokens. English has about 4 bytes in one: this is on the safe side."""

_FRAME: Final = 8
"""Tokens around a message."""

_NO_TOOLS: Final = (400, 404, 422, 500, 501)
"""How servers answer a request with tools whose model, or who themselves, know none."""

_log = logging.getLogger(__name__)


class OpenAIServer:
    """A `LanguageModel` on an OpenAI-compatible server. Make it with `connect`."""

    def __init__(
        self,
        client: httpx2.AsyncClient,
        model: str,
        *,
        context: int,
        max_tokens: int,
        temperature: float,
    ) -> None:
        """Use `connect`."""
        self._client = client
        self._model = model
        self._room = context - min(max_tokens, context // 2)
        self._max_tokens = max_tokens
        self._temperature = temperature
        self._knows_tools = True

    @classmethod
    async def connect(
        cls,
        base_url: str,
        *,
        model: str | None,
        context: int,
        max_tokens: int,
        temperature: float,
    ) -> "OpenAIServer":
        """Reach the server at `base_url` ("http://localhost:8080/v1").

        Without a `model` the first that the server lists is taken. Raises `Problem` where the
        server cannot be reached, refuses the key, or names no model.
        """
        client = await _client(base_url)
        try:
            with _problems(client.base_url):
                response = await client.get("models")
                # A server without a list is fine with a model named: it is asked for soon enough.
                if model is None or response.status_code != httpx2.codes.NOT_FOUND:
                    await _answered(response)
            chosen = model or _first_model(response)
        except BaseException:
            await client.aclose()
            raise
        return cls(
            client,
            chosen,
            context=context,
            max_tokens=max_tokens,
            temperature=temperature,
        )

    @property
    def name(self) -> str:
        """The model and where it runs, for people."""
        return f"{self._model} at {self._client.base_url.host}"

    @property
    def remark(self) -> str:
        """Nothing is known of a server that could be better."""
        return ""

    async def prefill(self, messages: Sequence[Message]) -> None:
        """Do nothing: the protocol has no way to ask for it, and a server keeps its own cache."""

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """Yield the answer's text in pieces; see `LanguageModel.stream`.

        Closing the iterator closes the connection, upon which servers stop. Raises `Problem`
        where the server refuses, breaks off or falls silent.
        """
        async with aclosing(self.answer_or_call(messages, ())) as pieces:
            async for piece in pieces:
                if isinstance(piece, str):
                    yield piece

    async def answer_or_call(
        self, messages: Sequence[Message], tools: Sequence[Tool]
    ) -> AsyncGenerator[str | Call, None]:
        """Answer, or call one of the tools; see `ToolUser.answer_or_call`."""
        fitted = fitting(alternating(messages), self._room, _length)
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [asdict(message) for message in fitted],
            "max_tokens": self._max_tokens,
            "temperature": self._temperature,
            "stream": True,
        }
        if tools and self._knows_tools:
            body["tools"] = [_function(tool) for tool in tools]
        with _problems(self._client.base_url):
            async with self._client.stream("POST", "chat/completions", json=body) as response:
                if "tools" in body and response.status_code in _NO_TOOLS:
                    self._knows_tools = False
                    _log.warning("%s takes no tools, so it is offered none", self.name)
                    async with aclosing(self.stream(messages)) as pieces:
                        async for piece in pieces:
                            yield piece
                    return
                lines = (await _answered(response)).aiter_lines()
                async with aclosing(_pieces(lines, tools)) as found:
                    async for one in found:
                        yield one

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


class _BrokenOffError(Exception):
    """The stream ended, or turned to nonsense, before the answer did."""


def _function(tool: Tool) -> dict[str, Any]:
    """A tool as the protocol has it."""
    about = {"name": tool.name, "description": tool.description, "parameters": parameters(tool)}
    return {"type": "function", "function": about}


async def _pieces(
    lines: AsyncIterator[str], tools: Sequence[Tool]
) -> AsyncGenerator[str | Call, None]:
    """The text in a stream of server-sent events, and the first call in it, whole."""
    finished = False
    name = arguments = ""
    async for line in lines:
        field, _, value = line.partition(":")
        if field != "data":
            continue
        if value.strip() == "[DONE]":
            finished = True
            break
        text, called, finish = _delta(value)
        finished = finished or finish
        if text:
            yield text
        name += called[0]
        arguments += called[1]
    if not finished:
        raise _BrokenOffError
    with suppress(ValueError):  # what is no JSON is no call
        if name and (found := call(name, json.loads(arguments or "{}"), tools)):
            yield found


def _delta(data: str) -> tuple[str, tuple[str, str], bool]:
    """The text of one event, of the first call's name and arguments, and whether it is the last."""
    try:
        event = json.loads(data)
        if error := event.get("error"):
            raise Problem(f"The language model's server reports an error: {_message(error)}")
        if not event["choices"]:  # statistics at the end
            return "", ("", ""), False
        choice = event["choices"][0]
        delta = choice["delta"]
        parts = [one["function"] for one in delta.get("tool_calls") or () if not one.get("index")]
        name, arguments = ("".join(p.get(k) or "" for p in parts) for k in ("name", "arguments"))
        ended = choice.get("finish_reason") is not None
        return delta.get("content") or "", (name, arguments), ended
    except (ValueError, LookupError, TypeError, AttributeError):
        raise _BrokenOffError from None


async def _answered(response: httpx2.Response) -> httpx2.Response:
    """The response, if it is one that was hoped for; else a `Problem` that says what to do."""
    if response.is_success:
        return response
    url, status = response.url, response.status_code
    if status in (401, 403):
        raise Problem(
            f"The server at {url.host} refuses the key. Put the right one into the environment "
            "as VOICE_OS_LLM_KEY, or into the keyring: `keyring set voice-os llm`."
        )
    if status == httpx2.codes.NOT_FOUND:
        raise Problem(
            f"There is nothing at {url}. Check `llm.base_url` (it often ends in /v1) and "
            "`llm.model`."
        )
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        raise Problem(f"The server at {url.host} has had enough requests for now. Try again later.")
    said = _message(_json(await response.aread()))
    if response.is_server_error:
        raise Problem(f"The server at {url.host} is in trouble ({status}): {said}")
    raise Problem(f"The server at {url.host} does not accept the request ({status}): {said}")


@contextmanager
def _problems(url: httpx2.URL) -> Iterator[None]:
    """Turn what can go wrong on the way to a server and back into sentences."""
    try:
        yield
    except httpx2.ConnectError:
        raise Problem(
            f"No language model server answers at {url}. Start it, or change `llm.base_url`."
        ) from None
    except httpx2.TimeoutException:
        raise Problem(f"The language model server at {url} takes too long to answer.") from None
    except (_BrokenOffError, httpx2.TransportError, httpx2.DecodingError):
        raise Problem(f"The language model server at {url} broke off in mid-answer.") from None


def _first_model(response: httpx2.Response) -> str:
    try:
        return str(response.json()["data"][0]["id"])
    except (ValueError, LookupError, TypeError):
        raise Problem(
            f"The server at {response.url} does not say which models it has. Set `llm.model`, or "
            "check `llm.base_url`."
        ) from None


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data.decode("utf-8", "replace")


def _message(said: Any) -> str:
    """The human part of what a server says about an error, in whichever form it says it."""
    while isinstance(said, dict) and said:
        said = said.get("error") or said.get("message") or said.get("detail") or str(said)
    return " ".join(str(said).split())[:300] or "it does not say why."


def _length(message: Message) -> int:
    return len(message.content.encode("utf-8", "replace")) // _BYTES_PER_TOKEN + _FRAME


async def _client(base_url: str) -> httpx2.AsyncClient:
    try:
        url = httpx2.URL(base_url.rstrip("/") + "/")
    except httpx2.InvalidURL:
        url = httpx2.URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise Problem(
            f"`llm.base_url` cannot be {base_url!r}: it must look like http://localhost:8080/v1."
        )
    key = await key_for(url.host)
    return httpx2.AsyncClient(
        base_url=url,
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=_TIMEOUT,
        # A proxy is for the world outside: what stays on this machine goes through none.
        trust_env=not _is_this_machine(url.host),
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
