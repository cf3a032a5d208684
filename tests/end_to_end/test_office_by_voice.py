"""Calendar, contacts, mail and letters by voice.

Behind them: a CalDAV server, an IMAP and an SMTP server on this machine, and the person's files.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import imap_tools
import keyring
import pytest
from end_to_end.by_voice import Row, hold
from end_to_end.keyring_of_the_test import Ring
from office.servers import PASSWORD, USER, Post, pymap, radicale, smtp
from office.test_mailbox import letter
from skills.programs import scripted_program

ANNA = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Miller\r\nEMAIL:anna@example.org\r\n"
    "TEL:555 123\r\nADR:;;Castle Lane 7;Bergen;;;\r\nBDAY:1990-04-12\r\nEND:VCARD\r\n"
)


@dataclass(frozen=True)
class Office:
    """What is around her: a home, and what other servers and programs hold."""

    home: Path
    calendar: Path
    imap_port: int
    post: Post

    @property
    def events(self) -> str:
        """All events on the server."""
        return "".join(file.read_text() for file in self.calendar.glob("*.ics"))

    @property
    def contacts(self) -> str:
        return (self.home / "Documents" / "contacts.vcf").read_text()

    def mails(self, folder: str) -> dict[str, tuple[str, ...]]:
        """The subjects of the mails in a folder of the server, and their flags."""
        box = imap_tools.MailBoxUnencrypted("127.0.0.1", self.imap_port).login(USER, PASSWORD)
        with box:
            if not box.folder.exists(folder):
                return {}
            box.folder.set(folder)
            return {mail.subject: mail.flags for mail in box.fetch(mark_seen=False)}

    @property
    def letters(self) -> list[Path]:
        return list((self.home / "Documents" / "Letters").glob("*"))

    @property
    def printed(self) -> bytes:
        file = self.home / "printed"
        return file.read_bytes() if file.exists() else b""

    def sent(self, count: int, words: str) -> bool:
        """Whether so many mails have gone out, the last to Anna, with these words."""
        if len(self.post.messages) != count:
            return False
        last = self.post.messages[-1]
        body = last.get_body()
        assert body is not None
        return last["To"] == "anna@example.org" and words in body.get_content().lower()


@pytest.fixture
def office(
    bare_home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    (bare_home / "Documents" / "contacts.vcf").write_text(ANNA)
    folder = tmp_path_factory.mktemp("radicale")
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    scripted_program("lp", f'cat > "{bare_home}/printed"', bare_home, monkeypatch)
    with pymap() as imap_port, smtp() as (smtp_port, post), radicale(folder) as dav:
        with imap_tools.MailBoxUnencrypted("127.0.0.1", imap_port).login(USER, PASSWORD) as box:
            for subject in ("Lunch", "Tickets"):
                box.append(letter("Anna Miller <anna@example.org>", subject, "Shall we?"), "INBOX")
        (bare_home / "config.toml").write_text(
            f"""
            consent.network = ["mail", "calendar", "letters"]
            calendar = {{ url = "{dav}", user = "{USER}" }}
            [mail]
            address = "kim@example.org"
            user = "{USER}"
            imap = "127.0.0.1"
            imap_port = {imap_port}
            smtp = "127.0.0.1"
            smtp_port = {smtp_port}
            encryption = "none"
            """
        )
        calendar = folder / "data" / "collection-root" / USER / "calendar"
        yield Office(bare_home, calendar, imap_port, post)
    keyring.set_keyring(before)


CALENDAR: list[Row[Office]] = [
    Row(
        "calendar.add_event",
        "plan a meeting with anna tomorrow at five",
        "in your calendar tomorrow at five",
        lambda it: "with anna" in it.events.lower(),
    ),
    Row("calendar.list_events", "what is on tomorrow", "Meeting with anna at five"),
    Row("calendar.tell_free", "am i free tomorrow at five", "^No: Meeting with anna"),
    Row("calendar.find_event", "when do i have a meeting", "Meeting with anna tomorrow at five"),
    Row(
        "calendar.move_event",
        "reschedule the meeting to nine",
        "is now tomorrow at nine",
        lambda it: "T210000" in it.events,
    ),
    Row("doing.undo", "undo that", "as it was", lambda it: "T170000" in it.events),
    Row(
        "calendar.remove_event",
        "cancel the meeting tomorrow",
        "struck out",
        lambda it: "VEVENT" not in it.events,
    ),
]

CONTACTS: list[Row[Office]] = [
    Row("contacts.tell_number", "what is the phone number of anna", "5 5 5 1 2 3"),
    Row("contacts.tell_address", "where does anna live", "Castle Lane 7"),
    Row("contacts.tell_birthday", "when is the birthday of anna", "the twelfth of April"),
    Row("contacts.next_birthday", "whose birthday is next", "Anna Miller, .*twelfth of April"),
    Row("contacts.look_up", "find anna in my contacts", "anna@example.org"),
    Row(
        "contacts.add_contact",
        "add tom to my contacts with the number one two three",
        "in your address book, with 1 2 3",
        lambda it: "FN:Tom" in it.contacts,
    ),
]

MAIL: list[Row[Office]] = [
    Row("mail.check_mail", "check my mail", "Two new mails: .* about Tickets"),
    Row("mail.read_mail", "read the mail from anna", "about Tickets.* Shall we"),
    Row(
        "mail.mark_mail",
        "mark it as read",
        "marked as read",
        lambda it: "\\Seen" in it.mails("INBOX")["Tickets"],
    ),
    Row("mail.reply", "reply to it", "What shall I answer"),
    Row("", "happy birthday", "To Anna Miller, .*Happy birthday.* Shall I send it"),
    Row("", "yes", "It is sent", lambda it: it.sent(1, "happy birthday")),
    Row(
        "mail.archive_mail",
        "archive the mail",
        "Archived: .* about Tickets",
        lambda it: "Tickets" in it.mails("Archive") and "Tickets" not in it.mails("INBOX"),
    ),
    Row(
        "mail.delete_mail",
        "delete the mail from anna",
        "In the bin: .* about Lunch",
        lambda it: "Lunch" in it.mails("Trash") and not it.mails("INBOX"),
    ),
    Row("mail.send_mail", "send an email to anna", "What shall I write"),
    Row("", "happy birthday", "To Anna Miller, .*Happy birthday.* Shall I send it"),
    Row("", "no", ".", lambda it: len(it.post.messages) == 1),
    Row("mail.send_mail", "send an email to anna", "What shall I write"),
    Row("", "happy birthday", "Shall I send it"),
    Row("", "yes", "It is sent", lambda it: it.sent(2, "happy birthday")),
]

LETTERS: list[Row[Office]] = [
    Row("letters.write_letter", "write a letter to anna", "What shall I write"),
    Row("", "thank you very much", "one sentence"),
    Row("letters.read_letter", "read the letter back to me", "Dear Anna, Thank you very much"),
    Row("letters.add_to_letter", "add happy birthday to the letter", "two sentences"),
    Row("letters.change_letter", "change the second sentence to thank you", "It says now: Thank"),
    Row(
        "letters.reword_letter", "change thank you to happy birthday in the letter", "changed that"
    ),
    Row("letters.read_letter", "read the letter back to me", "Anna, Happy birthday very much"),
    Row("letters.end_letter", "close the letter with love", "It ends: Love"),
    Row("letters.restyle_letter", "make the letter shorter", "I need a language model"),
    Row(
        "letters.save_letter",
        "save the letter as a pdf",
        "saved as .*Anna.pdf",
        lambda it: it.letters[0].read_bytes().startswith(b"%PDF"),
    ),
    Row("letters.print_letter", "print the letter", "Print the letter to Anna"),
    Row(
        "",
        "yes",
        "to the printer",
        lambda it: it.printed.startswith(b"%PDF"),
        instead="a printer",
    ),
    Row("letters.mail_letter", "mail the letter to anna", "Shall I send it"),
    Row("", "yes", "It is sent", lambda it: it.sent(3, "happy birthday very much")),
]

ROWS = [*CALENDAR, *CONTACTS, *MAIL, *LETTERS]


async def test_every_wish_is_heard_done_and_answered(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = await hold(ROWS, office, office.home, monkeypatch)
    assert not wrong, "\n".join(wrong)
