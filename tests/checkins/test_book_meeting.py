"""Screen 18, on the real clock: pages ask it themselves."""

import datetime as dt

import pytest
from django.utils import timezone

from checkins import booking, slots
from checkins.acting import Acting
from checkins.models import Meeting, OwnDate
from matching.models import Pair
from outbox.models import Message
from tests.checkins.meetings import OFFICE, booked, hours, set_up

WEEK = dt.timedelta(days=7)


@pytest.fixture
def pair(cast):
    today = timezone.localdate()
    return set_up(cast.pair, starts_on=today - WEEK, ends_on=today + 20 * WEEK)


@pytest.fixture
def url(pair):
    return f"/pairs/{pair.pk}/book/"


def first(pair) -> slots.Slot:
    return slots.suggest(pair, now=timezone.now())[0]


def form(slot="other", **fields) -> dict:
    return {"slot": slot, "minutes": "45", "place": "", "known": "0", "sure": ""} | fields


def test_three_times_and_one_press(pair, url, sign_in):
    client = sign_in(pair.mentee)
    page = client.get(url).text
    found = slots.suggest(pair, now=timezone.now())
    assert len(found) == 3
    for slot in found:
        assert slot.words(pair.mentee, pair.mentor) in page
        assert slot.usually(pair.mentee) in page
    assert "has kept" not in page
    response = client.post(url, form(found[0].key, place="Room 4"), follow=True)
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.place, meeting.booked_by) == (
        found[0].starts_at, "Room 4", pair.mentee,
    )  # fmt: skip
    assert "The invitation goes to you and Ada." in response.text


def test_a_time_in_the_address_is_preselected_and_writes_nothing(pair, url, sign_in):
    slot = first(pair)
    page = sign_in(pair.mentee).get(f"{url}?at={slot.key}").text
    assert page.count("checked") == 1
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("query", ["?at=x", "?week=zz", "?week=999", "?week=-1", "?at=", "?week=3"])
def test_odd_addresses_are_the_plain_page(pair, url, sign_in, query):
    assert sign_in(pair.mentee).get(url + query).status_code == 200


def test_a_day_of_ones_own_is_on_the_readers_clock(cast, url, sign_in):
    pair = set_up(cast.pair, mentor=[], mentee=[], zones=("Europe/Madrid", "Asia/Kolkata"),
                  starts_on=timezone.localdate(), ends_on=timezone.localdate() + 20 * WEEK)  # fmt: skip
    day = timezone.localdate() + WEEK
    sign_in(pair.mentee).post(url, form(day=day.isoformat(), time="15:00"))
    meeting = Meeting.objects.get()
    wall = meeting.starts_at.astimezone(pair.mentee.zone)
    assert (wall.date(), wall.time()) == (day, dt.time(15))


def test_outside_the_partners_hours_needs_a_second_press(pair, url, sign_in):
    client = sign_in(pair.mentee)
    day = (timezone.localdate() + WEEK).isoformat()
    data = form(day=day, time="04:00")
    page = client.post(url, data).text
    assert "is outside Ada’s hours. Send anyway?" in page
    assert not Meeting.objects.exists()
    sure = page.split('name="sure" value="')[1].split('"')[0]
    client.post(url, data | {"sure": sure})
    assert Meeting.objects.count() == 1
    other = client.post(url, form(day=day, time="05:00", sure=sure)).text
    assert "Send anyway?" in other
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"slot": ""}, "Choose a day and time"),
        ({"slot": "junk"}, "Choose a day and time"),
        ({"slot": "other"}, "Enter a day"),
        ({"slot": "other", "day": "2027-13-40", "time": "15:00"}, "Day must be a date like"),
        ({"slot": "other", "day": "2020-01-01", "time": "15:00"}, "must be later than now"),
        ({"minutes": "4"}, "Minutes must be between 5 and 480"),
        ({"minutes": "x"}, "Minutes must be a whole number"),
        ({"place": "x" * 301}, "Place or link must be 300 characters or fewer"),
    ],
)
def test_errors_say_what_to_do(pair, url, sign_in, changed, words):
    data = form(first(pair).key, sure="20200101T1400Z") | changed
    page = sign_in(pair.mentee).post(url, data).text
    assert words in page
    assert not Meeting.objects.exists()


