"""The title a page on the open web gives itself, for a link somebody suggests.

    title_of("https://example.com/guide")     # "A guide to giving", or "" when there is none

Off unless LIBRARY_FETCH_TITLES is on: a server that opens addresses people type can be used to
look into the network it stands in. So each hop must be http or https on its usual port and every
number its name has must be public; the connection goes to a number that was checked, not to the
name again. Nothing of ours is sent along, and little is read: 512 KB of HTML, within 5 seconds for
all hops. Whatever goes wrong is no title, and the page does not say what it was.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from html.parser import HTMLParser
from time import monotonic
from urllib.parse import urljoin, urlsplit

from allauth.core.ratelimit import consume
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

from community.library_links import PORTS
from outbox.addresses import is_public

SECONDS = 5.0
MOST_BYTES = 512 * 1024
MOST_REDIRECTS = 3
REDIRECTS = {301, 302, 303, 307, 308}
HTML = {"text/html", "application/xhtml+xml"}
LONGEST = 160
HEADERS = {"User-Agent": "Mentoring", "Accept": "text/html", "Accept-Encoding": "identity"}


class RefusedError(Exception):
    """Nothing we open, or nothing to read."""


@dataclass(frozen=True)
class Place:
    scheme: str
    host: str
    path: str

    @property
    def port(self) -> int:
        return PORTS[self.scheme]


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """Every number of the name. The resolver knows no time limit, so that it is given one here."""
    found: list[str] = []

    def ask() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return list(found)


def _open(number: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((number, port), timeout=seconds)


@dataclass(frozen=True)
class Net:
    """The way out. Tests put a server of their own at its end; what is allowed is checked here."""

    resolve: Callable[[str, int, float], list[str]] = field(default=_resolve)
    open: Callable[[str, int, float], socket.socket] = field(default=_open)


def title_for(request: HttpRequest, url: str) -> str:
    """The same, so many times an hour for each person (`ACCOUNT_RATE_LIMITS`)."""
    return title_of(url) if consume(request, action="link_title") else ""


def title_of(url: str, *, net: Net | None = None) -> str:
    until = monotonic() + SECONDS
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            page, url = _hop_to(url, net or Net(), until)
            if page is not None:
                return _title(page)
    except (RefusedError, OSError, http.client.HTTPException, ValueError):
        pass
    return ""


def place_of(url: str) -> Place:
    """Raises RefusedError, ValueError."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
    is_plain = parts.username is None and "\\" not in url and url.isprintable()
    if parts.scheme not in PORTS or not host or not is_plain:
        raise RefusedError
    if parts.port not in (None, PORTS[parts.scheme]):
        raise RefusedError
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host, iri_to_uri(path))


def _hop_to(url: str, net: Net, until: float) -> tuple[str | None, str]:
    """The page there, or the address it leads on to."""
    place = place_of(url)
    line = _connect(place, net, until)
    connection = http.client.HTTPConnection(place.host, place.port)
    connection.sock = line
    # A server that drips one byte at a time keeps every single read within its limit.
    watch = threading.Timer(_left(until), _hang_up, [line])
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", place.path, headers={"Host": place.host} | HEADERS)
        response = connection.getresponse()
        if response.status in REDIRECTS:
            return None, urljoin(url, response.headers["Location"] or "")
        return _read(response), url
    finally:
        watch.cancel()
        connection.close()
        line.close()


def _connect(place: Place, net: Net, until: float) -> socket.socket:
    numbers = net.resolve(place.host, place.port, _left(until))
    if not numbers or not all(map(is_public, numbers)):
        raise RefusedError
    found = net.open(numbers[0], place.port, _left(until))
    try:
        found.settimeout(_left(until))
        if place.scheme == "https":
            context = ssl.create_default_context()
            return context.wrap_socket(found, server_hostname=place.host)
    except OSError:
        found.close()
        raise
    return found


def _read(response: http.client.HTTPResponse) -> str:
    kind = Message()
    kind["Content-Type"] = response.headers.get("Content-Type", "")
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if response.status != http.client.OK or packed != "identity":
        raise RefusedError
    if kind.get_content_type() not in HTML or "Content-Type" not in response.headers:
        raise RefusedError
    data = response.read(MOST_BYTES)
    charset = kind.get_content_charset() or _charset(data)
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _charset(data: bytes) -> str:
    """What the page says of itself in its first kilobyte, as browsers look for it."""
    _before, there, after = data[:1024].lower().partition(b"charset=")
    name = after.lstrip(b"\"' ").split(b'"')[0].split(b"'")[0].split(b">")[0]
    return name.strip(b" /;").decode("ascii", "ignore") if there else "utf-8"


class _Titles(HTMLParser):
    """The text of the first title that is not one of a picture."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.is_inside = self.is_done = False
        self.pictures = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pictures += tag == "svg"
        self.is_inside = tag == "title" and not self.pictures and not self.is_done

    def handle_endtag(self, tag: str) -> None:
        self.pictures -= tag == "svg"
        self.is_done = self.is_done or (self.is_inside and tag == "title")
        self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside and not self.is_done:
            self.words.append(data)


def _title(page: str) -> str:
    reader = _Titles()
    reader.feed(page)
    text = "".join(c if c.isprintable() else " " for c in "".join(reader.words))
    return " ".join(text.split())[:LONGEST].strip()


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise RefusedError
    return left


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
