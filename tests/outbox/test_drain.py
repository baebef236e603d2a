import datetime as dt

import pytest
from django.utils import timezone

from outbox import claims
from outbox.drain import drain, sweep
from outbox.models import Link, Message, Suppression
from outbox.queue import cancel
from tests.mail import drain_outbox
from tests.outbox.kinds import STILL_WANTED, queue
from tests.people import make_person

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def test_a_due_row_becomes_one_mail(smtp):
    row = queue("a", context={"words": "private"})
    (mail,) = drain_outbox()
    row.refresh_from_db()
    assert (mail.to, mail.subject, mail.text) == ("a@example.com", "Hello a", "Plain words.\n")
    assert (row.status, row.smtp_code, row.context) == ("sent", 250, {})
    assert (row.lease_until, row.lease_owner) == (None, "")
    assert row.sent_at is not None
    assert len(row.body_hash) == 64


def test_a_second_drain_sends_nothing(smtp):
    queue()
    assert (drain(), drain()) == (1, 0)
    assert len(smtp.messages) == 1


def test_headers_say_that_a_machine_wrote_it(smtp):
    row = queue(kind="test-sure")
    (mail,) = drain_outbox()
    row.refresh_from_db()
    assert mail.headers["Message-ID"] == row.message_id
    assert mail.headers["Auto-Submitted"] == "auto-generated"
    assert mail.headers["X-Auto-Response-Suppress"] == "All"
    assert mail.headers["From"] == "Mentoring at Lumen <mentoring@localhost>"
    assert mail.headers["List-Unsubscribe"] is None


def test_a_nudge_carries_one_click_unsubscribe(smtp):
    person = make_person()
    queue("nudge", to=person.user)
    (mail,) = drain_outbox()
    assert mail.to == person.user.email
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.headers["List-Unsubscribe"].startswith("<http://testserver/m/unsubscribe/")
    assert Link.objects.get().purpose == "unsubscribe"


def test_sign_in_mail_goes_first(smtp):
    queue("nudge")
    queue("code", kind="test-first")
    assert [mail.subject for mail in drain_outbox()] == ["Hello code", "Hello nudge"]


def test_a_row_waits_for_its_time(smtp):
    queue(not_before=timezone.now() + HOUR)
    assert drain_outbox() == []
    assert len(drain_outbox(now=timezone.now() + 2 * HOUR)) == 1


def test_a_row_past_its_last_moment_expires(smtp):
    row = queue(context={"code": "ABCD"}, not_after=timezone.now() - HOUR)
    old = queue("old", not_before=timezone.now() - 49 * HOUR)
    assert drain_outbox() == []
    for message in (row, old):
        message.refresh_from_db()
        assert (message.status, message.context) == ("expired", {})


def test_what_is_no_longer_wanted_is_cancelled(smtp):
    row = queue("unwanted")
    STILL_WANTED["unwanted"] = lambda: False
    assert drain_outbox() == []
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_a_leaver_gets_no_mail(smtp):
    person = make_person()
    person.user.is_active = False
    person.user.save(update_fields=["is_active"])
    row = queue(to=person.user)
    assert drain_outbox() == []
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_a_suppressed_address_gets_no_mail_in_any_case(smtp):
    Suppression.objects.create(address="A@example.com", reason="550 5.1.1")
    row = queue()
    assert drain_outbox() == []
    row.refresh_from_db()
    assert (row.status, row.smtp_text) == ("failed", "this address takes no mail")


def test_a_row_cancelled_after_the_claim_stops_at_the_fence(smtp):
    queue("recalled", batch="round:1")
    STILL_WANTED["recalled"] = lambda: cancel(batch="round:1")
    assert drain_outbox() == []
    assert Message.objects.get().status == "cancelled"


def test_a_lost_lease_stops_at_the_fence():
    row = queue()
    (claimed,) = claims.claim("me")
    Message.objects.update(lease_until=timezone.now() - HOUR)
    assert not claims.start_sending(claimed, message_id="<a>", body_hash="")
    Message.objects.update(lease_until=timezone.now() + HOUR, lease_owner="somebody else")
    assert not claims.start_sending(claimed, message_id="<a>", body_hash="")
    row.refresh_from_db()
    assert row.status == "claimed"


def test_only_due_rows_are_claimed_and_fifty_at_a_time():
    for number in range(52):
        queue(f"row-{number}")
    assert (len(claims.claim("one")), len(claims.claim("two")), claims.claim("three")) == (
        50,
        2,
        [],
    )
    assert claims.give_back("two") == 2


@pytest.mark.parametrize(("kind", "status"), [("test-once", "unknown"), ("test-sure", "queued")])
def test_sweep_after_a_crash_while_sending(kind, status):
    row = queue(kind=kind)
    (claimed,) = claims.claim("dead")
    assert claims.start_sending(claimed, message_id="<a>", body_hash="")
    assert sweep() == 0
    Message.objects.update(lease_until=timezone.now() - HOUR)
    assert (sweep(), sweep()) == (1, 0)
    row.refresh_from_db()
    assert row.status == status


def test_sweep_after_a_crash_before_sending(smtp):
    queue()
    claims.claim("dead")
    assert drain_outbox() == []
    Message.objects.update(lease_until=timezone.now() - HOUR)
    assert sweep() == 1
    assert len(drain_outbox()) == 1
