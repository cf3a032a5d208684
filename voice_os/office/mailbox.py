"""The mailbox: mail is read over IMAP and sent over SMTP, encrypted on the way.

Both libraries block, so every call goes through the network's door on a thread. Nothing is marked
as read by reading it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from voice_os.consent.network import Network
from voice_os.consent.secrets import Secrets
from voice_os.errors import Problem
from voice_os.office.hosts import is_loopback
from voice_os.settings import MailSettings

if TYPE_CHECKING:
    import smtplib

    from imap_tools import BaseMailBox, MailMessage

T = TypeVar("T")

PASSWORD = "mail password"  # noqa: S105 - its name
"""What the keyring calls the password."""

PATIENCE = 20.0
"""Seconds that a server has to answer."""

_LARGEST = 2_000_000  # bytes of a mail that is read


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail. `key` is its Message-ID, by which it is known in every folder."""

    uid: str
    key: str
    sender: str
    """The name that it gives itself, else the address."""
    address: str
    """Where an answer goes."""
    subject: str
    at: datetime
    text: str = ""


class Mailbox:
    """One mailbox. Every method raises `Problem` where a server refuses or cannot be reached."""

    def __init__(self, settings: MailSettings, secrets: Secrets) -> None:
        self._settings = settings
        self._secrets = secrets
        self.last: Mail | None = None
        """The mail that was last read out or put away: what "it" means."""

    def require_sending(self) -> None:
        """Raise `Problem` where no mail can be sent because it is not set up."""
        if self._settings.smtp is None or self._settings.address is None:
            raise Problem(NOT_SET_UP)

    async def unread(self, network: Network) -> list[Mail]:
        """The mails that are not marked as read, the newest first."""
        return await self._with_box(network, lambda box: _mails(box, "UNSEEN", headers_only=True))

    async def latest(self, network: Network, count: int) -> list[Mail]:
        """The last mails, read or not, the newest first."""
        return await self._with_box(
            network, lambda box: _mails(box, "ALL", headers_only=True, limit=count)
        )

    async def read(self, network: Network, mail: Mail) -> Mail:
        """A mail with its text."""

        def work(box: "BaseMailBox") -> Mail:
            found = _mails(box, _uid(mail), headers_only=False)
            if not found:
                raise Problem("That mail is not there any more.")
            return found[0]

        return await self._with_box(network, work)

    async def mark(self, network: Network, mails: Iterable[Mail], *, read: bool) -> None:
        """Mark mails as read, or as not."""
        uids = [mail.uid for mail in mails]
        await self._with_box(network, lambda box: box.flag(uids, "\\Seen", read))

    async def archive(self, network: Network, mail: Mail) -> dict[str, str]:
        """Put a mail into the archive; return the record for `bring_back`."""
        return await self._move(network, mail, "Archive")

    async def delete(self, network: Network, mail: Mail) -> dict[str, str]:
        """Put a mail into the bin; return the record for `bring_back`."""
        return await self._move(network, mail, "Trash")

    async def bring_back(self, network: Network, record: Mapping[str, str]) -> None:
        """Put a mail that was moved back into the inbox."""

        def work(box: "BaseMailBox") -> None:
            from imap_tools import AND, Header

            box.folder.set(record["folder"])
            uids = box.uids(AND(header=Header("Message-ID", record["key"])))
            if not uids:
                raise Problem("That mail is not there any more.")
            box.move(uids, "INBOX")

        await self._with_box(network, work)

    async def send(
        self,
        network: Network,
        to: str,
        subject: str,
        text: str,
        *,
        answers: str = "",
        attachment: tuple[str, bytes] | None = None,
    ) -> None:
        """Send a mail. `answers`: the Message-ID of the mail it answers. An attachment is a PDF."""
        import smtplib
        from email.message import EmailMessage

        settings = self._settings
        if settings.smtp is None or settings.address is None:
            raise Problem(NOT_SET_UP)
        message = EmailMessage()
        message["From"] = _header(
            f"{settings.name} <{settings.address}>" if settings.name else settings.address
        )
        message["To"], message["Subject"] = _header(to), _header(subject)
        if answers:
            message["In-Reply-To"] = message["References"] = _header(answers)
        message.set_content(text)
        if attachment is not None:
            name, content = attachment
            message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
        password = await self._password()
        user, host, port = settings.user or settings.address, settings.smtp, settings.smtp_port
        _require_encryption(host, settings)

        def work() -> None:
            with _smtp(host, port, settings) as server:
                if password is not None:
                    server.login(user, password)
                server.send_message(message)

        try:
            await network.run(work)
        except smtplib.SMTPAuthenticationError:
            raise Problem(f"{host} does not let me in. Check the user and the password.") from None
        except smtplib.SMTPRecipientsRefused:
            raise Problem(f"{host} does not take mail for {to}.") from None
        except (OSError, smtplib.SMTPException) as error:
            raise Problem(f"The mail was not sent: {_why(host, error)}") from None

    async def _move(self, network: Network, mail: Mail, kind: str) -> dict[str, str]:
        def work(box: "BaseMailBox") -> str:
            folder = _folder(box, kind)
            box.folder.set("INBOX")
            box.move([mail.uid], folder)
            return folder

        return {"key": mail.key, "folder": await self._with_box(network, work)}

    async def _with_box(self, network: Network, work: "Callable[[BaseMailBox], T]") -> T:
        """Run `work` with the inbox open."""
        from imap_tools import ImapToolsError, MailboxLoginError

        settings = self._settings
        if settings.imap is None:
            raise Problem(NOT_SET_UP)
        network.require()
        host, user = settings.imap, settings.user or settings.address or ""
        _require_encryption(host, settings)
        password = await self._password()
        if password is None:
            raise Problem(NOT_LET_IN)

        def whole() -> T:
            with _box(host, settings).login(user, password) as box:
                return work(box)

        try:
            return await network.run(whole)
        except MailboxLoginError:
            raise Problem(f"{host} does not let me in. Check the user and the password.") from None
        except (OSError, ImapToolsError) as error:
            raise Problem(_why(host, error)) from None

    async def _password(self) -> str | None:
        return await self._secrets.get(PASSWORD)


