"""A page that broke: the database's fault is a 503 that says so, anything else a 500."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory

from mentorship.problems import server_error


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError, 503, "Back in a minute"),
        (InterfaceError, 503, "Back in a minute"),
        (ValueError, 500, "Something broke"),
    ],
)
def test_who_is_to_blame(error, status, words):
    try:
        raise error("words nobody should see")
    except error:
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == status
    assert answer.get("Retry-After") == ("30" if status == 503 else None)
    assert "words nobody should see" not in answer.content.decode()
    assert words in answer.content.decode() or status == 500
