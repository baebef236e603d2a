"""Chromium and Django in one process.

`Wire` answers the browser's requests with Django's test client, so a page is loaded by a real
browser, headers and scripts included, in the test's own transaction. `Watch` collects what a
page complains about.
"""

from urllib.parse import urlsplit

from django.contrib.staticfiles import finders

# Chromium trusts this name as it trusts https.
ORIGIN = "http://localhost"
# Runs before any script of the page. The test's own axe is not part of what the policy covers.
LISTEN = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP ${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile ?? ""}`);
});
"""


class Watch:
    def __init__(self, page):
        self.page = page
        self.complaints: list[str] = []
        page.add_init_script(LISTEN)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _console(self, message):
        # Chromium reports the status of an error page as an error of its own.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def taken(self) -> list[str]:
        complaints, self.complaints[:] = list(self.complaints), []
        return complaints


class Watches:
    def __init__(self):
        self.all: list[Watch] = []

    def append(self, page):
        self.all.append(Watch(page))


class Wire:
    """`wire.client` is whoever reads; `wire.load(answer)` shows an answer the client got."""

    def __init__(self, page):
        self.page = page
        self.client = None
        self.first = None
        page.route("**/*", self._answer)

    def load(self, answer, path):
        """The page of `answer`, at `path`; its styles and scripts come from the finders."""
        self.first = answer
        self.page.goto(ORIGIN + path, wait_until="load")

    def _answer(self, route):
        request = route.request
        parts = urlsplit(request.url)
        if parts.path.startswith("/static/"):
            route.fulfill(path=finders.find(parts.path.removeprefix("/static/")))
            return
        answer, self.first = self.first, None
        if answer is None:
            target = parts.path + ("?" + parts.query if parts.query else "")
            answer = self.client.get(target, headers=_passed_on(request.headers))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=body)


def _passed_on(headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.startswith(("hx-", "accept"))}
