"""Moved, changed, cancelled: everybody going hears it from their calendar, who waits by a mail."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from community import session_changes
from community.models import Session
from community.session_changes import Change
from community.sessions import ChangedError, RefusedError
from outbox.models import Message
from tests.community.sessions.world import a_proposal, a_session, ahead, go, held
from tests.mail import drain_outbox

pytestmark = pytest.mark.django_db


def typed(session, **fields) -> dict:
    local = session.starts_at.astimezone(session.host.zone)
    return {
        "title": session.title,
        "outcome": session.outcome,
        "day": f"{local:%Y-%m-%d}",
        "time": f"{local:%H:%M}",
        "minutes": str(session.minutes),
        "place": session.place,
        "capacity": str(session.capacity or ""),
        "seen": str(session.sequence),
    } | fields


def send(client, session, **fields):
    url = reverse("change-session", args=[session.pk])
    return client.post(url, typed(session, **fields), follow=True)


def event(mail):
    (part,) = [p for p in mail.message.walk() if p.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert str(calendar["METHOD"]) == part.get_param("method")
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def test_a_new_time_reaches_every_calendar_under_the_same_uid(cast, sign_in, smtp):
    session = a_session(cast.ada, capacity=2)
    go(session, cast.ben, cast.dan, cast.emil)
    drain_outbox()
    page = send(sign_in(cast.ada), session, time="16:30").text
    assert "Saved. Everybody going gets the new entry." in page
    mails = {mail.to: mail for mail in drain_outbox()}
    assert set(mails) == {p.user.email for p in (cast.ada, cast.ben, cast.dan, cast.emil)}
    for person in (cast.ada, cast.ben, cast.dan):
        method, entry = event(mails[person.user.email])
        assert (method, int(entry["SEQUENCE"])) == ("REQUEST", 1)
        assert entry["UID"] == f"{session.uid}@testserver"
        assert entry.start.astimezone(cast.ada.zone).strftime("%H:%M") == "16:30"
        assert entry.start.tzname() == "UTC"
    waits = mails[cast.emil.user.email]
    assert waits.subject == "New time: Pricing in three currencies"
    assert "You are still on the wait list." in waits.text
    assert "text/calendar" not in [p.get_content_type() for p in waits.message.walk()]


def test_places_alone_send_nothing_and_let_people_in(cast, sign_in, smtp):
    session = a_session(cast.ada, capacity=1)
    go(session, cast.ben, cast.dan)
    drain_outbox()
    send(sign_in(cast.ada), session, capacity="2")
    session.refresh_from_db()
    assert (session.capacity, session.used, session.sequence) == (2, 2, 0)
    (mail,) = drain_outbox()
    assert mail.to == cast.dan.user.email
    assert mail.subject.startswith("A place for you: ")


def test_fewer_places_than_people_is_refused_and_kept(cast, sign_in):
    session = a_session(cast.ada, capacity=5)
    go(session, cast.ben, cast.dan)
    page = send(sign_in(cast.ada), session, capacity="1", place="Room 9").text
    assert "2 people are going: places must be 2 or more" in page
    assert "Room 9" in page
    session.refresh_from_db()
    assert (session.capacity, session.place) == (5, "Room 4")


def test_a_page_that_is_old_changes_nothing_until_pressed_again(cast, sign_in):
    session = a_session(cast.ada)
    client = sign_in(cast.ada)
    stale = typed(session, place="Room 9")
    send(client, session, place="Room 5")
    url = reverse("change-session", args=[session.pk])
    answer = client.post(url, stale)
    assert "Somebody has changed this session meanwhile." in answer.text
    assert Session.objects.get().place == "Room 5"
    client.post(url, stale | {"seen": answer.context["form"]["seen"].value()})
    assert Session.objects.get().place == "Room 9"


def test_the_domain_refuses_an_unseen_version(cast):
    session = a_session(cast.ada)
    new = Change("Title", "Outcome", session.starts_at, 45, "Room 1", None)
    with pytest.raises(ChangedError):
        session_changes.change(session, new, seen=3, now=timezone.now())


def test_nothing_new_is_nothing_done(cast, sign_in):
    session = a_session(cast.ada)
    go(session, cast.ben)
    Message.objects.all().delete()
    send(sign_in(cast.ada), session)
    session.refresh_from_db()
    assert session.sequence == 0
    assert not Message.objects.exists()


def test_cancelled_with_a_line_for_those_who_wanted_to_come(cast, sign_in, smtp):
    session = a_session(cast.ada, capacity=1)
    go(session, cast.ben, cast.dan)
    drain_outbox()
    client, url = sign_in(cast.ada), reverse("cancel-session", args=[session.pk])
    assert "1 person is going: their calendar takes it out." in client.get(url).text
    for _twice in range(2):
        client.post(url, {"reason": "I have lost my voice."})
    mails = {mail.to: mail for mail in drain_outbox()}
    assert len(mails) == 3
    method, entry = event(mails[cast.ben.user.email])
    assert (method, str(entry["STATUS"]), int(entry["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)
    for person in (cast.ben, cast.dan):
        assert "Ada writes: “I have lost my voice.”" in mails[person.user.email].text
    page = sign_in(cast.ben).get(session.get_absolute_url()).text
    assert "I have lost my voice." in page


def test_a_proposal_is_taken_back_without_a_mail(cast, sign_in):
    session = a_proposal(cast.ben)
    sign_in(cast.ben).post(reverse("cancel-session", args=[session.pk]), {})
    session.refresh_from_db()
    assert session.state == "cancelled"
    assert not Message.objects.exists()
    assert sign_in(cast.ada).get(session.get_absolute_url()).status_code == 404


def test_what_is_over_is_neither_changed_nor_cancelled(cast, sign_in):
    session = held(cast.ada, cast.ben)
    client = sign_in(cast.ada)
    assert client.get(reverse("change-session", args=[session.pk])).status_code == 404
    with pytest.raises(RefusedError, match="is over"):
        session_changes.cancel(session, reason="", now=timezone.now())


@pytest.mark.parametrize("name", ["change-session", "cancel-session", "repeat-session"])
def test_guests_do_not_manage(cast, sign_in, name):
    session = a_session(cast.ada)
    go(session, cast.ben)
    client, url = sign_in(cast.ben), reverse(name, args=[session.pk])
    assert [client.get(url).status_code, client.post(url).status_code] == [404, 404]


def test_reminders_of_an_old_time_are_not_sent(cast, smtp):
    session = a_session(cast.ada, starts_at=ahead(10))
    go(session, cast.ben)
    new = Change(session.title, session.outcome, ahead(12), 45, session.place, None)
    session_changes.change(session, new, seen=0, now=timezone.now())
    later = timezone.now() + dt.timedelta(days=30)
    Message.objects.filter(kind="session-reminder").update(
        not_before=timezone.now() - dt.timedelta(minutes=1), not_after=later
    )
    sent = [mail for mail in drain_outbox() if "gives 45 minutes" in mail.text]
    assert len(sent) == 1
