"""Reading the title of a suggested link: only from the open internet, and only a little of it."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from community import link_titles
from community.link_titles import Net, Place, RefusedError, place_of, title_of
from community.models import Resource
from outbox.addresses import is_public
from tests.community.library.test_suggest import SUGGEST, suggest

PUBLIC = "93.184.216.34"
PAGE = "<html><head><title>A guide\n to &amp; from</title></head><body>x</body></html>"


class Web(ThreadingHTTPServer):
    """`pages` holds, by path, what is answered: (status, headers, body)."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.asked, self.opened = {}, [], []
        self.numbers = {}
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()

    def put(self, path, body=PAGE, *, status=200, **headers):
        headers = {"Content-Type": "text/html; charset=utf-8"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.pages[path] = (status, headers, body if isinstance(body, bytes) else body.encode())

    @property
    def net(self):
        """Every name is public but those in `numbers`; every public number is this server."""
        return Net(lambda host, port, seconds: self.numbers.get(host, [PUBLIC]), self.connect)

    def connect(self, number, port, seconds):
        self.opened.append((number, port))
        return socket.create_connection(self.server_address, timeout=seconds)

    def handle_error(self, request, client_address):
        """The reader hung up, as it should."""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.headers["Host"], self.path, dict(self.headers)))
        status, headers, body = self.server.pages[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if headers.get("X-Drip"):
            for byte in body:
                self.wfile.write(bytes([byte]))
                time.sleep(0.2)
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Quiet."""


@pytest.fixture
def web():
    server = Web()
    yield server
    server.shutdown()
    server.server_close()


def test_the_title_in_one_line(web):
    web.put("/guide?a=1")
    assert title_of("http://example.com/guide?a=1#part", net=web.net) == "A guide to & from"
    ((host, path, headers),) = web.asked
    assert (host, path) == ("example.com", "/guide?a=1")
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<svg><title>A picture</title></svg><title>The page</title>", "The page"),
        ("<title>One</title><title>Two</title>", "One"),
        ("<title>  </title>", ""),
        ("no title", ""),
        ("", ""),
        ("<title>never closed", "never closed"),
        ("<title><b>bold</b></title>", "<b>bold</b>"),
        ("<TITLE>Large</TITLE>", "Large"),
        ("<title>" + "x" * 500 + "</title>", "x" * 160),
        ("<title>a\x00b\u202ec</title>", "a b c"),
        ("<meta charset='latin-1'><title>caf\xe9</title>".encode("latin-1"), "café"),
        (b"<title>caf\xe9</title>", "caf\ufffd"),
    ],
)
def test_what_counts_as_the_title(web, body, title):
    web.put("/", body, Content_Type="text/html")
    found = title_of("http://example.com", net=web.net)
    # Parsers of newer Pythons read a title as plain text, older ones skip what is marked up.
    assert found in {title, "bold", ""} if "<b>" in title else found == title


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)",
        "data:text/html,<title>x</title>", "//example.com/", "example.com", "http://", "http:///x",
        "http://user:word@example.com/", "http://user@example.com/", "http://example.com:8080/",
        "http://example.com:443/", "https://example.com:80/", "http://example.com:22/",
        "http://example.com:99999/", "http://example.com:0/", "http://example.com\\@127.0.0.1/",
        "http://[::1", "http://exa\nmple.com/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_opened(web, url):
    web.put("/")
    assert title_of(url, net=web.net) == ""
    assert (web.opened, web.asked) == ([], [])


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1",
     "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3", "192.0.0.1", "192.0.2.1",
     "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
     "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1",
     "ff02::1", "ff0e::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1",
     "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::",
     "2001:db8::1", "100::1"],
)  # fmt: skip
def test_numbers_that_are_not_opened(web, settings, number):
    """Not even where the chat of the tests may stand on this machine."""
    settings.WEBHOOKS_ON_LOOPBACK = True
    web.put("/")
    web.numbers["inside.example"] = [number]
    assert title_of("http://inside.example/", net=web.net) == ""
    web.numbers["inside.example"] = [PUBLIC, number]
    assert title_of("http://inside.example/", net=web.net) == ""
    assert web.opened == []


@pytest.mark.parametrize("number", [PUBLIC, "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_numbers_that_are(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "localhost",
     "[::1]", "[::ffff:127.0.0.1]", "[::]", "localhost.", "①②⑦.⓪.⓪.①"],
)  # fmt: skip
def test_this_machine_in_any_spelling(host):
    """With the real resolver."""
    opened = []

    def connect(number, port, seconds):
        opened.append(number)
        raise OSError

    assert title_of(f"http://{host}/", net=Net(open=connect)) == ""
    assert opened == []


def test_the_number_that_was_checked_is_the_one_called(web):
    """A name that points elsewhere a moment later is not asked again."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    web.put("/")
    net = Net(lambda *_arguments: next(answers), web.connect)
    assert title_of("http://rebinding.example/", net=net) == "A guide to & from"
    assert web.opened == [(PUBLIC, 80)]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(web, status):
    web.put("/", "", status=status, Location="http://other.example/there")
    web.put("/there")
    assert title_of("http://example.com/", net=web.net) == "A guide to & from"
    assert [host for host, _path, _headers in web.asked] == ["example.com", "other.example"]


@pytest.mark.parametrize(
    "there",
    [
        "http://inside.example/", "http://127.0.0.1/", "http://[::1]/", "file:///etc/passwd",
        "http://other.example:6379/", "gopher://other.example/", "ftp://other.example/",
        "http://user:word@other.example/", "//inside.example/", "http://metadata/", "",
    ],
)  # fmt: skip
def test_redirects_are_checked_like_the_first_address(web, there):
    web.put("/", "", status=302, Location=there)
    web.numbers |= {
        "inside.example": ["10.0.0.1"], "127.0.0.1": ["127.0.0.1"], "::1": ["::1"],
        "metadata": ["169.254.169.254"],
    }  # fmt: skip
    assert title_of("http://example.com/", net=web.net) == ""
    assert {number for number, _port in web.opened} == {PUBLIC}
    assert {host for host, _path, _headers in web.asked} == {"example.com"}


def test_three_redirects_and_no_more(web):
    for number in range(4):
        web.put(f"/{number}", "", status=302, Location=f"/{number + 1}")
    web.put("/4")
    assert title_of("http://example.com/1", net=web.net) == "A guide to & from"
    assert title_of("http://example.com/0", net=web.net) == ""
    web.put("/ring", "", status=302, Location="/ring")
    web.asked.clear()
    assert title_of("http://example.com/ring", net=web.net) == ""
    assert len(web.asked) == 4


def test_no_cookie_is_carried_along(web):
    web.put("/", "", status=302, Location="/there", Set_Cookie="a=b")
    web.put("/there")
    title_of("http://example.com/", net=web.net)
    assert all("Cookie" not in headers for _host, _path, headers in web.asked)


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Type": "application/json"}, {"Content_Type": "image/svg+xml"},
        {"Content_Type": "text/plain"}, {"Content_Type": "application/octet-stream"},
        {"Content_Type": ""}, {"Content_Encoding": "gzip"}, {"Content_Encoding": "br"},
        {"status": 404}, {"status": 500}, {"status": 206}, {"status": 204},
    ],
)  # fmt: skip
def test_only_a_page_of_html_is_read(web, headers):
    web.put("/", **headers)
    assert title_of("http://example.com/", net=web.net) == ""


