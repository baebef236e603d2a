"""A reviewer's browser for `benchmarks.console`: one connection, the headers htmx sends, and what a
page loads beside itself."""

import gzip
import http.client
import re
from dataclasses import dataclass
from time import perf_counter

ASSET = re.compile(r'(?:<link[^>]+rel="(?:stylesheet|icon)"[^>]+href|<script[^>]+src)="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    seconds: float
    status: int
    text: str


class Reviewer:
    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie, self.token, self.address = cookie, "", ""
        self.origin = f"http://127.0.0.1:{port}"

    def page(self, path: str) -> Answer:
        """A whole page; what is asked for later is asked from there."""
        answer = self._ask("GET", path)
        self.address = self.origin + path
        self.token = next(iter(TOKEN.findall(answer.text)), self.token)
        return answer

    def fragment(self, path: str, target: str) -> Answer:
        return self._ask("GET", path, **self._htmx(target))

    def send(self, path: str, target: str, data: str = "") -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = f"csrfmiddlewaretoken={self.token}&{data}"
        return self._ask("POST", path, body, **kind, **self._htmx(target))

    def _htmx(self, target: str) -> dict[str, str]:
        return {"HX-Request": "true", "HX-Target": target, "HX-Current-URL": self.address}

    def _ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        sent = {"Cookie": self.cookie, "Accept-Encoding": "gzip", **headers}
        start = perf_counter()
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        sent_back = answer.read()
        spent = perf_counter() - start
        is_packed = answer.headers.get("Content-Encoding") == "gzip"
        text = gzip.decompress(sent_back) if is_packed else sent_back
        if answer.status >= 400:
            raise SystemExit(f"{method} {path} answers {answer.status}")
        self._keep_cookie(answer)
        return Answer(spent, answer.status, text.decode(errors="replace"))

    def _keep_cookie(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            pair = line.split(";")[0]
            name = pair.split("=")[0]
            kept = [one for one in self.cookie.split("; ") if not one.startswith(f"{name}=")]
            self.cookie = "; ".join([*kept, pair])

    def transferred(self, path: str) -> int:
        """Bytes of one address with compression, as a browser gets them."""
        sent = {"Cookie": self.cookie, "Accept-Encoding": "gzip"}
        self.connection.request("GET", path, headers=sent)
        answer = self.connection.getresponse()
        heads = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        return len(answer.read()) + heads


def assets(page: Answer) -> list[str]:
    return [path for path in ASSET.findall(page.text) if path.startswith("/")]