def test_an_hour_the_clocks_skip_is_refused(pair, url, sign_in):
    day = next_spring_forward()
    data = form(day=day.isoformat(), time="02:30")
    page = sign_in(pair.mentee).post(url, data).text
    assert "Time must be one the clocks do not skip that day" in page


def next_spring_forward() -> dt.date:
    """The last Sunday of the next March, in Madrid."""
    today = timezone.localdate()
    year = today.year + (today > dt.date(today.year, 3, 20))
    day = dt.date(year, 3, 31)
    return day - dt.timedelta(days=(day.weekday() + 1) % 7)


def test_whoever_was_quicker_is_shown(pair, url, sign_in):
    now = timezone.now()
    slot, later = slots.suggest(pair, now=now)[:2]
    plan = booking.Plan(later.starts_at, 45)
    theirs = booking.book(pair, plan, acting=Acting(pair.mentor), now=now)
    client = sign_in(pair.mentee)
    page = client.post(url, form(slot.key)).text
    assert f"Ada booked {later.label(pair.mentee)}." in page
    assert "Keep the booked one" in page
    assert Meeting.objects.count() == 1
    client.post(url, form(slot.key, known=str(theirs.pk)))
    assert Meeting.objects.count() == 2


def test_no_shared_hours_says_so_and_what_to_do(cast, url, sign_in):
    today = timezone.localdate()
    set_up(cast.pair, mentor=hours("Mon 9-12"), mentee=hours("Tue 9-12"), starts_on=today,
           ends_on=today + 20 * WEEK)  # fmt: skip
    page = sign_in(cast.ben).get(url).text
    assert "You and Ada have marked no hours in common." in page
    assert 'href="/profile/hours/"' in page
    assert 'name="day"' in page


def test_the_week_after(cast, url, sign_in):
    today = timezone.localdate()
    pair = set_up(cast.pair, mentor=hours("Tue 9-10"), mentee=OFFICE, starts_on=today,
                  ends_on=today + 20 * WEEK)  # fmt: skip
    page = sign_in(cast.ben).get(f"{url}?week=1").text
    (slot,) = slots.suggest(pair, now=timezone.now(), weeks_ahead=1)
    assert slot.words(pair.mentee, pair.mentor) in page
    assert 'href="?week=2"' in page


def test_an_own_date_by_the_tick_sends_nothing(pair, url, sign_in):
    sign_in(pair.mentee).post(url, form(first(pair).key, own="on"))
    assert Meeting.objects.get().is_own_date
    assert not Message.objects.filter(kind="meeting-invitation").exists()


def test_we_already_have_a_date_is_one_press(pair, sign_in):
    client = sign_in(pair.mentee)
    page = client.post(f"/pairs/{pair.pk}/own-date/", follow=True).text
    assert "Noted: you two have a date." in page
    assert OwnDate.objects.get().said_by == pair.mentee
    assert "You two have a date of your own." in client.get(f"/pairs/{pair.pk}/").text
    client.post(f"/pairs/{pair.pk}/own-date/day/", form(first(pair).key, own="on"))
    assert Meeting.objects.get().is_own_date
    assert not OwnDate.objects.exists()


@pytest.mark.parametrize("state", ["away", "ended"])
def test_only_active_pairs_book(pair, url, sign_in, state):
    Pair.objects.filter(pk=pair.pk).update(state=state)
    assert sign_in(pair.mentee).get(url).status_code == 404


@pytest.mark.parametrize("who", ["dan", "hana", "cora", "sue"])
def test_strangers_find_nothing(cast, pair, url, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get(url).status_code == client.post(url, form()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_few_questions(pair, url, sign_in, count, django_assert_max_num_queries):
    for week in range(1, count + 1):
        booked(pair, timezone.now() + week * WEEK)
    client = sign_in(pair.mentee)
    client.get("/settings/")  # the first request of a session writes it down
    with django_assert_max_num_queries(12):
        client.get(url)
