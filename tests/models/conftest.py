"""A hub on this machine, models of it, and a folder to fetch them into."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from models.local_hub import Handler, LocalHub

from voice_os.catalog import Entry


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    """A hub that huggingface-hub is pointed at."""
    state = LocalHub()
    handler = type("Answering", (Handler,), {"hub": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{state.port}")
    monkeypatch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")
    monkeypatch.setattr("voice_os.models.transfer._PATIENCE", (0.0,))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield state
    state.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def voice() -> Entry:
    """A model of one large file and one small one."""
    return Entry(
        id="test-voice",
        part="tts",
        name="Test voice",
        languages=("en",),
        repository="somebody/voices",
        folder="en/test",
        files=("test.onnx", "test.onnx.json"),
        licence="MIT",
    )


@pytest.fixture
def turn() -> Entry:
    """A model of one large file."""
    return Entry(
        id="test-turn",
        part="turn",
        name="Test turn",
        languages=("*",),
        repository="somebody/turn",
        files=("turn.onnx",),
        licence="MIT",
    )


@pytest.fixture
def onnx() -> bytes:
    """Bytes that begin as an ONNX model does."""
    return b"\x08\x08" + bytes(range(256)) * 4000


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """An empty models folder."""
    folder = tmp_path / "models"
    folder.mkdir()
    return folder
