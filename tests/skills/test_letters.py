"""Letters by voice: from the first word to the file, the printer and the mail."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from office.servers import Post, smtp
from skills.scripted import Ask, KeyringInMemory

from voice_os.consent.folders import Folders
from voice_os.consent.network import Network
from voice_os.consent.secrets import Secrets
from voice_os.errors import Problem
from voice_os.office.mailbox import PASSWORD as NAME
from voice_os.office.mailbox import Mailbox
from voice_os.settings import MailSettings
from voice_os.skills.acting import Acting

DICTATED = "Thank you for your letter full stop I was glad new paragraph Shall we meet?"


@pytest.fixture
async def begun(ask: Ask) -> None:
    assert await ask("Write a letter to Anna.") == "A letter to Anna. What shall I write?"
    assert await ask(DICTATED) == (
        "The letter to Anna has three sentences. Go on, or have it read back."
    )


@pytest.mark.usefixtures("begun")
async def test_a_letter_is_dictated_read_back_and_changed(ask: Ask) -> None:
    assert await ask("read the letter back to me") == (
        "Dear Anna, Thank you for your letter. I was glad. Shall we meet? Kind regards."
    )
    assert await ask("change the second sentence to I was very glad") == (
        "It says now: I was very glad."
    )
    assert await ask("delete the last sentence") == "The last sentence is gone."
    assert await ask("undo that") == "The letter is as it was."
    assert await ask("replace your letter with your card in the letter") == "I've changed that."
    assert await ask("add greetings to Tom to the letter") == "It has four sentences now."
    assert await ask("close the letter with much love") == "It ends: Much love"
    assert await ask("sign the letter with kim") == "It ends: Much love, Kim"
    assert await ask("read it back") == (
        "Dear Anna, Thank you for your card. I was very glad. Shall we meet? Greetings to Tom. "
        "Much love, Kim"
    )


@pytest.mark.usefixtures("begun")
async def test_another_tone_needs_a_model_and_she_says_so(ask: Ask) -> None:
    with pytest.raises(Problem, match="I need a language model"):
        await ask("make it friendlier")


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(
    ("words", "name", "begins"),
    [
        ("save the letter", "2026-11-03 Anna.odt", b"PK"),
        ("save the letter as a pdf", "2026-11-03 Anna.pdf", b"%PDF"),
        ("save it as text", "2026-11-03 Anna.txt", b"3 November 2026"),
    ],
)
async def test_a_letter_is_saved_in_each_form_and_the_file_deleted_again(
    ask: Ask, folders: Folders, words: str, name: str, begins: bytes
) -> None:
    assert await ask(words) == f"It is saved as {name}."
    content = folders.read(f"Letters/{name}")
    assert content.startswith(begins)
    with pytest.raises(Problem, match="already"):
        await ask(words)
    assert await ask("undo that") == "The file is deleted."
    assert not list(folders.files())


@pytest.mark.usefixtures("begun")
async def test_the_hand_is_in_the_file(ask: Ask, folders: Folders) -> None:
    await ask("save the letter")
    await ask("save the letter as a pdf")
    odt = zipfile.ZipFile(io.BytesIO(folders.read("Letters/2026-11-03 Anna.odt")))
    assert odt.getinfo("Fonts/Intuitive.ttf").file_size > 10_000
    text = odt.read("content.xml").decode()
    assert "Thank you for your letter. I was glad." in text
    assert "Fonts/Intuitive.ttf" in text
    assert b"/FontFile2" in folders.read("Letters/2026-11-03 Anna.pdf")


@pytest.mark.usefixtures("begun")
async def test_a_letter_is_printed_only_after_yes(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problem, match="install the client of CUPS"):
        await ask("print the letter")
    printed = tmp_path / "printed"
    (tmp_path / "lp").write_text(f'#!/bin/sh\nexec /bin/cat > "{printed}"\n')
    (tmp_path / "lp").chmod(0o755)
    assert await ask("print the letter") == "Print the letter to Anna, of three sentences?"
    assert not printed.exists()
    assert await ask("yes") == "It is on its way to the printer."
    assert printed.read_bytes().startswith(b"%PDF")


@pytest.fixture
def post(acting: Acting, keyring: KeyringInMemory, folders: Folders) -> Iterator[Post]:
    keyring.set_password("voice-os", NAME, "secret")
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Miller\r\nEMAIL:anna@example.org\r\nEND:VCARD\r\n"
    folders.write("contacts.vcf", card.encode())
    with smtp() as (port, post):
        settings = MailSettings(
            address="kim@example.org", smtp="127.0.0.1", smtp_port=port, encryption="none"
        )
        acting.serve({Mailbox: Mailbox(settings, Secrets()), Network: Network({"letters"})})
        yield post


@pytest.mark.usefixtures("begun")
async def test_a_letter_is_mailed_after_it_was_read_back(ask: Ask, post: Post) -> None:
    assert await ask("mail the letter") == (
        'To Anna Miller, anna@example.org, this letter: "Thank you for your letter. I was glad. '
        'Shall we meet?" Shall I send it?'
    )
    assert post.messages == []
    assert await ask("yes") == "It is sent."
    (message,) = post.messages
    (attached,) = message.iter_attachments()
    assert attached.get_content().startswith(b"%PDF")


async def test_without_a_letter_she_says_how_to_begin_one(ask: Ask) -> None:
    with pytest.raises(Problem, match="no letter yet"):
        await ask("read the letter")
