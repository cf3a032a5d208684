"""The address book: vCards of several kinds, read, written and found."""

from datetime import date

import pytest

from voice_os.office.contacts import Birthday, Person, card, coming_birthdays, people

CARDS = [
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Müller;Anna;;;\r\nFN:Anna Müller\r\n"
    "TEL;TYPE=CELL:+49 170 1234567\r\nTEL;TYPE=HOME:030 123\r\n"
    "item1.EMAIL;TYPE=INTERNET:anna@example.org\r\nBDAY:1990-04-12\r\n"
    "ADR;TYPE=HOME:;;Long Street 1;Oslo;;0150;Norway\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Tom\r\nBDAY:--0229\r\nTEL;VALUE=uri:tel:+1-555\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;Jane;;;\r\nBDAY:1604-12-31\r\nEND:VCARD\r\n",
]


def test_cards_of_both_versions_are_read() -> None:
    anna, tom, jane = people(CARDS)
    assert anna.name == "Anna Müller"
    assert anna.phones == ("+49 170 1234567", "030 123")
    assert anna.addresses == ("anna@example.org",)
    assert anna.birthday == Birthday(4, 12, 1990)
    assert anna.home == "Long Street 1, Oslo, 0150, Norway"
    assert (tom.birthday, tom.phones) == (Birthday(2, 29), ("+1-555",))
    assert (jane.name, jane.birthday) == ("Jane Doe", Birthday(12, 31))


@pytest.mark.parametrize("text", ["", "BEGIN:VCARD\r\nEND:VCARD\r\n", "BEGIN:VCARD\r\n", "x" * 99])
def test_a_card_that_is_none_is_left_out(text: str) -> None:
    assert people([text, CARDS[1]])[-1].name == "Tom"
    assert len(people([text, CARDS[1]])) == 1


def test_what_is_written_is_read_again() -> None:
    person = Person("Anna; of, Oslo", ("030 123",), ("a@b.example",), Birthday(4, 12, 1990))
    assert people([card(person)]) == [person]


def test_a_birthday_is_next_this_year_or_the_following_and_in_every_year() -> None:
    assert Birthday(4, 12).next(date(2026, 4, 12)) == date(2026, 4, 12)
    assert Birthday(4, 12).next(date(2026, 4, 13)) == date(2027, 4, 12)
    assert Birthday(2, 29).next(date(2026, 1, 1)) == date(2026, 2, 28)


def test_who_has_a_birthday_next_is_first() -> None:
    coming = coming_birthdays(people(CARDS), date(2026, 11, 3))
    assert [person.name for _, person in coming] == ["Jane Doe", "Tom", "Anna Müller"]
