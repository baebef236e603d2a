"""Calendars to subscribe to: the company's and each group's, under secret addresses."""

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from community import session_feeds
from community.models import Membership, SessionFeed
from profiles.models import Profile
from tests.community.sessions.world import a_group, a_proposal, a_session, ahead

pytestmark = pytest.mark.django_db


def address(person, group=None) -> str:
    session_feeds.renew(person, group, now=timezone.now())
    known = session_feeds.addresses(person)[group.pk if group else None]
    return known.removeprefix("http://testserver")


def titles(client, url) -> list[str]:
    calendar = Calendar.from_ical(client.get(url).content)
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def test_the_company_feed_has_open_sessions_only(cast, client):
    a_session(cast.ada, title="Open")
    a_session(cast.ada, title="Inside", group=a_group(cast.ben, entry="invited"))
    a_session(cast.ada, title="Off", state="cancelled", starts_at=ahead(8))
    a_proposal(cast.ada, title="Proposed")
    url = address(cast.ben)
    response = client.get(url)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert titles(client, url) == ["Open", "Off"]
    calendar = Calendar.from_ical(response.content)
    off = calendar.walk("VEVENT")[1]
    assert (str(off["STATUS"]), str(calendar["METHOD"])) == ("CANCELLED", "PUBLISH")


def test_the_feed_of_a_group_ends_with_the_membership(cast, client):
    group = a_group(cast.ben, entry="invited")
    a_session(cast.ada, title="Inside", group=group)
    a_session(cast.ada, title="Open")
    url = address(cast.ben, group)
    assert titles(client, url) == ["Inside"]
    Membership.objects.filter(profile=cast.ben).update(state="left")
    assert client.get(url).status_code == 404


def test_renewed_and_switched_off(cast, client, sign_in):
    old, new = address(cast.ben), address(cast.ben)
    assert old != new
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    sign_in(cast.ben).post(reverse("switch-off-session-calendar", args=[0]))
    assert client.get(new).status_code == 404
    assert not SessionFeed.objects.exists()


def test_a_leavers_address_is_as_good_as_none(cast, client):
    url = address(cast.ben)
    Profile.objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert client.get(url).status_code == 404


def test_the_page_offers_my_groups_and_no_other(cast, sign_in):
    mine, other = a_group(cast.ben, name="Mine"), a_group(cast.dan, name="Others")
    client = sign_in(cast.ben)
    page = client.get(reverse("session-calendars")).text
    assert "Mine" in page
    assert "Others" not in page
    client.post(reverse("renew-session-calendar", args=[mine.pk]))
    assert "/calendar/sessions/" in client.get(reverse("session-calendars")).text
    assert client.post(reverse("renew-session-calendar", args=[other.pk])).status_code == 404


def test_the_table_holds_no_address(cast):
    token = address(cast.ben).split("/")[-1].removesuffix(".ics")
    row = SessionFeed.objects.get()
    assert token not in (row.token_hash, row.nonce)


def test_the_file_of_one_session(cast, sign_in):
    session = a_session(cast.ada)
    response = sign_in(cast.ben).get(reverse("session-file", args=[session.pk]))
    assert "pricing-in-three-currencies.ics" in response["Content-Disposition"]
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.start == session.starts_at
    assert "ATTENDEE" not in event
