"""Places: taken once, waited for in order, given back to whoever waits longest."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from community import rsvps
from community.models import Rsvp, Session
from community.sessions import RefusedError
from outbox.models import Message
from tests.community.sessions.world import a_group, a_session, go, held
from tests.mail import drain_outbox

pytestmark = pytest.mark.django_db


def states(session) -> dict[str, str]:
    return {r.profile.first_name: r.state for r in session.rsvps.select_related("profile")}


def used(session) -> int:
    return Session.objects.values_list("used", flat=True).get(pk=session.pk)


def test_a_place_is_taken_once(cast, sign_in):
    session = a_session(cast.ada, capacity=5)
    client = sign_in(cast.ben)
    for _twice in range(2):
        page = client.post(reverse("rsvp-session", args=[session.pk]), follow=True).text
        assert "You are going to “Pricing in three currencies”" in page
    assert states(session) == {"Ben": "going"}
    assert used(session) == 1
    assert Message.objects.filter(kind="session-invitation").count() == 1


def test_who_comes_when_it_is_full_waits_and_moves_up(cast, sign_in):
    session = a_session(cast.ada, capacity=1)
    go(session, cast.ben, cast.dan, cast.emil)
    assert states(session) == {"Ben": "going", "Dan": "waiting", "Emil": "waiting"}
    page = sign_in(cast.emil).get(session.get_absolute_url()).text
    assert "You are number 2." in page
    sign_in(cast.ben).post(reverse("leave-session", args=[session.pk]))
    assert states(session) == {"Ben": "left", "Dan": "going", "Emil": "waiting"}
    assert used(session) == 1


def test_whoever_moves_up_is_told_with_the_entry(cast, smtp):
    session = a_session(cast.ada, capacity=1)
    go(session, cast.ben, cast.dan)
    rsvps.leave(session, cast.ben, now=timezone.now())
    mails = {mail.to: mail for mail in drain_outbox()}
    told = mails[cast.dan.user.email]
    assert told.subject == "A place for you: Pricing in three currencies"
    assert "A place is free: you are going to “Pricing in three currencies”." in told.text
    assert entry_of(told)["STATUS"] == "CONFIRMED"
    # The invitation Ben's leaving has overtaken is not sent: only its end.
    assert entry_of(mails[cast.ben.user.email])["STATUS"] == "CANCELLED"


def entry_of(mail):
    (part,) = [p for p in mail.message.walk() if p.get_content_type() == "text/calendar"]
    (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
    return event


def test_going_leaving_and_going_again_counts_the_sequence_up(cast, smtp):
    session = a_session(cast.ada)
    seen = []
    for act in (rsvps.go, rsvps.leave, rsvps.go):
        act(session, cast.ben, now=timezone.now())
        (mail,) = drain_outbox()
        event = entry_of(mail)
        seen.append((int(event["SEQUENCE"]), str(event["STATUS"]), str(event["UID"])))
    uid = f"{session.uid}@testserver"
    assert seen == [(0, "CONFIRMED", uid), (1, "CANCELLED", uid), (2, "CONFIRMED", uid)]


def test_a_wait_list_can_be_left(cast):
    session = a_session(cast.ada, capacity=1)
    go(session, cast.ben, cast.dan)
    rsvps.leave(session, cast.dan, now=timezone.now())
    assert states(session) == {"Ben": "going", "Dan": "left"}
    assert not Message.objects.filter(recipient=cast.dan.user).exists()


def test_the_host_needs_no_place(cast, sign_in):
    session = a_session(cast.ada)
    page = sign_in(cast.ada).post(reverse("rsvp-session", args=[session.pk]), follow=True).text
    assert "You host this session: your place is kept." in page
    assert used(session) == 0


@pytest.mark.parametrize("fields", [{"state": "cancelled"}, {"state": "held"}])
def test_what_is_off_or_over_gives_no_places(cast, fields):
    session = a_session(cast.ada, **fields)
    with pytest.raises(RefusedError, match="has begun or is off"):
        rsvps.go(session, cast.ben, now=timezone.now())
    begun = a_session(cast.ada, starts_at=timezone.now() - dt.timedelta(minutes=5))
    with pytest.raises(RefusedError, match="has begun or is off"):
        rsvps.go(begun, cast.ben, now=timezone.now())


def test_places_are_not_given_back_afterwards(cast, sign_in):
    session = held(cast.ada, cast.ben)
    page = sign_in(cast.ben).post(reverse("leave-session", args=[session.pk]), follow=True).text
    assert "there is no place to give back" in page
    assert states(session) == {"Ben": "going"}


def test_strangers_of_a_group_by_invitation_get_404(cast, sign_in):
    session = a_session(cast.ada, group=a_group(cast.ada, cast.ben, entry="invited"))
    address = reverse("rsvp-session", args=[session.pk])
    assert sign_in(cast.dan).post(address).status_code == 404
    assert sign_in(cast.ben).post(address).status_code == 302
    assert states(session) == {"Ben": "going"}


def test_the_database_refuses_more_than_the_capacity(cast):
    session = a_session(cast.ada, capacity=2)
    with pytest.raises(IntegrityError, match="community_session_places"), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(used=3)


def test_wrong_method_and_missing(cast, sign_in):
    client = sign_in(cast.ben)
    session = a_session(cast.ada)
    assert client.get(reverse("rsvp-session", args=[session.pk])).status_code == 405
    for pk in (session.pk + 1, 2**63, 10**30):
        assert client.post(f"/sessions/{pk}/rsvp/").status_code == 404
    assert not Rsvp.objects.exists()
