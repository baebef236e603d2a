"""Who leaves a group by invitation gives up the places in its sessions."""

import datetime as dt

import pytest
from django.utils import timezone

from community import joining, rsvps
from community.models import Rsvp, Session
from outbox.models import Message
from tests.community.groups.world import make_group, put_in, row_of
from tests.community.sessions.world import a_session

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = dt.timedelta(days=1)


def inside(cast, entry="invited"):
    """Ben and Emil are in Ada's group."""
    group = make_group(cast.ada, "community", entry=entry)
    put_in(group, cast.ben, cast.emil)
    return group


def state(session, person):
    return Rsvp.objects.get(session=session, profile=person).state


def leave(group, person):
    assert joining.leave(row_of(group, person), now=NOW)


def test_the_place_goes_to_who_waits_and_the_calendar_is_told(cast):
    group = inside(cast)
    session = a_session(cast.ada, group=group, capacity=1)
    rsvps.go(session, cast.ben, now=NOW)
    rsvps.go(session, cast.emil, now=NOW)
    Message.objects.all().delete()
    leave(group, cast.ben)
    assert (state(session, cast.ben), state(session, cast.emil)) == ("left", "going")
    session.refresh_from_db()
    assert session.used == 1
    told = set(Message.objects.values_list("recipient__email", flat=True))
    assert told == {cast.ben.user.email, cast.emil.user.email}


def test_the_wait_list_as_well(cast):
    group = inside(cast)
    session = a_session(cast.ada, group=group, capacity=1)
    rsvps.go(session, cast.ben, now=NOW)
    rsvps.go(session, cast.emil, now=NOW)
    leave(group, cast.emil)
    assert (state(session, cast.ben), state(session, cast.emil)) == ("going", "left")


def test_what_is_over_elsewhere_or_their_own_stays(cast):
    group = inside(cast)
    past, other = a_session(cast.ada, group=group), a_session(cast.ada)
    own = a_session(cast.ben, group=group)
    for session in (past, other):
        rsvps.go(session, cast.ben, now=NOW)
    Session.objects.filter(pk=past.pk).update(starts_at=NOW - DAY, ends_at=NOW - DAY / 2)
    leave(group, cast.ben)
    assert (state(past, cast.ben), state(other, cast.ben)) == ("going", "going")
    own.refresh_from_db()
    assert (own.host, own.state) == (cast.ben, "published")


def test_sessions_of_a_group_everybody_sees_stay_open_to_them(cast):
    group = inside(cast, entry="open")
    session = a_session(cast.ada, group=group)
    rsvps.go(session, cast.ben, now=NOW)
    leave(group, cast.ben)
    assert state(session, cast.ben) == "going"


def test_removed_is_as_gone_as_left(cast):
    group = inside(cast)
    session = a_session(cast.ada, group=group)
    rsvps.go(session, cast.ben, now=NOW)
    joining.remove(row_of(group, cast.ben), by=cast.ada.user, now=NOW)
    assert state(session, cast.ben) == "left"


def test_somebody_who_leaves_the_company_gets_no_mail(cast):
    group = inside(cast)
    session = a_session(cast.ada, group=group)
    rsvps.go(session, cast.ben, now=NOW)
    Message.objects.all().delete()
    cast.ben.is_active = False
    cast.ben.save()
    leave(group, cast.ben)
    assert state(session, cast.ben) == "left"
    assert not Message.objects.filter(recipient=cast.ben.user).exists()


def test_the_page_says_so_before(cast, sign_in):
    words = "Its sessions are for members"
    group, open_to_all = inside(cast), inside(cast, entry="open")
    client = sign_in(cast.ben)
    assert words in client.get(f"/groups/{group.pk}/leave/").text
    assert words not in client.get(f"/groups/{open_to_all.pk}/leave/").text
