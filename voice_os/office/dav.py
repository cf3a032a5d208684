"""WebDAV collections: calendars (CalDAV, RFC 4791) and address books (CardDAV, RFC 6352).

A few requests over httpx: the library for calendars brings a second HTTP stack of 25 MB with it,
and knows no address books.
"""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from voice_os.consent.network import Network
from voice_os.errors import Problem
from voice_os.office.hosts import is_loopback

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")

Kind = Literal["calendar", "addressbook"]

PATIENCE = 15.0
"""Seconds that a server has to answer."""

LARGEST = 20_000_000
"""Characters of the largest answer that is read."""

_DAV = "{DAV:}"
_CAL = "{urn:ietf:params:xml:ns:caldav}"
_CARD = "{urn:ietf:params:xml:ns:carddav}"
_OF: dict[Kind, tuple[str, str, str]] = {
    "calendar": (f"{_CAL}calendar", f"{_CAL}calendar-home-set", f"{_CAL}calendar-data"),
    "addressbook": (f"{_CARD}addressbook", f"{_CARD}addressbook-home-set", f"{_CARD}address-data"),
}
_TYPES: dict[Kind, str] = {"calendar": "text/calendar", "addressbook": "text/vcard"}
_NAMESPACES = (
    'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" '
    'xmlns:a="urn:ietf:params:xml:ns:carddav"'
)
_WHERE = (
    f"<d:propfind {_NAMESPACES}><d:prop><d:resourcetype/><d:current-user-principal/>"
    "<c:calendar-home-set/><a:addressbook-home-set/></d:prop></d:propfind>"
)
_QUERIES: dict[Kind, str] = {
    "calendar": (
        f"<c:calendar-query {_NAMESPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop><c:filter>"
        '<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>'
        "</c:calendar-query>"
    ),
    "addressbook": (
        f"<a:addressbook-query {_NAMESPACES}><d:prop><d:getetag/><a:address-data/></d:prop>"
        '<a:filter><a:prop-filter name="FN"/></a:filter></a:addressbook-query>'
    ),
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One event or person on a server: its address, its version, and its text."""

    address: str
    version: str
    text: str


class Collection:
    """A calendar or an address book on a server. Everything goes through the network's door.

    Methods raise `Problem` where the door is closed, or the server refuses or cannot be reached.
    """

    def __init__(
        self, network: Network, kind: Kind, address: str, user: str, password: str | None
    ) -> None:
        """`address` may be the collection's own, or the server's: then it is looked for there."""
        self._network = network
        self._kind: Kind = kind
        self._address = address if urlsplit(address).path else address + "/"
        self._user, self._password = user, password
        self._found: str | None = None

    async def all(self) -> list[Resource]:
        """Everything in it."""
        return await self._network.run(lambda: self._with_client(self._read_all))

    async def put(self, name: str, text: str, version: str | None) -> None:
        """Store a resource. `name` is its address, or the name of a new one (`version` None).

        Raises `Problem`, and nothing was stored, where it has been changed or made meanwhile.
        """
        condition = {"If-Match": version} if version else {"If-None-Match": "*"}
        headers = {"Content-Type": f"{_TYPES[self._kind]}; charset=utf-8", **condition}
        await self._network.run(
            lambda: self._with_client(
                lambda client: self._asked(client, "PUT", self._at(client, name), text, headers)
            )
        )

    async def delete(self, resource: Resource) -> None:
        """Delete a resource. Raises `Problem`, and it is as it was, where it was changed."""
        headers = {"If-Match": resource.version} if resource.version else {}
        await self._network.run(
            lambda: self._with_client(
                lambda client: self._asked(client, "DELETE", resource.address, "", headers)
            )
        )

    def _with_client(self, work: "Callable[[httpx2.Client], T]") -> T:
        import httpx2

        if urlsplit(self._address).scheme != "https" and not is_loopback(self._host):
            raise Problem(f"The address of {self._host} has to begin with https.")
        signed = (self._user, self._password or "") if self._user else None
        try:
            with httpx2.Client(auth=signed, timeout=PATIENCE, follow_redirects=True) as client:
                return work(client)
        except (httpx2.HTTPError, httpx2.InvalidURL):
            raise Problem(f"{self._host} cannot be reached.") from None

    def _read_all(self, client: "httpx2.Client") -> list[Resource]:
        answer = self._asked(
            client, "REPORT", self._collection(client), _QUERIES[self._kind], {"Depth": "1"}
        )
        data = _OF[self._kind][2]
        return [
            Resource(urljoin(self._collection(client), address), found.get("getetag", ""), text)
            for address, found in _responses(answer)
            if (text := found.get(data))
        ]

    def _at(self, client: "httpx2.Client", name: str) -> str:
        """The address of a resource: a name alone is one of the collection."""
        return name if "://" in name else urljoin(self._collection(client), name)

    def _collection(self, client: "httpx2.Client") -> str:
        """The collection's own address, found from the one that was given."""
        if self._found is None:
            self._found = self._search(client)
        return self._found

    def _search(self, client: "httpx2.Client") -> str:
        """Look at the address, then below it, then in the home that the server names."""
        kind, home, _ = _OF[self._kind]
        address = self._address
        for depth in ("0", "1", "home"):
            if depth == "home":
                address = self._home(client, address, home)
            answer = self._asked(
                client, "PROPFIND", address, _WHERE, {"Depth": "0" if depth == "0" else "1"}
            )
            for below, found in _responses(answer):
                if kind in found.get("resourcetype", ""):
                    return posixpath.join(urljoin(address, below), "")
        raise Problem(f"There is no {self._kind} at {self._host}. Give its full address.")

    def _home(self, client: "httpx2.Client", address: str, home: str) -> str:
        for name in ("current-user-principal", home):
            answer = self._asked(client, "PROPFIND", address, _WHERE, {"Depth": "0"})
            named = [found[name] for _, found in _responses(answer) if found.get(name)]
            address = urljoin(address, named[0]) if named else address
        return address

    def _asked(
        self,
        client: "httpx2.Client",
        method: str,
        address: str,
        body: str,
        headers: Mapping[str, str],
    ) -> str:
        """The answer's text. The password goes to the host of the settings and no other."""
        if urlsplit(address).netloc != urlsplit(self._address).netloc:
            raise Problem(f"{self._host} sends me to another server, where I don't go.")
        sent = {"Content-Type": "application/xml; charset=utf-8", **headers}
        answer = client.request(method, address, content=body.encode(), headers=sent)
        match answer.status_code:
            case 401 | 403:
                raise Problem(f"{self._host} does not let me in. Check the user and the password.")
            case 412:
                raise Problem("It was changed elsewhere meanwhile, so I left it as it is.")
            case code if code >= 400:
                raise Problem(f"{self._host} refused, with the number {code}.")
        if len(answer.content) > LARGEST:
            raise Problem("What is there is too large for me to read.")
        return answer.text

    @property
    def _host(self) -> str:
        return urlsplit(self._address).hostname or self._address


def _responses(text: str) -> list[tuple[str, dict[str, str]]]:
    """The addresses of an answer, and the properties of each by name.

    Standing in for a property that holds elements are their names, or the address in them.
    """
    found = []
    for response in _parsed(text).iter(f"{_DAV}response"):
        properties: dict[str, str] = {}
        for prop in response.iter(f"{_DAV}prop"):
            for one in prop:
                hrefs = [href.text or "" for href in one.iter(f"{_DAV}href")]
                names = " ".join(below.tag for below in one)
                value = hrefs[0] if hrefs else names or (one.text or "")
                properties[one.tag.removeprefix(_DAV)] = value
        found.append((response.findtext(f"{_DAV}href", ""), properties))
    return found


def _parsed(text: str) -> ElementTree.Element:
    """The answer as XML. One that declares entities is refused: they can grow without end."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Problem("The server's answer is not one that I read.")
    try:
        return ElementTree.fromstring(text)  # noqa: S314 - no entities, as checked
    except ElementTree.ParseError:
        raise Problem("The server's answer cannot be read.") from None
