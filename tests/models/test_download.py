"""Downloads from a hub on this machine, with breaks, lies and neighbours."""

import errno
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest
from models.local_hub import REVISION, LocalHub

from voice_os.catalog import Entry
from voice_os.errors import Problem
from voice_os.models import lock, transfer
from voice_os.models.download import download
from voice_os.models.layout import location
from voice_os.models.verify import Condition, check, remove

CONFIG = json.dumps(
    {
        "audio": {"sample_rate": 22050},
        "espeak": {"voice": "en-us"},
        "num_symbols": 256,
        "num_speakers": 1,
        "phoneme_id_map": {"_": [0]},
    }
).encode()


@pytest.fixture
def offered(hub: LocalHub, voice: Entry, onnx: bytes) -> LocalHub:
    """A hub that has the voice, as it should be."""
    hub.put(voice, "test.onnx", onnx)
    hub.put(voice, "test.onnx.json", CONFIG, large=False)
    return hub


def partials(models: Path) -> list[Path]:
    return sorted(models.rglob("*.part"))


def test_a_model_arrives_whole_and_is_pinned(
    offered: LocalHub, voice: Entry, models: Path, onnx: bytes
) -> None:
    model = download(voice, models)
    assert location(voice, models).read_bytes() == onnx
    assert model.revision == REVISION
    assert model.files["test.onnx"].size == len(onnx)
    assert lock.read(models) == {"test-voice": model}
    assert check(voice, models, full=True).healthy
    assert not partials(models)


def test_progress_counts_the_bytes_of_all_files(
    offered: LocalHub, voice: Entry, models: Path, onnx: bytes
) -> None:
    told: list[tuple[int, int | None]] = []
    download(voice, models, lambda here, total: told.append((here, total)))
    whole = len(onnx) + len(CONFIG)
    assert told[0] == (0, whole)
    assert told[-1] == (whole, whole)
    assert [here for here, _ in told] == sorted(here for here, _ in told)
    assert len(told) > 4


def test_what_is_here_takes_no_network(offered: LocalHub, voice: Entry, models: Path) -> None:
    first = download(voice, models)
    offered.files.clear()
    offered.requests.clear()
    assert download(voice, models) == first
    assert not offered.requests


def test_what_is_here_takes_no_writing(offered: LocalHub, voice: Entry, models: Path) -> None:
    first = download(voice, models)
    before = sorted((path, path.stat().st_mtime_ns) for path in models.rglob("*"))
    assert download(voice, models) == first
    assert sorted((path, path.stat().st_mtime_ns) for path in models.rglob("*")) == before


def test_a_cut_connection_is_gone_on_with(
    offered: LocalHub, voice: Entry, models: Path, onnx: bytes
) -> None:
    stored = offered.put(voice, "test.onnx", onnx)
    stored.cut_after, stored.cuts = 300_000, 3
    download(voice, models)
    assert location(voice, models).read_bytes() == onnx
    resumed = [asked for asked in offered.ranges() if asked]
    assert len(resumed) == 3


def test_a_hub_that_vanishes_is_a_problem_that_keeps_what_arrived(
    offered: LocalHub, turn: Entry, models: Path, onnx: bytes
) -> None:
    stored = offered.put(turn, "turn.onnx", onnx)
    stored.cut_after, stored.cuts = 0, 99
    with pytest.raises(Problem, match=r"could not be reached for turn\.onnx.*models get test-turn"):
        download(turn, models)
    stored.cut_after, stored.cuts = 500_000, 1
    download(turn, models)
    assert location(turn, models).read_bytes() == onnx


def test_a_killed_download_is_gone_on_with_by_the_next(
    hub: LocalHub, turn: Entry, models: Path, onnx: bytes
) -> None:
    stored = hub.put(turn, "turn.onnx", onnx)
    stored.stall_after = 600_000
    process = _start_download(turn, models)
    assert hub.stalled.wait(30)
    (partial,) = _wait_for_partial(models)
    process.kill()
    process.wait()
    arrived = partial.stat().st_size
    assert 0 < arrived <= 600_000
    stored.stall_after = None
    download(turn, models)
    assert location(turn, models).read_bytes() == onnx
    assert hub.ranges()[-1] == f"bytes={arrived}-"


def test_a_hub_that_sends_the_whole_instead_of_the_rest_is_understood(
    hub: LocalHub, turn: Entry, models: Path, onnx: bytes
) -> None:
    stored = hub.put(turn, "turn.onnx", onnx)
    stored.cut_after, stored.cuts, stored.ignores_ranges = 300_000, 1, True
    download(turn, models)
    assert location(turn, models).read_bytes() == onnx


