"""Mails that come back: from a real mailbox over IMAP to the row HR reads."""

from email.message import EmailMessage
from email.message import Message as Part

import pytest
from django.utils import timezone

from outbox import bounces, mailbox, queue, retention, tasks
from outbox.models import Message, Suppression
from profiles.message_log import Entry
from tests.outbox import imap, kinds
from tests.people import make_person

pytestmark = pytest.mark.django_db
ID = "<0123456789abcdef.7@testserver>"


def sent(message_id=ID, **values):
    assert kinds.queue
    person = make_person("Ben Eke")
    now = timezone.now()
    values = {"status": "sent", "sent_at": now} | values
    return Message.objects.create(
        key=f"k{message_id}", kind="test-once", policy="at_most_once", recipient=person.user,
        not_before=now, message_id=message_id, **values,
    )  # fmt: skip


def report(
    message_id=ID, *, action="failed", status="5.1.1", only_headers=False, words=""
) -> bytes:
    """As a mail server writes it: words for people, fields for machines, the original."""
    letter = EmailMessage()
    letter["From"], letter["To"] = "MAILER-DAEMON@mx.example", "mentoring@example.com"
    letter["Subject"] = "Undelivered Mail Returned to Sender"
    letter.set_content("This is the mail system. " + words)
    letter.make_mixed()
    letter.replace_header(
        "Content-Type", 'multipart/report; report-type=delivery-status; boundary="b0"'
    )
    told = Part()
    told["Content-Type"] = "message/delivery-status"
    about_server, about_reader = Part(), Part()
    about_server["Reporting-MTA"] = "dns; mx.example"
    about_reader["Final-Recipient"] = "rfc822; ben@example.com"
    about_reader["Action"], about_reader["Status"] = action, status
    about_reader["Diagnostic-Code"] = f"smtp; 550 {status} no such user"
    told.set_payload([about_server, about_reader])
    original = Part()
    headers = f"From: mentoring@example.com\nMessage-ID: {message_id}\nSubject: x\n\n"
    if only_headers:
        original["Content-Type"] = "text/rfc822-headers"
        original.set_payload(headers)
    else:
        original["Content-Type"] = "message/rfc822"
        inner = Part()
        inner["Message-ID"] = message_id
        inner.set_payload("hello")
        original.set_payload([inner])
    letter.attach(told)
    letter.attach(original)
    return letter.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


@pytest.fixture
def box(settings):
    box = imap.Mailbox()
    server = imap.serve(box)
    settings.BOUNCE_MAILBOX = f"imap://mentoring:open%20sesame@127.0.0.1:{box.port}/INBOX"
    yield box
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("only_headers", [False, True])
def test_a_wrong_address_is_told_to_hr_and_gets_no_more_mail(box, only_headers):
    row = sent()
    letter = box.put(report(only_headers=only_headers))
    tasks.fetch_bounces()
    row.refresh_from_db()
    assert (row.status, row.smtp_code) == ("failed", 550)
    assert row.smtp_text == "came back: 5.1.1 550 5.1.1 no such user"
    assert Suppression.objects.get().address == row.recipient.email
    assert Message.objects.need_a_look(timezone.now()).get() == row
    assert letter.is_seen
    # Its words are gone: there is nothing to send again.
    assert not Entry(row).can_retry
    assert not queue.retry(row, now=timezone.now())


def test_an_erased_persons_mail_is_not_sent_again():
    row = sent(status="failed", sent_at=None)
    assert Message.objects.can_go_again().get() == row
    retention.forget_person(row.recipient_id, [], now=timezone.now())
    row.refresh_from_db()
    assert not Entry(row).can_retry
    assert not queue.retry(row, now=timezone.now())
    row.refresh_from_db()
    assert row.status == "failed"


def test_reading_twice_is_reading_once(box):
    row = sent()
    for _time in range(2):
        box.put(report())
        assert mailbox.fetch() == (_time == 0)
    assert Suppression.objects.count() == 1
    assert Message.objects.filter(pk=row.pk, status="failed").exists()


def test_a_full_mailbox_fails_and_is_written_to_again(box):
    row = sent()
    box.put(report(status="5.2.2"))
    assert mailbox.fetch() == 1
    row.refresh_from_db()
    assert row.status == "failed"
    assert not Suppression.objects.exists()


def test_what_nobody_knew_is_settled():
    row = sent(status="unknown", sent_at=None)
    assert bounces.take(bounces.read(report()))
    row.refresh_from_db()
    assert row.status == "failed"


def test_letters_of_people_stay_unread(box):
    row = sent()
    away = EmailMessage()
    away["Subject"], away["Auto-Submitted"] = "I am away", "auto-replied"
    away["In-Reply-To"] = ID
    away.set_content(f"Back on Monday. 550 5.1.1 {ID}")
    letters = [box.put(away.as_bytes()), box.put(b"Subject: hi\r\n\r\nthanks")]
    assert mailbox.fetch() == 0
    assert not any(letter.is_seen for letter in letters)
    assert not [line for line in box.commands if "BODY.PEEK[]" in line]
    row.refresh_from_db()
    assert row.status == "sent"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(report(action="delayed", status="4.4.1"), id="delay"),
        pytest.param(report(action="delivered", status="2.0.0"), id="receipt"),
        pytest.param(report("<made.up@evil.example>"), id="not-ours"),
        pytest.param(report("")[:200], id="cut-short"),
        pytest.param(b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\n", id="bare"),
        pytest.param(b"\xff\xfe\x00", id="junk"),
        pytest.param(b"", id="empty"),
    ],
)  # fmt: skip
def test_nothing_else_counts(box, raw):
    row = sent()
    box.put(raw)
    assert mailbox.fetch() == 0
    row.refresh_from_db()
    assert row.status == "sent"
    assert not Suppression.objects.exists()


def test_a_long_report_is_read_up_to_a_limit(box):
    sent()
    box.put(report(words="x" * 2_000_000))
    assert mailbox.fetch() == 0
    asked = [line for line in box.commands if "BODY.PEEK[]" in line]
    assert asked == [f"UID FETCH 1 (BODY.PEEK[]<0.{mailbox.BYTES}>)"]


@pytest.mark.parametrize(
    "address",
    [
        "imap://mentoring:wrong@127.0.0.1:{port}/INBOX",
        "imap://mentoring:open%20sesame@127.0.0.1:{port}/Elsewhere",
        "imap://mentoring:open%20sesame@127.0.0.1:1/INBOX",
        "imap://mentoring:open%20sesame@127.0.0.1:many/INBOX",
    ],
)
def test_a_mailbox_that_does_not_open_is_logged_without_its_password(
    box, settings, caplog, address
):
    settings.BOUNCE_MAILBOX = address.format(port=box.port)
    box.put(report())
    assert mailbox.fetch() == 0
    assert "the bounce mailbox cannot be read" in caplog.text
    assert "sesame" not in caplog.text


def test_without_a_mailbox_nothing_is_asked(settings):
    assert settings.BOUNCE_MAILBOX == ""
    assert mailbox.fetch() == 0
