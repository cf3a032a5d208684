"""What the hub says of a model's files, and its errors in words.

Addresses, the token of a person who has one, `HF_ENDPOINT` and `HF_HUB_OFFLINE` are
huggingface-hub's matter.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from voice_os.catalog import Entry
from voice_os.errors import Problem

_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as the hub states it. What it does not state is None.

    `etag` is the sha256 of a large file and the git blob id (sha1) of a small one; a mirror may
    state something else or nothing.
    """

    file: str
    url: str
    size: int | None
    etag: str | None

    @property
    def sha256(self) -> str | None:
        """The sha256, where it is stated."""
        return self.etag if self.etag and len(self.etag) == 64 and set(self.etag) <= _HEX else None

    @property
    def git_blob(self) -> str | None:
        """The git blob id, where it is stated."""
        return self.etag if self.etag and len(self.etag) == 40 and set(self.etag) <= _HEX else None


@dataclass(frozen=True, slots=True)
class Offer:
    """A model as the hub offers it, all files at one revision (None: the hub named none)."""

    entry: Entry
    revision: str | None
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int | None:
        """The bytes of all files; None unless the hub states each."""
        sizes = [remote.size for remote in self.files]
        return None if None in sizes else sum(size or 0 for size in sizes)


def ask(entry: Entry, revision: str | None = None) -> Offer:
    """Ask the hub for a model's files at a revision; None: the newest. Raises `Problem`."""
    from huggingface_hub import get_hf_file_metadata

    files: list[RemoteFile] = []
    for file in entry.files:
        with explained(entry, file):
            metadata = get_hf_file_metadata(_url(entry, file, revision))
        # The first answer fixes the revision, so that all files are of one piece.
        revision = revision or metadata.commit_hash
        files.append(RemoteFile(file, _url(entry, file, revision), metadata.size, metadata.etag))
    return Offer(entry, revision, tuple(files))


def _url(entry: Entry, file: str, revision: str | None) -> str:
    from huggingface_hub import hf_hub_url

    return hf_hub_url(
        entry.repository,
        entry.in_repository(file),
        revision=revision,
        endpoint=os.environ.get("HF_ENDPOINT"),
    )


@contextmanager
def explained(entry: Entry, file: str) -> Iterator[None]:
    """Turn what goes wrong while a file is fetched into one sentence with the way out."""
    from httpx2 import HTTPError, InvalidURL  # huggingface-hub is built on it
    from huggingface_hub import errors

    what = f"{file} of {entry.id}"
    again = f"run `voice-os models get {entry.id}` again"
    try:
        yield
    except errors.OfflineModeIsEnabled:
        raise Problem(
            f"{what} was not fetched because HF_HUB_OFFLINE is set: unset it and {again}."
        ) from None
    except errors.GatedRepoError as error:
        raise Problem(
            f"{what} is behind terms that {entry.repository} asks to accept: accept them there, "
            f"sign in with `hf auth login` and {again}."
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise Problem(
            f"The hub has no repository {entry.repository} for {what}, or it is private: choose "
            "another model with `voice-os models list`."
        ) from error
    except errors.RevisionNotFoundError as error:
        raise Problem(
            f"{entry.repository} no longer has the revision that {what} is pinned at: run "
            f"`voice-os models remove {entry.id}`, then `voice-os models get {entry.id}`."
        ) from error
    except errors.EntryNotFoundError as error:
        raise Problem(
            f"{entry.repository} has no file {entry.in_repository(file)} for {entry.id}: choose "
            "another model with `voice-os models list`."
        ) from error
    except errors.HfHubHTTPError as error:
        status = error.response.status_code
        raise Problem(f"The hub refused {what} (status {status}): {again} later.") from error
    except (HTTPError, InvalidURL) as error:
        raise Problem(
            f"The hub could not be reached for {what}: check the network and {again}; what has "
            "arrived is kept."
        ) from error
    except OSError as error:
        raise Problem(_disk_sentence(error, what, again)) from error


def _disk_sentence(error: OSError, what: str, again: str) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full, so {what} is not whole: make room and {again}."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{what} cannot be written ({error.strerror}): `voice-os config set models FOLDER`."
    if error.errno is None:  # huggingface-hub's word for a size that is not the stated one
        return f"{what} did not arrive with the size that the hub states: {again}."
    return f"{what} could not be written ({error.strerror}): {again}."
