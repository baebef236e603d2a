"""A colleague who books and moves: named by the person, seen by both sides, gone at once."""

import datetime as dt

import pytest
from django.utils import timezone

from checkins import delegates, slots
from checkins.models import Delegation, Meeting
from profiles.models import AuditEvent, Profile
from tests.checkins.meetings import a_date, booked, set_up
from tests.people import make_goal

WEEK = dt.timedelta(days=7)


@pytest.fixture
def pair(cast):
    today = timezone.localdate()
    return set_up(cast.pair, starts_on=today - WEEK, ends_on=today + 20 * WEEK)


@pytest.fixture
def emil(cast, pair):
    delegates.name(cast.ada, cast.emil, now=timezone.now())
    return cast.emil


def form(slot, **fields) -> dict:
    return {"slot": slot, "minutes": "45", "place": "", "known": "0", "sure": ""} | fields


def test_naming_replacing_and_ending(cast, sign_in):
    client = sign_in(cast.ada)
    url = "/settings/delegate/"
    page = client.post(url, {"delegate": [str(cast.emil.pk)]}, follow=True).text
    assert "Emil Novak may now book and move meetings for you." in page
    client.post(url, {"delegate": [str(cast.otto.pk)]})
    assert [row.delegate for row in Delegation.objects.open()] == [cast.otto]
    client.post("/settings/delegate/end/")
    client.post("/settings/delegate/end/")
    assert not Delegation.objects.open().exists()
    said = AuditEvent.objects.filter(action__startswith="delegate-").values_list("action", "about")
    assert list(said.order_by("pk")) == [
        ("delegate-named", cast.emil.pk), ("delegate-ended", cast.emil.pk),
        ("delegate-named", cast.otto.pk), ("delegate-ended", cast.otto.pk),
    ]  # fmt: skip


def test_nobody_acts_for_the_other_side(cast, sign_in):
    page = sign_in(cast.ada).post("/settings/delegate/", {"delegate": [str(cast.ben.pk)]}).text
    assert "Choose somebody you are not paired with" in page
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("data", [{}, {"delegate": ["999999"]}, {"delegate_text": "Nobody Here"}])
def test_a_form_that_names_nobody_says_so(cast, sign_in, data):
    response = sign_in(cast.ada).post("/settings/delegate/", data)
    assert "There is a problem" in response.text
    assert not Delegation.objects.exists()


def test_booking_for_somebody_is_seen_by_both(cast, pair, emil, sign_in):
    slot = slots.suggest(pair, now=timezone.now())[0]
    page = sign_in(emil).post(f"/pairs/{pair.pk}/book/", form(slot.key), follow=True).text
    assert "The invitation goes to Ada and Ben." in page
    meeting = Meeting.objects.get()
    assert (meeting.booked_by, meeting.delegate) == (cast.ada, emil)
    theirs = sign_in(cast.ben).get(f"/meetings/{meeting.pk}/").text
    own = sign_in(cast.ada).get(f"/meetings/{meeting.pk}/").text
    assert f"Emil Novak booked {slot.label(cast.ben)} for Ada." in theirs
    assert f"Emil Novak booked {slot.label(cast.ada)} for you." in own


def test_names_date_length_and_place_and_nothing_else(cast, pair, emil, sign_in):
    make_goal(cast.ben, "Python", sentence="Leave the finance team.")
    meeting = a_date(pair, place="Room 4")
    client = sign_in(emil)
    pages = [
        client.get(url).text
        for url in (
            "/delegated/",
            f"/meetings/{meeting.pk}/",
            f"/meetings/{meeting.pk}/move/",
            f"/pairs/{pair.pk}/book/",
        )
    ]
    for page in pages:
        for private in (
            *("Python", "finance", "usually good", "What happened", "Cancel it"),
            *(cast.program.name, cast.ben.job_title or "Finance", "Negotiation", "@example.com"),
        ):
            assert private not in page.replace(emil.user.email, ""), private
    assert "Room 4" in pages[0]
    assert "45 minutes" in pages[0]
    assert "Ada Obi and Ben Ito" in pages[0]
    assert client.get(f"/pairs/{pair.pk}/").status_code == 404


def test_cancelling_settling_and_logging_are_not_theirs(pair, emil, sign_in):
    meeting = a_date(pair)
    client = sign_in(emil)
    for url in (
        *(f"/meetings/{meeting.pk}/{act}/" for act in ("cancel", "held", "missed")),
        f"/meetings/{meeting.pk}/meeting.ics",
        f"/pairs/{pair.pk}/log/",
        f"/pairs/{pair.pk}/own-date/",
    ):
        assert client.post(url, {"seen": "0"}).status_code in {404, 405}
    meeting.refresh_from_db()
    assert meeting.state == "booked"


def test_what_is_over_is_not_theirs(pair, emil, sign_in):
    past = booked(pair, timezone.now() - dt.timedelta(hours=3))
    assert sign_in(emil).get(f"/meetings/{past.pk}/").status_code == 404


def test_taken_back_it_ends_with_that_press(cast, pair, emil, sign_in):
    meeting = a_date(pair)
    client = sign_in(emil)
    assert client.get(f"/meetings/{meeting.pk}/move/").status_code == 200
    delegates.end(cast.ada, now=timezone.now())
    assert client.get(f"/meetings/{meeting.pk}/move/").status_code == 404
    assert "Nobody has named you" in client.get("/delegated/").text


def test_who_has_left_acts_for_nobody(cast, pair, emil, sign_in):
    client = sign_in(emil)
    Profile.objects.filter(pk=cast.ada.pk).update(is_active=False)
    assert client.get(f"/pairs/{pair.pk}/book/").status_code == 404


def test_home_leads_to_them(emil, sign_in):
    page = sign_in(emil).get("/").text
    assert "Meetings I look after" in page
    assert 'href="/delegated/"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_few_questions(pair, emil, sign_in, count, django_assert_max_num_queries):
    start = timezone.now() + WEEK
    for n in range(count):
        booked(pair, start + n * WEEK)
    client = sign_in(emil)
    client.get("/settings/")  # the first request of a session writes it down
    with django_assert_max_num_queries(10):
        client.get("/delegated/")
