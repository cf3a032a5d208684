"""The address book by voice. It is the third of November 2026."""

import pytest
from office.test_contacts import CARDS
from skills.scripted import Ask

from voice_os.consent.folders import Folders
from voice_os.errors import Problem


@pytest.fixture
def known(folders: Folders) -> None:
    folders.write("contacts.vcf", "".join(CARDS).encode())


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what is Anna's number", "Anna Müller: plus 4 9 1 7 0 1 2 3 4 5 6 7 and 0 3 0 1 2 3."),
        ("what's Anna's email address", "Anna Müller: anna@example.org."),
        ("where does Anna live", "Anna Müller: Long Street 1, Oslo, 0150, Norway."),
        (
            "when is Tom's birthday",
            "Tom's birthday is on Sunday, the twenty-eighth of February 2027.",
        ),
        ("whose birthday is next", "Jane Doe, on Thursday, the thirty-first of December."),
        ("what is Jane's phone number", "There is no number of Jane Doe in your address book."),
    ],
)
async def test_what_is_on_the_cards_is_told(ask: Ask, question: str, answer: str) -> None:
    assert await ask(question) == answer


@pytest.mark.usefixtures("known")
async def test_who_is_not_there_is_said_not_to_be(ask: Ask) -> None:
    with pytest.raises(Problem, match="don't find Zebedee"):
        await ask("what is Zebedee's number")


async def test_somebody_is_added_and_taken_out_again(ask: Ask, folders: Folders) -> None:
    answer = "Kim Wood is in your address book, with 5 5 5 1 2 3."
    assert await ask("add Kim Wood to my contacts with the number 555123") == answer
    assert await ask("what's Kim's number") == "Kim Wood: 5 5 5 1 2 3."
    assert await ask("undo that") == "Kim Wood is not in your address book any more."
    assert folders.read("contacts.vcf") == b""


async def test_a_number_that_is_missing_is_asked_for(ask: Ask) -> None:
    assert await ask("add Kim to my contacts") == "What is the number?"
    assert await ask("five five five one two") == ("Kim is in your address book, with 5 5 5 1 2.")