def test_a_new_edition_does_not_go_on_with_the_partial_file_of_the_old_one(
    hub: LocalHub, turn: Entry, models: Path, onnx: bytes
) -> None:
    stored = hub.put(turn, "turn.onnx", onnx)
    stored.cut_after, stored.cuts = 300_000, 1
    stored.sent = onnx[:300_000]
    with pytest.raises(Problem):
        download(turn, models)
    newer = onnx[::-1]
    hub.put(turn, "turn.onnx", b"\x08" + newer)
    download(turn, models)
    assert location(turn, models).read_bytes() == b"\x08" + newer
    assert not partials(models)


def test_a_second_process_at_a_model_waits_for_the_first(
    hub: LocalHub, turn: Entry, models: Path, onnx: bytes
) -> None:
    stored = hub.put(turn, "turn.onnx", onnx)
    stored.stall_after = 600_000
    first = _start_download(turn, models)
    assert hub.stalled.wait(30)
    second = _start_download(turn, models, stderr=subprocess.PIPE)
    assert second.stderr
    assert b"Still waiting to acquire lock" in second.stderr.readline()
    assert len(hub.ranges()) == 1
    stored.stall_after = None
    hub.closing.set()
    assert [process.wait(60) for process in (first, second)] == [0, 0]
    second.stderr.close()
    assert len(hub.ranges()) == 2
    assert check(turn, models, full=True).healthy


def test_two_processes_at_two_models_pin_both(
    offered: LocalHub, voice: Entry, turn: Entry, models: Path, onnx: bytes
) -> None:
    offered.put(turn, "turn.onnx", onnx)
    processes = [_start_download(entry, models) for entry in (voice, turn)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert lock.read(models).keys() == {"test-voice", "test-turn"}


def test_wrong_bytes_are_thrown_away(
    offered: LocalHub, voice: Entry, models: Path, onnx: bytes
) -> None:
    stored = offered.put(voice, "test.onnx", onnx)
    stored.sent = onnx[:-1] + b"!"
    with pytest.raises(Problem, match=r"test\.onnx of test-voice arrived with other bytes"):
        download(voice, models)
    assert not location(voice, models).exists()
    assert not partials(models)
    stored.sent = None
    download(voice, models)
    assert check(voice, models, full=True).healthy


def test_a_small_file_with_wrong_bytes_is_thrown_away_too(
    offered: LocalHub, voice: Entry, models: Path
) -> None:
    offered.put(voice, "test.onnx.json", CONFIG, large=False).sent = CONFIG[:-1] + b" "
    with pytest.raises(Problem, match=r"test\.onnx\.json of test-voice arrived with other bytes"):
        download(voice, models)


@pytest.mark.parametrize("off", [-100, 100])
def test_a_size_other_than_stated_is_refused(
    hub: LocalHub, turn: Entry, models: Path, onnx: bytes, off: int
) -> None:
    hub.put(turn, "turn.onnx", onnx).stated_size = len(onnx) + off
    with pytest.raises(Problem, match=r"turn\.onnx of test-turn arrived with other bytes"):
        download(turn, models)
    assert not location(turn, models).exists()


def test_a_hub_that_states_nothing_is_believed_once_and_then_pinned(
    hub: LocalHub, turn: Entry, models: Path, onnx: bytes
) -> None:
    hub.put(turn, "turn.onnx", onnx).states_nothing = True
    told: list[int | None] = []
    model = download(turn, models, lambda here, total: told.append(total))
    assert model.revision is None
    assert set(told) == {None}
    assert check(turn, models, full=True).healthy
    location(turn, models).unlink()
    hub.put(turn, "turn.onnx", onnx[:-1] + b"!").states_nothing = True
    with pytest.raises(Problem, match="arrived with other bytes"):
        download(turn, models)


def test_what_a_hub_that_states_nothing_sends_must_at_least_look_right(
    hub: LocalHub, turn: Entry, models: Path
) -> None:
    hub.put(turn, "turn.onnx", b"<html>please log in</html>").states_nothing = True
    with pytest.raises(Problem, match=r"cannot be used.*turn\.onnx is no ONNX model"):
        download(turn, models)
    assert lock.read(models) == {}


def test_a_file_that_changed_on_the_hub_is_not_taken_in_silence(
    hub: LocalHub, turn: Entry, models: Path, onnx: bytes
) -> None:
    hub.put(turn, "turn.onnx", onnx)
    download(turn, models)
    location(turn, models).unlink()
    hub.put(turn, "turn.onnx", onnx + b"more")
    with pytest.raises(Problem, match=r"another turn\.onnx for test-turn than the one first seen"):
        download(turn, models)
    remove(turn, models)
    assert download(turn, models).files["turn.onnx"].size == len(onnx) + 4


def test_a_pinned_model_is_fetched_at_its_revision(
    offered: LocalHub, voice: Entry, models: Path
) -> None:
    download(voice, models)
    location(voice, models).unlink()
    offered.revision = "2" * 40
    with pytest.raises(Problem, match="no longer has the revision"):
        download(voice, models)


def test_a_corrupted_file_is_fetched_again_and_only_that(
    offered: LocalHub, voice: Entry, models: Path, onnx: bytes
) -> None:
    download(voice, models)
    offered.requests.clear()
    location(voice, models).write_bytes(onnx[:-1] + b"!")
    download(voice, models)
    assert len(offered.requests) == 1
    assert location(voice, models).read_bytes() == onnx


def test_files_that_are_here_already_are_pinned_without_fetching(
    offered: LocalHub, voice: Entry, models: Path
) -> None:
    first = download(voice, models)
    lock.lock_path(models).unlink()
    offered.requests.clear()
    assert download(voice, models) == first
    assert not offered.requests


def test_a_file_that_the_hub_does_not_have(offered: LocalHub, voice: Entry, models: Path) -> None:
    del offered.files[f"{voice.repository}/en/test/test.onnx.json"]
    with pytest.raises(Problem, match=r"somebody/voices has no file en/test/test\.onnx\.json"):
        download(voice, models)


def test_a_repository_that_the_hub_does_not_have(hub: LocalHub, voice: Entry, models: Path) -> None:
    with pytest.raises(Problem, match="no repository somebody/voices"):
        download(voice, models)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [((403, "GatedRepo"), "behind terms"), ((500, ""), r"refused .* \(status 500\)")],
)
def test_a_hub_that_refuses(
    hub: LocalHub, turn: Entry, models: Path, error: tuple[int, str], sentence: str
) -> None:
    hub.put(turn, "turn.onnx", b"").error = error
    with pytest.raises(Problem, match=sentence):
        download(turn, models)


