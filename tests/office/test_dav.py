"""Calendars and address books on a real server."""

import pytest
from office.servers import PASSWORD, USER

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.office import events
from voice_os.office.dav import Collection, Kind

OPEN = Network({"calendar"}, "calendar.list_events")


def collection(address: str, kind: Kind = "calendar", password: str = PASSWORD) -> Collection:
    return Collection(OPEN, kind, address, USER, password)


EVENT = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//A test//EN\r
BEGIN:VEVENT\r
UID:{uid}\r
DTSTAMP:20260101T000000Z\r
DTSTART:20260303T100000Z\r
DTEND:20260303T110000Z\r
SUMMARY:{title}\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.mark.parametrize("path", ["", "kim/", "kim/calendar/", "kim/calendar"])
async def test_the_calendar_is_found_from_its_server_its_home_or_itself(
    dav_server: str, path: str
) -> None:
    await collection(dav_server + path).all()


async def test_what_is_put_is_there_and_what_is_deleted_is_not(dav_server: str) -> None:
    book = collection(dav_server)
    await book.put("one.ics", EVENT.format(uid="one", title="Tea"), None)
    (one,) = [it for it in await book.all() if it.address.endswith("/one.ics")]
    assert "Tea" in one.text
    await book.put(one.address, EVENT.format(uid="one", title="Coffee"), one.version)
    (two,) = [it for it in await book.all() if it.address.endswith("/one.ics")]
    assert events.parse(two.text).walk("VEVENT")[0]["summary"] == "Coffee"
    await book.delete(two)
    assert not [it for it in await book.all() if it.address.endswith("/one.ics")]


async def test_what_was_changed_elsewhere_is_not_written_over(dav_server: str) -> None:
    book = collection(dav_server)
    await book.put("two.ics", EVENT.format(uid="two", title="Tea"), None)
    (one,) = [it for it in await book.all() if it.address.endswith("/two.ics")]
    await book.put(one.address, EVENT.format(uid="two", title="Coffee"), one.version)
    with pytest.raises(Problem, match="changed elsewhere"):
        await book.put(one.address, EVENT.format(uid="two", title="Water"), one.version)
    with pytest.raises(Problem, match="changed elsewhere"):
        await book.put("two.ics", EVENT.format(uid="two", title="Water"), None)


async def test_an_address_book_is_found_beside_the_calendar(dav_server: str) -> None:
    people = collection(dav_server, "addressbook")
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Anna\r\nN:;Anna;;;\r\nEND:VCARD\r\n"
    await people.put("a.vcf", card, None)
    (one,) = await people.all()
    assert "FN:Anna" in one.text


async def test_a_wrong_password_and_a_server_that_is_not_there_are_sentences(
    dav_server: str,
) -> None:
    with pytest.raises(Problem, match="user and the password"):
        await collection(dav_server, password="wrong").all()  # noqa: S106
    with pytest.raises(Problem, match=r"127\.0\.0\.1 cannot be reached"):
        await collection("http://127.0.0.1:1/").all()


async def test_no_password_goes_over_an_open_line_or_to_another_server() -> None:
    with pytest.raises(Problem, match="begin with https"):
        await collection("http://calendar.example/").all()


async def test_without_permission_the_network_is_not_touched(dav_server: str) -> None:
    closed = Collection(Network((), "calendar.list_events"), "calendar", dav_server, USER, PASSWORD)
    with pytest.raises(Problem, match="allow calendar to use the network"):
        await closed.all()
