"""Redis carries wake-ups only: with it stopped, every page of the main path works at its usual
speed, and what it would have started is done by the next tick."""

import socket
from contextlib import closing

import pytest
from django.urls import reverse

from mentorship.celery import app
from tests.path import steps

pytestmark = pytest.mark.django_db
SLOWEST = 2.0


@pytest.fixture
def no_redis(settings):
    """A port nobody listens on, in the settings and in Celery."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    settings.REDIS_URL = settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{port}/0"
    was, app.conf.broker_url = app.conf.broker_url, settings.REDIS_URL
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
    yield
    app.conf.broker_url = was


def test_the_whole_path_works_and_no_page_waits(no_redis, program, smtp):
    readers = steps.walk(program)
    assert max(reader.slowest for reader in readers) < (SLOWEST, "")


@pytest.mark.parametrize("name", ["home", "groups", "people", "my-profile", "settings"])
def test_pages_of_everyone(no_redis, cast, sign_in, name):
    assert sign_in(cast.ben).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["hr-overview", "hr-people", "hr-messages", "hr-health"])
def test_pages_of_hr(no_redis, cast, sign_in, name):
    assert sign_in(cast.hana).get(reverse(name)).status_code == 200
