"""Redis carries wake-ups only: with it stopped or black-holed (F4), every page of the main path
works at its usual speed, for no page ever connects to it; what it would have started is done by the
next tick."""

import socket
from contextlib import closing

import pytest
from django.urls import reverse

from mentorship.celery import app
from tests.path import steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_redis(settings):
    """A port that takes connections and never answers, in the settings and in Celery."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        was = app.conf.broker_url
        settings.REDIS_URL = settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{port}/0"
        app.conf.broker_url = settings.REDIS_URL
        yield
        app.conf.broker_url = was
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_the_whole_path_works(no_redis, program, smtp):
    assert steps.walk(program)


@pytest.mark.parametrize("name", ["home", "groups", "people", "my-profile", "settings"])
def test_pages_of_everyone(no_redis, cast, sign_in, name):
    assert sign_in(cast.ben).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["hr-overview", "hr-people", "hr-messages", "hr-health"])
def test_pages_of_hr(no_redis, cast, sign_in, name):
    assert sign_in(cast.hana).get(reverse(name)).status_code == 200
