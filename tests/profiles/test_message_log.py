import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outbox import heartbeat
from outbox.models import Message, Suppression
from profiles.contributions import needs_you
from profiles.models import AuditEvent
from tests.mail import drain_outbox
from tests.outbox.kinds import queue
from tests.people import make_hr, make_person

pytestmark = pytest.mark.django_db
URL = "/hr/messages/"


@pytest.fixture
def hr(sign_in):
    return sign_in(make_hr())


def failed(key="a", kind="test-sure", **fields):
    row = queue(key, kind, context={"pair": 7})
    Message.objects.filter(pk=row.pk).update(
        **({"status": "failed", "attempts": 6, "smtp_code": 554, "smtp_text": "no"} | fields)
    )
    return Message.objects.get(pk=row.pk)


def shown(page) -> list[str]:
    return [entry.message.key for entry in page.context["entries"]]


def test_trouble_comes_first_and_everything_on_the_other_tab(hr):
    queue("waiting")
    for status in ("failed", "unknown", "expired", "sent", "cancelled"):
        failed(status, status=status)
    failed("old")
    Message.objects.filter(key="old").update(created_at=timezone.now() - dt.timedelta(days=15))
    assert shown(hr.get(URL)) == ["expired", "unknown", "failed"]
    assert len(shown(hr.get(URL, {"view": "all"}))) == 7
    assert shown(hr.get(URL, {"view": "all", "status": "sent"})) == ["sent"]
    assert shown(hr.get(URL, {"view": "all", "kind": "test-once"})) == ["waiting"]


def test_no_words_of_a_mail_are_read(hr):
    queue("a", context={"goal": "Lead a client workshop"})
    with CaptureQueriesContext(connection) as queries:
        page = hr.get(URL, {"view": "all"})
    assert "client workshop" not in page.content.decode()
    assert not any('"outbox_message"."context"' in query["sql"] for query in queries)


@pytest.mark.parametrize("query", ["status=zzz", "view=1&kind=%ff", "page=-1", "page=" + "9" * 99])
def test_a_strange_query_string_shows_the_page(hr, query):
    failed()
    assert shown(hr.get(f"{URL}?{query}")) == ["a"]


def test_fifty_a_page(hr):
    for number in range(51):
        failed(f"m{number}")
    assert len(shown(hr.get(URL))) == 50
    assert len(shown(hr.get(URL, {"page": 2}))) == 1


def test_the_number_of_queries_does_not_grow(hr):
    hr.get(URL)
    counts = []
    for keys in (["a"], ["b", "c"]):
        for key in keys:
            Message.objects.filter(pk=failed(key).pk).update(recipient=make_person(f"P {key}").user)
        with CaptureQueriesContext(connection) as queries:
            hr.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_a_failed_mail_is_sent_again_once(hr, smtp):
    row = failed()
    assert hr.post(f"{URL}{row.pk}/retry/")["Location"] == URL
    assert len(drain_outbox()) == 1
    hr.post(f"{URL}{row.pk}/retry/")
    assert drain_outbox() == []
    assert AuditEvent.objects.filter(action="message.retried").count() == 1


@pytest.mark.parametrize(
    "fields", [{"status": "unknown"}, {"status": "sent"}, {"kind": "account-mail"}]
)
def test_what_cannot_be_sent_again_stays(hr, fields):
    row = failed(**fields)
    hr.post(f"{URL}{row.pk}/retry/")
    assert Message.objects.get().status == row.status
    assert "Send again" not in hr.get(URL, {"view": "all"}).content.decode()


def test_lifting_a_stop(hr):
    stop = Suppression.objects.create(address="gone@example.com", reason="550 5.1.1")
    assert "gone@example.com" in hr.get(URL).content.decode()
    assert hr.post(f"/hr/suppressions/{stop.pk}/lift/")["Location"] == URL
    assert Suppression.objects.count() == 0
    assert hr.post(f"/hr/suppressions/{stop.pk}/lift/").status_code == 404
    assert AuditEvent.objects.get().action == "suppression.lifted"


@pytest.mark.parametrize("pk", [0, 2**63, 10**30])
def test_a_number_that_is_nobodys(hr, pk):
    assert hr.post(f"{URL}{pk}/retry/").status_code == 404
    assert hr.post(f"/hr/suppressions/{pk}/lift/").status_code == 404


def test_hr_is_asked_to_look():
    now = timezone.now()
    assert needs_you(now=now) == []
    failed()
    failed("b", status="unknown")
    Suppression.objects.create(address="gone@example.com", reason="550 5.1.1")
    titles = [(entry.title, entry.count) for entry in needs_you(now=now)]
    assert titles == [("2 mails did not arrive", 2), ("1 address takes no mail", 1)]


def test_a_first_start_does_not_look_broken(hr):
    page = hr.get(URL).content.decode()
    assert "The background worker has not reported yet." in page
    assert "Mail is not going out." not in page


def test_a_stopped_worker_is_named(hr):
    heartbeat.note_tick(now=timezone.now() - dt.timedelta(seconds=170))
    assert not hr.get(URL).context["is_late"]
    heartbeat.note_tick(now=timezone.now() - dt.timedelta(seconds=190))
    assert "Mail is not going out." in hr.get(URL).content.decode()
