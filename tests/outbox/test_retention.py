"""Ninety days after it is final a message tells nobody who got it, and no mail is sent again."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from outbox import links, retention
from outbox.models import Link, Message
from outbox.queue import enqueue
from outbox.tasks import forget_messages
from tests.outbox.kinds import queue
from tests.outbox.test_races import at_once
from tests.people import make_person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HEX = "0123456789abcdef" * 2


def aged(key, days, *, status="sent", **fields) -> Message:
    row = queue(key, **fields)
    at = timezone.now() - days * DAY
    Message.objects.filter(pk=row.pk).update(status=status, created_at=at)
    return row


@pytest.mark.parametrize(("days", "is_gone"), [(89, False), (90, True), (91, True)])
def test_the_boundary(days, is_gone):
    aged("nudge:7:2027-W21", days)
    retention.purge(now=timezone.now() + dt.timedelta(seconds=1))
    assert Message.objects.exists() is not is_gone


@pytest.mark.parametrize(
    "key",
    ["nudge:7:2027-W21", f"account-mail:{HEX}", f"framework-mail:{HEX}:0", "letter:3:2027-W01"],
)
def test_a_key_that_never_comes_back_is_deleted(key):
    aged(key, 100)
    assert retention.purge(now=timezone.now()) == (1, 0)
    assert Message.objects.count() == 0


def test_a_key_that_still_protects_is_emptied_and_never_sent_again():
    person = make_person()
    row = aged("finish:12", 100, kind="test-sure", to=person.user, context={"pair": 7})
    links.url(row, "pause", person.user, expires_at=timezone.now())
    Message.objects.update(smtp_text="250 ok mei@example.com", message_id="<x>", batch="round:1")
    assert retention.purge(now=timezone.now()) == (0, 1)
    row.refresh_from_db()
    assert (row.recipient, row.address, row.context, row.smtp_text) == (None, "", {}, "")
    assert (row.key, row.status, row.message_id, row.batch) == ("finish:12", "sent", "", "")
    assert Link.objects.count() == 0
    assert not enqueue("test-sure", key="finish:12", to=person.user)
    assert retention.purge(now=timezone.now()) == (0, 0)


@pytest.mark.parametrize("status", ["queued", "claimed", "sending"])
def test_what_is_on_its_way_stays(status):
    aged("nudge:7:2027-W21", 100, status=status)
    assert retention.purge(now=timezone.now()) == (0, 0)


@pytest.mark.parametrize("status", ["sent", "failed", "unknown", "expired", "cancelled"])
def test_whatever_became_of_it(status):
    aged("nudge:7:2027-W21", 100, status=status)
    assert retention.purge(now=timezone.now()) == (1, 0)


def test_a_dry_run_says_the_same_and_changes_nothing(capsys):
    aged("nudge:7:2027-W21", 100)
    aged("finish:12", 100)
    call_command("purge_outbox", "--dry-run")
    assert capsys.readouterr().out == "1 messages would be deleted, 1 would be emptied.\n"
    assert Message.objects.filter(emptied_at=None).count() == 2
    call_command("purge_outbox")
    assert capsys.readouterr().out == "1 messages deleted, 1 emptied.\n"
    assert Message.objects.count() == 1


def test_many_batches(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        aged(f"nudge:{number}:2027-W21", 100)
    assert retention.purge(now=timezone.now()) == (5, 0)


def test_a_row_without_a_reader_must_have_been_emptied():
    row = queue("a")
    with pytest.raises(Exception, match="outbox_message_has_a_reader"), connection.cursor() as sql:
        sql.execute("UPDATE outbox_message SET address = '' WHERE id = %s", [row.pk])


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_two_purges_at_once_are_one():
    for number in range(20):
        aged(f"nudge:{number}:2027-W21", 100)
        aged(f"finish:{number}", 100)
    found = at_once(lambda _: retention.purge(now=timezone.now()), times=4)
    assert (sum(f.deleted for f in found), sum(f.emptied for f in found)) == (20, 20)


def test_the_daily_task():
    aged("nudge:7:2027-W21", 100)
    for _ in range(2):
        forget_messages()
    assert Message.objects.count() == 0
