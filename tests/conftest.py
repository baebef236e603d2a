import shutil
from pathlib import Path

import django
import pytest
from django.db import connections

from tests import emptying, environment

# Settings read the environment, so the services come first. In an xdist worker the variables are
# already there and nothing is started.
environment.start()
django.setup()
emptying.install()

# A page must not wait; a test on a busy machine may, and holds one transaction from end to end.
_options = connections.databases["default"]["OPTIONS"]
_options["connect_timeout"] = 60
_options["options"] += " -c idle_in_transaction_session_timeout=0"

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def pytest_unconfigure(config: pytest.Config) -> None:
    environment.stop()


@pytest.fixture(autouse=True)
def _plain_static_files(settings) -> None:
    """No manifest: a test needs no collectstatic unless it says so."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _patient_races(request, monkeypatch) -> None:
    """Many threads want one row: on a busy machine the last of them waits longer than a page may.
    What a page does then has a test of its own."""
    group = request.node.get_closest_marker("xdist_group")
    if group and "races" in group.args:
        options = connections.databases["default"]["OPTIONS"]
        patient = options["options"].replace("lock_timeout=5s", "lock_timeout=60s")
        monkeypatch.setitem(options, "options", patient)


@pytest.fixture
def cast(db):
    from tests.people import build_cast

    return build_cast()


@pytest.fixture
def sign_in(client):
    """`sign_in(profile)` gives the test client signed in as that person."""

    def _sign_in(profile):
        client.force_login(profile.user)
        return client

    return _sign_in


@pytest.fixture(scope="session")
def _smtp_peer():
    from tests import mail

    yield mail.peer()
    mail.stop_peer()


@pytest.fixture
def smtp(_smtp_peer, settings):
    """A real mail server; `smtp.messages` holds what it got (see tests/mail.py)."""
    _smtp_peer.reset()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _smtp_peer.port
    return _smtp_peer


@pytest.fixture(scope="session")
def data_dir() -> Path:
    return Path(__file__).parent / "data"
