"""The mailbox, against a real IMAP and a real SMTP server."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import imap_tools
import pytest
from office.servers import PASSWORD, USER, Post, pymap, smtp

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.office.mailbox import Mailbox
from voice_os.settings import MailSettings

OPEN = Network({"mail"}, "mail.check_mail")


class Known:
    """A keyring that knows the password."""

    def __init__(self, password: str | None = PASSWORD) -> None:
        self._password = password

    async def get(self, name: str) -> str | None:
        return self._password


def letter(sender: str, subject: str, text: str, html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "kim@example.org", subject
    message["Message-ID"] = f"<{subject.replace(' ', '.')}@example.org>"
    message["Date"] = "Tue, 03 Nov 2026 08:00:00 +0100"
    message.set_content(text)
    if html:
        message.clear_content()
        message.set_content(html, subtype="html")
    return message.as_bytes()


@pytest.fixture(scope="module")
def imap_port() -> Iterator[int]:
    with pymap() as port:
        yield port


@pytest.fixture
def post_office() -> Iterator[tuple[int, Post]]:
    with smtp() as served:
        yield served


def box_of(port: int, smtp_port: int = 1, password: str | None = PASSWORD, **more: str) -> Mailbox:
    settings = MailSettings.model_validate(
        {
            "imap": "127.0.0.1",
            "imap_port": port,
            "smtp": "127.0.0.1",
            "encryption": "none",
            "smtp_port": smtp_port,
            "user": USER,
            "address": "kim@example.org",
            "name": "Kim",
            **more,
        }
    )
    return Mailbox(settings, Known(password))  # type: ignore[arg-type]


@pytest.fixture
async def box(imap_port: int) -> Mailbox:
    """A mailbox with two mails in it."""
    with imap_tools.MailBoxUnencrypted("127.0.0.1", imap_port).login(USER, PASSWORD) as client:
        for folder in client.folder.list():
            client.folder.set(folder.name)
            if uids := client.uids():
                client.delete(uids)
        first = letter("Anna Miller <anna@example.org>", "Lunch", "Shall we?\n\n> What did I say\n")
        second = letter("tom@example.org", "Bill", "", "<p>Pay <b>now</b></p><style>x{}</style>")
        for one in (first, second):
            client.append(one, "INBOX")
    return box_of(imap_port)


async def test_unread_mails_are_listed_the_newest_first(box: Mailbox) -> None:
    newest, oldest = await box.unread(OPEN)
    assert (newest.sender, newest.subject) == ("tom@example.org", "Bill")
    assert (oldest.sender, oldest.address) == ("Anna Miller", "anna@example.org")
    assert len(await box.unread(OPEN)) == 2


async def test_a_mail_is_read_without_what_it_quotes_or_hides(box: Mailbox) -> None:
    newest, oldest = await box.unread(OPEN)
    assert (await box.read(OPEN, oldest)).text == "Shall we?"
    assert (await box.read(OPEN, newest)).text == "Pay now"
    assert len(await box.unread(OPEN)) == 2


async def test_mails_are_marked_and_archived_and_deleted_and_come_back(box: Mailbox) -> None:
    newest, oldest = await box.unread(OPEN)
    await box.mark(OPEN, [newest], read=True)
    assert [mail.subject for mail in await box.unread(OPEN)] == ["Lunch"]
    archived = await box.archive(OPEN, newest)
    deleted = await box.delete(OPEN, oldest)
    assert (archived["folder"], deleted["folder"]) == ("Archive", "Trash")
    assert await box.latest(OPEN, 5) == []
    await box.bring_back(OPEN, archived)
    await box.bring_back(OPEN, deleted)
    assert {mail.subject for mail in await box.latest(OPEN, 5)} == {"Lunch", "Bill"}


async def test_a_mail_is_sent(post_office: tuple[int, Post]) -> None:
    port, post = post_office
    sends = box_of(1, port)
    pdf = ("letter.pdf", b"%PDF")
    await sends.send(OPEN, "anna@example.org", "Hello\nBcc: x@y.z", "Grüße", attachment=pdf)
    (message,) = post.messages
    assert (message["From"], message["To"]) == ("Kim <kim@example.org>", "anna@example.org")
    assert message["Subject"] == "Hello Bcc: x@y.z"
    assert message["Bcc"] is None
    body = message.get_body()
    assert body is not None
    assert body.get_content().strip() == "Grüße"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "letter.pdf"


@pytest.mark.parametrize(
    ("box", "why"),
    [
        (Mailbox(MailSettings(), Known()), "not set up"),  # type: ignore[arg-type]
        (box_of(1), "cannot be reached"),
        (box_of(1, password=None), "no password"),
        (box_of(1, imap="mail.example"), "over an open line"),
    ],
)
async def test_what_is_missing_is_a_sentence(box: Mailbox, why: str) -> None:
    with pytest.raises(Problem, match=why):
        await box.unread(OPEN)


async def test_a_wrong_password_is_a_sentence(imap_port: int) -> None:
    with pytest.raises(Problem, match="user and the password"):
        await box_of(imap_port, password="wrong").unread(OPEN)  # noqa: S106


async def test_a_server_that_cannot_prove_who_it_is_is_not_given_the_password(
    certificate: Path,
) -> None:
    with pymap("--cert", str(certificate), "--key", str(certificate)) as port:
        box = box_of(port, encryption="starttls")
        with pytest.raises(Problem, match="certificate is not trusted"):
            await box.unread(OPEN)


async def test_without_permission_nothing_leaves(imap_port: int) -> None:
    with pytest.raises(Problem, match="allow mail to use the network"):
        await box_of(imap_port).unread(Network((), "mail.check_mail"))
