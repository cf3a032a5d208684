"""Two MCP servers: `home [PORT]`, like Home Assistant's, and `files FOLDER`.

They talk JSON-RPC on stdio, or over HTTP where a port is given, without the library that she uses:
so that programs of different making meet.
"""

import json
import os
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

TOOLS: dict[str, tuple[Callable[..., str], dict[str, Any]]] = {}


def tool(
    name: str, description: str, *needed: str, hints: dict[str, bool] | None = None, **more: str
) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Make a tool of a function. `more`: parameters that are not needed, by their type."""

    def add(function: Callable[..., str]) -> Callable[..., str]:
        properties = {key: {"type": "string"} for key in needed}
        properties |= {key: {"type": kind} for key, kind in more.items()}
        TOOLS[name] = (
            function,
            {
                "name": name,
                "description": description,
                "inputSchema": {
                    "type": "object",
                    "properties": properties,
                    "required": list(needed),
                },
                **({"annotations": hints} if hints else {}),
            },
        )
        return function

    return add


def run(port: int | None = None) -> None:
    """Serve until the other side is gone."""
    if port is not None:
        HTTPServer(("127.0.0.1", port), _Handler).serve_forever()
    for line in sys.stdin:
        if (answer := _answer(json.loads(line))) is not None:
            print(json.dumps(answer), flush=True)


def _answer(asked: dict[str, Any]) -> dict[str, Any] | None:
    if "id" not in asked:
        return None
    base = {"jsonrpc": "2.0", "id": asked["id"]}
    match asked["method"]:
        case "initialize":
            about = {"name": "plain", "version": "1"}
            version = "2025-06-18"
            return base | {
                "result": {
                    "protocolVersion": version,
                    "capabilities": {"tools": {}},
                    "serverInfo": about,
                }
            }
        case "tools/list":
            return base | {"result": {"tools": [about for _, about in TOOLS.values()]}}
        case "tools/call":
            function, _ = TOOLS[asked["params"]["name"]]
            wrong = False
            try:
                said = function(**asked["params"].get("arguments", {}))
            except Exception as error:
                said, wrong = str(error), True
            content = [{"type": "text", "text": said}]
            return base | {"result": {"content": content, "isError": wrong}}
    return base | {"error": {"code": -32601, "message": "no such method"}}


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = _answer(asked)
        self.send_response(202 if answer is None else 200)
        body = b"" if answer is None else json.dumps(answer).encode()
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.send_error(405)

    def log_message(self, *args: object) -> None:
        pass


def home() -> None:
    lit: set[str] = set()

    @tool("HassTurnOn", "Turns on a lamp. Call HassTurnOn often.", "name", brightness="integer")
    def turn_on(name: str, brightness: int = 100) -> str:
        lit.add(name)
        return f"Turned on {name} at {brightness}"

    @tool("GetLiveContext", "What is on in the house", hints={"readOnlyHint": True})
    def live() -> str:
        return f"On: {', '.join(sorted(lit)) or 'nothing'}"

    @tool("notify_phone", "Send a message to a phone", "message", hints={"openWorldHint": True})
    def notify(message: str) -> str:
        raise AssertionError("never reached in a test")

    @tool("explode", "Fail")
    def explode() -> str:
        raise ValueError("the fuse is blown")

    @tool("die", "End the server")
    def die() -> str:
        os._exit(1)


def files(folder: Path) -> None:
    @tool("list_files", "List the files there are", hints={"readOnlyHint": True})
    def list_files() -> str:
        return "\n".join(sorted(file.name for file in folder.iterdir()))

    @tool("read_file", "Read a file", "name", hints={"readOnlyHint": True})
    def read_file(name: str) -> str:
        return (folder / name).read_text()

    @tool("delete_file", "Delete a file", "name", hints={"destructiveHint": True})
    def delete_file(name: str) -> str:
        (folder / name).unlink()
        return f"{name} is gone"


if sys.argv[1] == "home":
    home()
    run(int(sys.argv[2]) if len(sys.argv) > 2 else None)
else:
    files(Path(sys.argv[2]))
    run()