def test_no_more_than_512_kilobytes_are_read(web):
    web.put("/near", b"x" * (link_titles.MOST_BYTES - 200) + PAGE.encode())
    web.put("/far", b"x" * link_titles.MOST_BYTES + PAGE.encode())
    assert title_of("http://example.com/near", net=web.net) == "A guide to & from"
    assert title_of("http://example.com/far", net=web.net) == ""


def test_a_server_that_drips_is_hung_up_on(web, monkeypatch):
    monkeypatch.setattr(link_titles, "SECONDS", 0.6)
    web.put("/", "<title>x</title>" + "y" * 100, X_Drip="yes")
    began = time.monotonic()
    title_of("http://example.com/", net=web.net)
    assert time.monotonic() - began < 3


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(link_titles, "SECONDS", 0.3)
    monkeypatch.setattr(link_titles.socket, "getaddrinfo", lambda *a, **k: time.sleep(1) or [])
    began = time.monotonic()
    assert title_of("http://example.com/") == ""
    assert time.monotonic() - began < 1.5


def test_https_is_spoken_and_certificates_are_checked(web):
    """The server here speaks no TLS: nothing is read from it."""
    web.put("/")
    assert title_of("https://example.com/", net=web.net) == ""
    assert web.opened == [(PUBLIC, 443)]
    assert web.asked == []


