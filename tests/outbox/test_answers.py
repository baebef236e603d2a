"""What the mail server says, and what becomes of the mail: a real peer that misbehaves."""

import datetime as dt

import pytest
from django.utils import timezone

from outbox.drain import drain
from outbox.models import Message, Suppression
from tests.mail import Hangup, drain_outbox
from tests.outbox.kinds import queue

pytestmark = pytest.mark.django_db
MINUTES = [1, 5, 25, 120, 720]


def hang_up(address):
    raise Hangup


def only(bad, answer):
    return lambda address: answer if address == bad else None


@pytest.mark.parametrize("stage", ["on_mail", "on_rcpt", "on_data"])
@pytest.mark.parametrize("kind", ["test-once", "test-sure"])
def test_not_now_is_tried_again_later(smtp, stage, kind):
    row = queue(kind=kind)
    setattr(smtp, stage, lambda address: "451 4.7.1 greylisted")
    assert drain_outbox() == []
    row.refresh_from_db()
    assert (row.status, row.attempts, row.smtp_code) == ("queued", 1, 451)
    assert dt.timedelta(seconds=50) < row.not_before - timezone.now() <= dt.timedelta(minutes=1)
    setattr(smtp, stage, lambda address: None)
    assert drain_outbox() == []
    assert len(drain_outbox(now=timezone.now() + dt.timedelta(minutes=2))) == 1


def test_the_pauses_grow_and_then_it_has_failed(smtp):
    row = queue(context={"pair": 7, "goal": "words"})
    smtp.on_rcpt = lambda address: "450 later"
    now = timezone.now()
    for minutes in MINUTES:
        drain(now=now)
        row.refresh_from_db()
        assert row.not_before - now == dt.timedelta(minutes=minutes)
        now = row.not_before
    drain(now=now)
    row.refresh_from_db()
    # The ids stay, so that HR can send it again; the words are gone.
    assert (row.status, row.attempts, row.context) == ("failed", 6, {"pair": 7})


def test_an_address_that_does_not_exist_is_never_tried_again(smtp):
    row = queue()
    smtp.on_rcpt = lambda address: "550 5.1.1 no such user"
    drain()
    row.refresh_from_db()
    assert (row.status, row.attempts, row.smtp_code) == ("failed", 1, 550)
    assert Suppression.objects.get().address == "a@example.com"
    smtp.on_rcpt = lambda address: None
    queue("second", address="a@example.com")
    assert drain_outbox() == []


@pytest.mark.parametrize("answer", ["550 no", "552 5.2.2 full", "554 5.7.1 spam", "550 5.1.8 you"])
def test_other_refusals_fail_this_mail_only(smtp, answer):
    row = queue("bad")
    queue("good")
    smtp.on_rcpt = only("bad@example.com", answer)
    assert [mail.to for mail in drain_outbox()] == ["good@example.com"]
    row.refresh_from_db()
    assert (row.status, row.attempts) == ("failed", 1)
    assert Suppression.objects.count() == 0


def test_a_refused_sender_suppresses_nobody(smtp):
    queue()
    smtp.on_mail = lambda address: "550 5.1.0 sender rejected"
    drain()
    assert (Message.objects.get().status, Suppression.objects.count()) == ("failed", 0)


def test_refused_after_data(smtp):
    row = queue()
    smtp.on_data = lambda address: "554 5.6.0 not this"
    drain()
    row.refresh_from_db()
    assert (row.status, row.smtp_text) == ("failed", "5.6.0 not this")


@pytest.mark.parametrize(
    ("kind", "status", "attempts"), [("test-once", "unknown", 1), ("test-sure", "queued", 1)]
)
def test_a_connection_lost_after_data(smtp, kind, status, attempts):
    row = queue(kind=kind)
    queue("next")
    smtp.on_data = lambda address: hang_up(address) if address == "a@example.com" else None
    assert [mail.to for mail in drain_outbox()] == ["next@example.com"]
    row.refresh_from_db()
    assert (row.status, row.attempts) == (status, attempts)
    smtp.on_data = lambda address: None
    again = drain_outbox(now=timezone.now() + dt.timedelta(hours=1))
    assert len(again) == (status == "queued")
    if again:
        assert again[0].headers["Message-ID"] == row.message_id


def test_a_connection_lost_before_data_is_simply_tried_again(smtp):
    row = queue()
    smtp.on_rcpt = hang_up
    drain()
    row.refresh_from_db()
    assert (row.status, row.attempts) == ("queued", 1)


def test_a_server_that_closes_between_mails_costs_nothing(smtp):
    for key in "abc":
        queue(key)
    seen = []

    def close_once(address):
        seen.append(address)
        if len(seen) == 2:
            raise Hangup

    smtp.on_mail = close_once
    assert len(drain_outbox()) == 3
    assert smtp.connections == 2
    assert set(Message.objects.values_list("status", "attempts")) == {("sent", 0)}


def test_a_server_that_is_away_puts_the_batch_off(smtp, settings):
    settings.EMAIL_PORT = 1
    for key in "abc":
        queue(key)
    assert drain() == 0
    assert set(Message.objects.values_list("status", "attempts", "smtp_text")) == {
        ("queued", 1, "ConnectionRefusedError")
    }


@pytest.mark.parametrize(("stage", "status"), [("on_rcpt", "queued"), ("on_data", "unknown")])
def test_a_tarpit_ends_at_the_time_limit(smtp, settings, stage, status):
    settings.EMAIL_TIMEOUT = 0.3
    queue()
    smtp.slow_stage, smtp.delay = stage, 1.0
    drain()
    assert Message.objects.get().status == status


def test_one_connection_for_a_batch(smtp):
    for number in range(51):
        queue(f"m{number}")
    assert len(drain_outbox()) == 51
    assert smtp.connections == 2


def test_poison_fails_after_three_tries_and_stops_nobody(smtp):
    poison = {
        "newline": {"subject": "Hello\nBcc: all@example.com"},
        "template": {"explode": True},
    }
    for key, context in poison.items():
        queue(key, context=context)
    queue("long-name", context={"subject": "Name " * 60})
    queue("good")
    now = timezone.now()
    sent = []
    for _ in range(4):
        sent += [mail.headers["To"] for mail in drain_outbox(now=now)]
        now += dt.timedelta(hours=1)
    assert sorted(sent) == ["good@example.com", "long-name@example.com"]
    rows = Message.objects.filter(key__in=poison).values_list("status", "attempts")
    assert set(rows) == {("failed", 3)}


def test_an_unknown_kind_fails_alone(smtp):
    queue("good")
    Message.objects.create(
        key="old", kind="of-an-older-release", address="x@example.com", not_before=timezone.now()
    )
    assert len(drain_outbox()) == 1


def test_an_error_is_logged_without_its_words(smtp, caplog):
    queue(context={"explode": True})
    drain()
    assert "ZeroDivisionError" in caplog.text
    assert "the words of somebody" not in caplog.text
    assert "the words of somebody" not in Message.objects.get().smtp_text


def test_an_international_domain_is_spelled_for_smtp(smtp):
    queue(address="mei@bücher.example")
    assert drain_outbox()[0].to == "mei@xn--bcher-kva.example"
