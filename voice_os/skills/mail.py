"""Mail: what came, reading it aloud, putting it away, answering and writing.

What stands in a mail is words to be read out: nothing in it is obeyed.
"""

import re
from typing import Self

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.office.contacts import Contacts, Person
from voice_os.office.mailbox import Mail, Mailbox
from voice_os.skills import Choice, Done, Effect, Missing, Proposal, Record, Wish, skill
from voice_os.skills.contacts import Name, find
from voice_os.skills.saying import say_count, say_moment
from voice_os.skills.services import Clock, Utterance
from voice_os.understanding.names import closest
from voice_os.understanding.times import When

_MOST = 4
"""How many mails are told at once. More would not be remembered."""

_RECENT = 30
"""How many of the last mails are looked through for one that is named."""

_ALOUD = 800
"""Characters of a mail that are read out at once."""


class Message(str):
    """What a mail is to say."""

    __slots__ = ()

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read a message. Raises ValueError where there is none."""
        if not words or words in ("it", "that", "this", "something"):
            raise ValueError(f"nothing to say: {words!r}")
        return cls(words)

    @classmethod
    def examples(cls) -> list[str]:
        """What people write to each other."""
        return [
            *("i'll be late", "thank you", "see you tomorrow", "i can't come on friday"),
            *("happy birthday", "the meeting is at ten", "yes that is fine", "call me back"),
        ]


async def take_back(record: Record, mailbox: Mailbox, network: Network) -> str:
    """Put back mails that were moved, or mark them as they were."""
    await mailbox.bring_back(network, record)
    return "The mail is back in your inbox."


async def take_mark_back(record: Record, mailbox: Mailbox, network: Network) -> str:
    """Mark mails as unread again."""
    await mailbox.mark(network, await _of_keys(mailbox, network, record["keys"]), read=False)
    return "It is marked as unread again."


_MAIL = "(mail|mails|email|emails|e mail|e mails|message|messages)"
_THE = "[the|my|any|a|that|this]"


@skill(
    f"(do i have|have i got|is there|are there|did i get|have i) [any|some|a] [new|unread] {_MAIL}",
    f"(do i have|is there|are there|did i get) [any|some|a] [new|unread] {_MAIL} from {{person}}",
    f"(do i have|is there|are there|did i get) [any|some|a] [new|unread] {_MAIL} {{when}}",
    f"(do i have|is there|are there|did i get) [any|some|a] [new|unread] {_MAIL} from {{person}} "
    "{when}",
    f"(check|look at|look through|show me|list) [my|the] [new|unread] {_MAIL}",
    f"(any|what is|what's) new [in my] {_MAIL}",
    f"(any|some) [new|unread] {_MAIL} [from {{person}}|{{when}}]",
    f"how many [new|unread] {_MAIL} (do i have|are there|have i got)",
    f"(what|which) [new|unread] {_MAIL} (do i have|are there|have i got|came in)",
    "(what is|what's) in my (inbox|mailbox)",
    "(did|has) {person} (write|written|mail|mailed|email|emailed|answer|answered) [me] [back] "
    "[{when}]",
    effect=Effect.READS,
)
async def check_mail(
    mailbox: Mailbox,
    network: Network,
    clock: Clock,
    person: Name | None = None,
    when: When | None = None,
) -> Done | str:
    """Tell what mail has come."""
    unread = await mailbox.unread(network)
    if person:
        unread = _from(unread, person)
    if when:
        start, end = when.span(clock.now())
        unread = [mail for mail in unread if start <= mail.at < end]
    whose = f" from {person.title()}" if person else ""
    of_then = " of that time" if when else ""
    if not unread:
        return f"There is no new mail{whose}{of_then}."
    told = "; ".join(_named(mail) for mail in unread[:_MOST])
    more = f"; and {len(unread) - _MOST} more" if len(unread) > _MOST else ""
    count = say_count(len(unread), "new mail").capitalize()
    choices = [Choice(_named(mail), Wish(read_mail, {"key": mail.key})) for mail in unread[:_MOST]]
    return Done(f"{count}: {told}{more}.", choices=choices)


@skill(
    f"(read|read me|read out|open|play) {_THE} [last|latest|newest|next] [new] {_MAIL}",
    f"(read|read me|read out|open|show me) {_THE} [last|latest|newest] {_MAIL} from {{person}}",
    "what (did|does|has) {person} (write|say|want|written) [to me] [in the mail|in that mail]",
    f"(what is|what's) in {_THE} {_MAIL} from {{person}}",
    effect=Effect.READS,
)
async def read_mail(
    mailbox: Mailbox,
    network: Network,
    clock: Clock,
    person: Name | None = None,
    key: str = "",
) -> str:
    """Read a mail out."""
    mail = await mailbox.read(network, await _meant(mailbox, network, person, key))
    mailbox.last = mail
    text = " ".join(mail.text.split())
    rest = " That is not all of it." if len(text) > _ALOUD else ""
    said = text[:_ALOUD].rpartition(" ")[0] if rest else text or "There is nothing in it."
    when = say_moment(mail.at.astimezone(clock.now().tzinfo), clock.now())
    subject = f", about {mail.subject}" if mail.subject else ""
    return f"From {mail.sender}{subject}, {when}: {said}{rest}"


_IT = "(it|that|this|the mail|that mail|this mail|the message|the email|that email)"


@skill(
    f"mark {_IT} [as] read",
    f"mark {_THE} {_MAIL} from {{person}} [as] read",
    f"mark (all|all of) [my|the] {_MAIL} [as] read",
    effect=Effect.CHANGES,
    undo=take_mark_back,
)
async def mark_mail(
    mailbox: Mailbox, network: Network, said: Utterance, person: Name | None = None
) -> Done | str:
    """Mark mail as read."""
    unread = await mailbox.unread(network)
    if not re.search(r"\ball\b", said.text.lower()):
        meant = await _meant(mailbox, network, person, "")
        unread = [mail for mail in unread if mail.key == meant.key]
    elif person:
        unread = _from(unread, person)
    if not unread:
        return "It is marked as read already."
    await mailbox.mark(network, unread, read=True)
    keys = [mail.key for mail in unread]
    are = "It is" if len(keys) == 1 else f"{say_count(len(keys), 'mail').capitalize()} are"
    return Done(f"{are} marked as read.", undo={"keys": keys})


@skill(
    f"(archive|put away|file|file away) {_IT}",
    f"(archive|put away|file|file away) {_THE} {_MAIL} from {{person}}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def archive_mail(
    mailbox: Mailbox, network: Network, person: Name | None = None, key: str = ""
) -> Done:
    """Put a mail into the archive."""
    mail = await _meant(mailbox, network, person, key)
    return Done(f"Archived: {_named(mail)}.", undo=await mailbox.archive(network, mail))


@skill(
    "(delete|throw away|bin|trash|remove) "
    "(the mail|that mail|this mail|the message|the email|that email)",
    f"(delete|throw away|bin|trash|remove) {_THE} {_MAIL} from {{person}}",
    effect=Effect.CHANGES,
    undo=take_back,
)
async def delete_mail(
    mailbox: Mailbox, network: Network, person: Name | None = None, key: str = ""
) -> Done:
    """Throw a mail away."""
    mail = await _meant(mailbox, network, person, key)
    return Done(f"In the bin: {_named(mail)}.", undo=await mailbox.delete(network, mail))


_A = "[a|an|another|the]"
_ONE = "(mail|email|e mail|message)"
_SAYING = "(saying|saying that|that|that says|and say|and say that|and tell them|with the words)"


@skill(
    f"(send|write) {_A} {_ONE} to {{person}} {_SAYING} {{what}}",
    f"(send|write) {{person}} {_A} {_ONE} {_SAYING} {{what}}",
    f"(send|write|compose) {_A} {_ONE} to {{person}}",
    f"(send|write) {{person}} {_A} {_ONE}",
    f"(mail|email) {{person}} {_SAYING} {{what}}",
    "(mail|email) to {person}",
    f"(send|write|compose) (a|an) {_ONE}",
    effect=Effect.SENDS,
)
async def send_mail(
    mailbox: Mailbox,
    contacts: Contacts,
    network: Network,
    said: Utterance,
    person: Name | None = None,
    what: Message | None = None,
) -> Proposal:
    """Write a mail and send it."""
    if person is None:
        raise Missing("person", "To whom?")
    to = find(person, contacts.known())
    if not to.addresses:
        raise Problem(f"There is no mail address of {to.name} in your address book.")
    if what is None:
        raise Missing("what", "What shall I write?", verbatim=True)
    return _proposal(mailbox, network, to, _sentence(said.as_said(what, sentence=True)), "", "")


@skill(
    f"(reply|answer|write back) {_SAYING} {{what}}",
    f"(reply|answer) (to it|to that|it|to the mail|the mail|to that mail) {_SAYING} {{what}}",
    "(reply|answer) (to it|to that|to the mail|the mail|to that mail)",
    effect=Effect.SENDS,
)
async def reply(
    mailbox: Mailbox, network: Network, said: Utterance, what: Message | None = None
) -> Proposal:
    """Answer the mail that was read last."""
    mail = mailbox.last
    if mail is None:
        raise Problem("Which mail? Have me read it first.")
    if not mail.address:
        raise Problem("That mail names no address to answer to.")
    if what is None:
        raise Missing("what", "What shall I answer?", verbatim=True)
    to = Person(mail.sender, addresses=(mail.address,))
    subject = mail.subject if mail.subject.lower().startswith("re:") else f"Re: {mail.subject}"
    return _proposal(
        mailbox, network, to, _sentence(said.as_said(what, sentence=True)), subject, mail.key
    )


def _proposal(
    mailbox: Mailbox, network: Network, to: Person, text: str, subject: str, answers: str
) -> Proposal:
    """Read back what would be sent, and to which address."""
    mailbox.require_sending()
    address = to.addresses[0]
    first = re.split(r"(?<=[.!?])\s", text)[0].rstrip(".")

    async def send() -> str:
        await mailbox.send(network, address, subject or first[:60], text, answers=answers)
        return "It is sent."

    about = f", about {subject}" if subject else ""
    return Proposal(f'To {to.name}, {address}{about}: "{text}" Shall I send it?', send)


async def _meant(mailbox: Mailbox, network: Network, person: str | None, key: str) -> Mail:
    """The mail that is meant: by its key, by who sent it, or the one that was read last.

    Raises `Problem` where there is none.
    """
    if not (person or key) and mailbox.last is not None:
        return mailbox.last
    unread = await mailbox.unread(network)
    recent = [*unread, *await mailbox.latest(network, _RECENT)]
    if key:
        recent = [mail for mail in recent if mail.key == key]
    elif person:
        recent = _from(recent, person)
    if not recent:
        whose = f" from {person.title()}" if person else ""
        raise Problem(f"I find no mail{whose}.")
    mailbox.last = recent[0]
    return recent[0]


async def _of_keys(mailbox: Mailbox, network: Network, keys: list[str]) -> list[Mail]:
    return [mail for mail in await mailbox.latest(network, _RECENT) if mail.key in keys]


def _from(mails: list[Mail], person: str) -> list[Mail]:
    """The mails of whom the name means, the newest first."""
    senders = list(dict.fromkeys(mail.sender for mail in mails))
    first = [one for one in senders if person in one.lower().split()]
    meant = first or [one for one in [closest(person, senders)] if one]
    return [mail for mail in mails if mail.sender in meant]


def _named(mail: Mail) -> str:
    about = f" about {mail.subject}" if mail.subject else ""
    return f"from {mail.sender}{about}"


def _sentence(words: str) -> str:
    """Words as a sentence: with a capital before and a stop behind."""
    words = re.sub(r"\bi\b", "I", words.strip())
    return f"{words[0].upper()}{words[1:]}{'' if words[-1] in '.!?' else '.'}"