def test_names_in_other_scripts_are_put_into_plain_letters():
    assert place_of("https://bücher.example/é") == Place(
        "https", "xn--bcher-kva.example", "/%C3%A9"
    )
    with pytest.raises((RefusedError, ValueError)):
        place_of("https://exa\u2028mple.example/")


# The page of a suggestion


@pytest.fixture
def titles(monkeypatch, settings, web):
    """Switched on, with a web of our own."""
    settings.LIBRARY_FETCH_TITLES = True
    monkeypatch.setattr(link_titles, "Net", lambda: web.net)
    web.put("/guide")
    return web


def test_the_title_is_filled_in_to_be_checked(cast, sign_in, titles):
    client = sign_in(cast.ben)
    page = suggest(client, url="http://example.com/guide", title="").text
    assert 'value="A guide to &amp; from"' in page
    assert "Check it, then suggest." in page
    assert "Enter the title" not in page
    assert not Resource.objects.exists()
    suggest(client, url="http://example.com/guide", title="A guide to & from")
    assert Resource.objects.get().title == "A guide to & from"


def test_a_page_without_a_title_asks_for_it(cast, sign_in, titles):
    titles.put("/guide", "nothing")
    page = suggest(sign_in(cast.ben), url="http://example.com/guide", title="").text
    assert "Enter the title" in page


def test_a_typed_title_opens_nothing(cast, sign_in, titles):
    suggest(sign_in(cast.ben), url="http://example.com/guide", title="Mine")
    assert titles.asked == []


def test_a_bad_link_opens_nothing(cast, sign_in, titles):
    page = suggest(sign_in(cast.ben), url="ftp://example.com/guide", title="").text
    assert "Link must be a web address" in page
    assert titles.opened == []


def test_thirty_an_hour(cast, sign_in, titles):
    client = sign_in(cast.ben)
    for _n in range(32):
        suggest(client, url="http://example.com/guide", title="")
    assert len(titles.asked) == 30
    suggest(sign_in(cast.emil), url="http://example.com/guide", title="")
    assert len(titles.asked) == 31


def test_an_hour_is_an_hour_however_often_it_is_asked(cast, sign_in, titles, monkeypatch):
    client, clock = sign_in(cast.ben), [time.time()]
    monkeypatch.setattr("time.time", lambda: clock[0])
    for _n in range(32):
        suggest(client, url="http://example.com/guide", title="")
        clock[0] += 60
    assert len(titles.asked) == 30
    clock[0] += 1800
    suggest(client, url="http://example.com/guide", title="")
    assert len(titles.asked) == 31


def test_off_by_default(cast, sign_in, web, monkeypatch):
    monkeypatch.setattr(link_titles, "Net", lambda: web.net)
    client = sign_in(cast.ben)
    page = suggest(client, url="http://example.com/guide", title="").text
    assert "Enter the title" in page
    assert "Leave it empty" not in client.get(SUGGEST).text
    assert web.opened == []
