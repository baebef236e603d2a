"""Office hours: weekly slots for one person each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community import office_hours, rsvps
from community.models import OfficeHours, Session
from community.sessions import RefusedError
from tests.community.sessions.world import ahead, go
from tests.people import make_person

pytestmark = pytest.mark.django_db
OPEN = "/sessions/office-hours/open/"


def typed(**fields) -> dict:
    first = ahead(3)
    return {
        "title": "SQL questions",
        "outcome": "Bring a query.",
        "day": f"{first:%Y-%m-%d}",
        "time": "15:00",
        "minutes": "20",
        "slots": "3",
        "weeks": "4",
        "place": "Room 4",
    } | fields


def an_office(host, *, slots=2, weeks=2, **fields) -> OfficeHours:
    plan = office_hours.Plan(
        "SQL questions", "Bring a query.", ahead(3), 20, slots, weeks, **fields
    )
    return office_hours.start(plan, by=host, now=timezone.now())


def test_opened_slots_stand_on_the_hosts_clock_each_week(cast, sign_in):
    page = sign_in(cast.ada).post(OPEN, typed(), follow=True).text
    assert "12 slots are open." in page
    office = OfficeHours.objects.get()
    local = [slot.starts_at.astimezone(cast.ada.zone) for slot in office.slots.all()]
    assert {f"{at:%H:%M}" for at in local} == {"15:00", "15:20", "15:40"}
    assert len({at.date() for at in local}) == 4
    assert len({at.weekday() for at in local}) == 1


def test_opening_twice_is_once(cast, sign_in):
    client = sign_in(cast.ada)
    client.post(OPEN, typed())
    client.post(OPEN, typed())
    assert OfficeHours.objects.count() == 1
    assert Session.objects.count() == 12


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"slots": "7"}, "slots"),
        ({"weeks": "0"}, "weeks"),
        ({"minutes": "5"}, "minutes"),
        ({"day": "2020-01-01"}, "day"),
        ({"title": ""}, "title"),
        ({"outcome": "x" * 10_000}, "outcome"),
    ],
)
def test_what_cannot_be(cast, sign_in, fields, where):
    form = sign_in(cast.ada).post(OPEN, typed(**fields)).context["form"]
    assert list(form.errors) == [where]
    assert not OfficeHours.objects.exists()


def test_a_slot_is_taken_by_one(cast, sign_in):
    office = an_office(cast.ada)
    slot = office.slots.earliest("starts_at")
    sign_in(cast.ben).post(reverse("rsvp-session", args=[slot.pk]))
    page = sign_in(cast.ben).get(reverse("office", args=[office.pk])).text
    assert "Your slot is" in page
    other = sign_in(cast.dan).get(reverse("office", args=[office.pk])).text
    assert other.count("Taken") == 1
    assert other.count("Take it") == 3
    assert "Ben" not in other


def test_a_second_slot_needs_the_first_given_back(cast):
    office = an_office(cast.ada)
    first, second = office.slots.order_by("starts_at")[:2]
    go(first, cast.ben)
    with pytest.raises(RefusedError, match="You have a slot already"):
        rsvps.go(second, cast.ben, now=timezone.now())
    rsvps.leave(first, cast.ben, now=timezone.now())
    assert go(second, cast.ben)[0].state == "going"


def test_slots_are_no_events_in_the_list_but_mine_are(cast, sign_in):
    office = an_office(cast.ada)
    go(office.slots.earliest("starts_at"), cast.ben)
    assert "SQL questions" not in sign_in(cast.ben).get("/sessions/").text
    assert "SQL questions" in sign_in(cast.ben).get("/sessions/mine/").text
    assert sign_in(cast.ada).get("/sessions/mine/").text.count(">SQL questions</a>") == 1


def test_closing_takes_the_slots_away_once(cast, sign_in):
    office = an_office(cast.ada)
    url = reverse("close-office-hours", args=[office.pk])
    assert sign_in(cast.ben).post(url).status_code == 404
    client = sign_in(cast.ada)
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 404
    assert {slot.state for slot in office.slots.all()} == {"cancelled"}
    assert client.get(reverse("office", args=[office.pk])).status_code == 404


def test_the_list_asks_the_same_for_one_and_three(cast, sign_in):
    client, counts = sign_in(cast.ben), []
    for n in range(3):
        an_office(make_person(f"Host{n} Example"))
        client.get("/sessions/office-hours/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/sessions/office-hours/").text
        counts.append(len(queries))
    assert page.count("4 free slots, next") == 3
    assert counts[0] == counts[2] <= 12