def test_no_network(turn: Entry, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(Problem, match=r"could not be reached for turn\.onnx of test-turn"):
        download(turn, models)


def test_an_address_of_a_hub_that_makes_no_sense(
    turn: Entry, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://[")
    with pytest.raises(Problem, match="could not be reached"):
        download(turn, models)


def test_too_little_room_is_said_before_anything_is_fetched(
    offered: LocalHub, voice: Entry, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(Problem, match="test-voice needs 1 MB more"):
        download(voice, models)
    assert not offered.ranges()


def test_a_disk_that_fills_up_meanwhile(
    offered: LocalHub, voice: Entry, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(remote: object, file: IO[bytes], arrived: object) -> None:
        file.write(b"\x08")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("voice_os.models.download.append_rest", fill)
    with pytest.raises(Problem, match=r"The disk is full, so test\.onnx of test-voice"):
        download(voice, models)
    assert check(voice, models).condition is Condition.ABSENT


@pytest.mark.parametrize("blocked", ["models", ".locks"])
def test_a_folder_that_cannot_be_written(
    hub: LocalHub, turn: Entry, tmp_path: Path, blocked: str
) -> None:
    # A file in the way stops root too, which a read-only folder does not.
    models = tmp_path / "models"
    if blocked == "models":
        models.write_text("in the way")
    else:
        models.mkdir()
        (models / blocked).write_text("in the way")
    with pytest.raises(Problem, match=r"cannot be written.*config set models"):
        download(turn, models)


def test_a_kept_connection_that_goes_silent_ends(
    hub: LocalHub, turn: Entry, models: Path, onnx: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DOWNLOAD_TIMEOUT", 0.2)
    monkeypatch.setattr(transfer, "_PATIENCE", ())
    hub.put(turn, "turn.onnx", onnx).stall_after = 0
    with pytest.raises(Problem, match="could not be reached"):
        download(turn, models)


def _start_download(
    entry: Entry, models: Path, stderr: int | None = None
) -> subprocess.Popen[bytes]:
    """A download in a process of its own, which says on stderr when it waits for another's lock."""
    code = (
        "import sys; from pathlib import Path; from voice_os.catalog import Entry;"
        "from huggingface_hub import constants; from huggingface_hub.utils import logging;"
        "constants.FILELOCK_LOG_EVERY_SECONDS = 0.2; logging.set_verbosity_info();"
        "from voice_os.models.download import download;"
        "download(Entry.model_validate_json(sys.argv[1]), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, entry.model_dump_json(), str(models)]
    return subprocess.Popen(command, stderr=stderr)


def _wait_for_partial(models: Path) -> list[Path]:
    """The partial files, as soon as the other process has written into one."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := [path for path in partials(models) if path.stat().st_size]:
            return found
        time.sleep(0.02)
    pytest.fail("nothing arrived")