NOT_SET_UP = (
    "Your mail is not set up. Set mail.address, mail.imap and mail.smtp: `voice-os config set`. "
    "I keep its password with: `voice-os secret mail`."
)
NOT_LET_IN = "I have no password for your mail. Give it to me with: `voice-os secret mail`."


def _mails(
    box: "BaseMailBox", criteria: str, *, headers_only: bool, limit: int | None = None
) -> list[Mail]:
    found = box.fetch(
        criteria,
        mark_seen=False,
        headers_only=headers_only,
        reverse=True,
        limit=limit,
        bulk=headers_only,
    )
    return [_mail(one, with_text=not headers_only) for one in found]


def _mail(message: "MailMessage", *, with_text: bool) -> Mail:
    from voice_os.office.mail_text import plain

    sender = message.from_values
    answers = message.reply_to_values or ((sender,) if sender else ())
    name = (sender.name or sender.email) if sender else "somebody"
    key = str(message.obj.get("Message-ID", ""))
    return Mail(
        uid=message.uid or "",
        key=key.strip(),
        sender=_line(name),
        address=answers[0].email if answers else "",
        subject=_line(message.subject),
        at=message.date,
        text=plain(message.text, message.html) if with_text and message.size < _LARGEST else "",
    )


def _uid(mail: Mail) -> str:
    from imap_tools import AND

    return str(AND(uid=mail.uid))


def _folder(box: "BaseMailBox", kind: str) -> str:
    """The archive or the bin, by what the server says it is, else by its name; else a new one."""
    folders = box.folder.list()
    for folder in folders:
        if f"\\{kind}" in folder.flags:
            return folder.name
    for folder in folders:
        if folder.name.lower() in (kind.lower(), f"inbox.{kind.lower()}"):
            return folder.name
    box.folder.create(kind)
    return kind


def _box(host: str, settings: MailSettings) -> "BaseMailBox":
    import ssl

    import imap_tools

    port = settings.imap_port
    if settings.encryption == "none":
        return imap_tools.MailBoxUnencrypted(host, port, timeout=PATIENCE)
    checks = ssl.create_default_context()  # of itself imaplib would trust anybody
    if settings.encryption == "tls":
        return imap_tools.MailBox(host, port, timeout=PATIENCE, ssl_context=checks)
    return imap_tools.MailBoxStartTls(host, port, timeout=PATIENCE, ssl_context=checks)


def _smtp(host: str, port: int, settings: MailSettings) -> "smtplib.SMTP":
    import smtplib
    import ssl

    if settings.encryption == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=PATIENCE)
    if settings.encryption == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server


def _require_encryption(host: str, settings: MailSettings) -> None:
    if settings.encryption == "none" and not is_loopback(host):
        raise Problem(f"I don't give your password to {host} over an open line: mail.encryption.")


def _why(host: str, error: Exception) -> str:
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{host} cannot prove who it is: its certificate is not trusted."
    if isinstance(error, OSError):
        return f"{host} cannot be reached."
    return f"{host} refused."


def _line(text: str) -> str:
    """A text from outside as one short line."""
    return " ".join(text.split())[:200]


def _header(text: str) -> str:
    """A header's value, which has one line."""
    return " ".join(text.split())
