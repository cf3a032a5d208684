"""Keys: random ones in the keyring or a file, and passphrases; what is none is a sentence."""

from pathlib import Path

import keyring
import pytest
from keyring.errors import KeyringError

from voice_os.errors import Problem
from voice_os.memory import key as keys
from voice_os.memory.key import Key


def test_a_key_is_not_shown() -> None:
    key = keys.new()
    assert key.secret not in repr(key)
    assert keys.new() != key


def test_a_key_is_quoted_for_sql() -> None:
    assert keys.from_passphrase("it's a long one").literal == "'it''s a long one'"
    assert Key("ab" * 32).literal == "\"x'" + "ab" * 32 + "'\""


@pytest.mark.parametrize("wrong", ["", "short", "seven77", "with\0zero byte", "two\nlines of it"])
def test_a_passphrase_that_is_none_is_a_sentence(wrong: str) -> None:
    with pytest.raises(Problem, match="passphrase"):
        keys.from_passphrase(wrong)


def test_a_key_file_is_read_by_the_person_alone_and_never_written_over(tmp_path: Path) -> None:
    file, key = tmp_path / "keys" / "me.key", keys.new()
    assert keys.in_file(file) is None
    keys.keep_in_file(file, key)
    assert file.stat().st_mode & 0o077 == 0
    assert keys.in_file(file) == key
    with pytest.raises(Problem, match="cannot be written"):
        keys.keep_in_file(file, keys.new())
    assert keys.in_file(file) == key


@pytest.mark.parametrize("content", [b"", b"abc", b"\xff\xfe", b"z" * 64])
def test_a_key_file_that_holds_none_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "me.key"
    file.write_bytes(content)
    with pytest.raises(Problem, match="holds no key"):
        keys.in_file(file)


def test_the_keyring_keeps_a_key_for_each_person(secrets: dict[tuple[str, str], str]) -> None:
    me, you = keys.new(), keys.new()
    assert keys.in_keyring("me") is None
    keys.keep_in_keyring("me", me)
    keys.keep_in_keyring("you", you)
    assert (keys.in_keyring("me"), keys.in_keyring("you")) == (me, you)
    keys.take_from_keyring("me")
    assert keys.in_keyring("me") is None
    assert list(secrets.values()) == [you.secret]


def test_a_keyring_that_keeps_nothing_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "set_password", lambda *_: None)
    monkeypatch.setattr(keyring, "get_password", lambda *_: None)
    with pytest.raises(Problem, match=r"memory\.key file"):
        keys.keep_in_keyring("me", keys.new())


def test_a_keyring_that_fails_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: str) -> str:
        raise KeyringError("it is locked")

    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, fail)
    with pytest.raises(Problem, match="it is locked"):
        keys.in_keyring("me")
    with pytest.raises(Problem, match="it is locked"):
        keys.keep_in_keyring("me", keys.new())
    with pytest.raises(Problem, match="it is locked"):
        keys.take_from_keyring("me")
