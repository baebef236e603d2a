import logging

import pytest

from mentorship.logs import LineFormatter, RequestIdFilter, request_id


def line(message, *args):
    record = logging.LogRecord("mentorship.test", logging.INFO, "", 0, message, args, None)
    RequestIdFilter().filter(record)
    return LineFormatter().format(record)


def test_an_event_names_its_request():
    token = request_id.set("abc12345")
    try:
        assert line("did %s", "this").endswith("INFO mentorship.test [abc12345] did this")
    finally:
        request_id.reset(token)


@pytest.mark.parametrize(
    "hostile", ["a\r\nFAKE", "a\x1b[31mred", "a\x85b", "a\u2028b", '{"a":1}\n']
)
def test_one_event_is_one_line(hostile):
    written = line("name %s", hostile)
    assert len(written.splitlines()) == 1
    assert "\x1b" not in written


@pytest.mark.django_db
def test_a_request_is_logged_without_address_or_name(client, caplog, cast):
    client.force_login(cast.ben.user)
    with caplog.at_level(logging.INFO, "mentorship.request"):
        response = client.get("/?q=secret", headers={"X-Request-ID": "given-id-1234"})
    assert response["X-Request-ID"] == "given-id-1234"
    text = caplog.records[-1].getMessage()
    assert text.startswith("GET home 200")
    assert "secret" not in text
    assert "ben" not in text.lower()


@pytest.mark.django_db
def test_a_forged_request_id_is_replaced(client):
    response = client.get("/healthz", headers={"X-Request-ID": "evil id<script>"})
    assert len(response["X-Request-ID"]) == 32
