import os
import shutil
import threading
import time

import pytest
from django.core import signals
from django.core.cache import cache
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.browser.network import Watch, Watches
from tests.browser.person import Person

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def _one_connection_per_thread():
    """Playwright keeps an event loop running in this thread; Django would then give every
    callback of it a connection of its own, outside the test's transaction."""
    plain = threading.local()
    for alias in connections:
        setattr(plain, alias, connections[alias])
    connections._connections = plain


@pytest.fixture(scope="session")
def chromium(_one_connection_per_thread):
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("no Chromium in PATH (make browser)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium):
    """A browser window of its own: no cookie of any other test."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-US", reduced_motion="reduce"
    )
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def watch(page):
    """What the page complained about; every test ends with none."""
    watch = Watch(page)
    yield watch
    assert watch.complaints == []


@pytest.fixture(scope="session")
def _requests():
    """How many requests are being answered in this process."""
    going = Counter()
    signals.request_started.connect(going.begin)
    signals.request_finished.connect(going.end)
    return going


class Counter:
    def __init__(self):
        self.number, self.lock = 0, threading.Lock()

    def begin(self, **_given):
        with self.lock:
            self.number += 1

    def end(self, **_given):
        with self.lock:
            self.number -= 1


@pytest.fixture
def site(transactional_db, live_server, settings, smtp, chromium, _requests):
    """The application on a real port, as the links in its mails name it. The tables are emptied
    only when no page asks for anything any more."""
    cache.clear()  # Its table is not flushed; it counts attempts of sign-in.
    settings.PUBLIC_URL = live_server.url
    yield live_server.url
    for context in chromium.contexts:
        for page in context.pages:
            page.goto("about:blank")
    deadline = time.monotonic() + 60
    while _requests.number > 0 and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.fixture
def watched():
    """Pages added to this list must end without a complaint."""
    watches = Watches()
    yield watches
    assert [line for watch in watches.all for line in watch.complaints] == []


@pytest.fixture
def newcomer(chromium, site, watched):
    """Each person has a browser of their own. SHOTS=<folder> keeps what they saw last."""
    contexts = []

    def _newcomer(**options):
        options = {"timezone_id": "Europe/Madrid", "reduced_motion": "reduce"} | options
        contexts.append(chromium.new_context(locale="en-US", **options))
        return Person(contexts[-1], site, watched)

    yield _newcomer
    for number, context in enumerate(contexts):
        if folder := os.environ.get("SHOTS"):
            context.pages[0].screenshot(path=f"{folder}/last-{number}.png")
        context.close()
