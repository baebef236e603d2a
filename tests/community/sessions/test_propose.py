"""Proposing: what is asked, what is refused, what is kept."""

import datetime as dt

import pytest
from django.urls import reverse

from community.models import Session
from outbox.models import Message
from tests.community.sessions.world import a_group, ahead
from tests.people import make_skill

pytestmark = pytest.mark.django_db
URL = "/sessions/propose/"


def typed(**fields) -> dict:
    first, second = ahead(7), ahead(9)
    return {
        "title": "Pricing in three currencies",
        "kind": "lunch",
        "outcome": "Say why the same number is three prices.",
        "minutes": "45",
        "day": f"{first:%Y-%m-%d}",
        "time": "13:00",
        "other_day": f"{second:%Y-%m-%d}",
        "other_time": "09:30",
        "place": "Room 4",
        "capacity": "20",
        "speaker": "",
    } | fields


def test_it_waits_for_hr_with_both_dates(cast, sign_in):
    skill = make_skill("Pricing")
    page = sign_in(cast.ben).post(URL, typed(skills=[skill.pk]), follow=True).text
    assert "Sent to HR: “Pricing in three currencies”" in page
    session = Session.objects.get()
    assert (session.state, session.host, session.capacity) == ("proposed", cast.ben, 20)
    local = [at.astimezone(cast.ben.zone) for at in (session.starts_at, session.other_starts_at)]
    assert [at.strftime("%H:%M") for at in local] == ["13:00", "09:30"]
    assert session.minutes == 45
    assert list(session.skills.all()) == [skill]
    assert not Message.objects.exists()


def test_the_same_twice_is_one(cast, sign_in):
    client = sign_in(cast.ben)
    first, again = client.post(URL, typed()), client.post(URL, typed())
    assert first["Location"] == again["Location"]
    assert Session.objects.count() == 1


def test_blanks_are_named_in_the_words_of_their_fields(cast, sign_in):
    form = sign_in(cast.ben).post(URL, {}).context["form"]
    assert form.errors == {
        "title": ["Enter a title"],
        "kind": ["Choose a kind"],
        "outcome": ["Enter what people will be able to do afterwards"],
        "minutes": ["Enter how many minutes"],
        "day": ["Enter the first possible day"],
        "time": ["Enter the time of the first day"],
        "other_day": ["Enter the second possible day"],
        "other_time": ["Enter the time of the second day"],
    }


@pytest.mark.parametrize(
    ("fields", "where", "says"),
    [
        ({"minutes": "5"}, "minutes", "Minutes must be between 15 and 480"),
        ({"minutes": "x"}, "minutes", "Minutes must be a whole number"),
        ({"capacity": "0"}, "capacity", "Places must be between 1 and 5,000"),
        ({"capacity": "99999"}, "capacity", "Places must be between 1 and 5,000"),
        ({"day": "soon"}, "day", "Day must be a date like 2027-05-24"),
        ({"time": "25:00"}, "time", "Time must be a time like 15:30"),
        ({"day": "2020-01-01"}, "day", "Day and time must be later than now"),
        ({"day": "2099-01-01"}, "day", "Day must be within a year from today"),
        ({"title": "x" * 10_000}, "title", "Title must be 120 characters or fewer"),
        ({"kind": "clinic"}, "kind", "Choose a kind"),
        ({"title": "a\x00b"}, "title", "Enter text without control characters"),
        ({"place": "x" * 301}, "place", "Place or link must be 300 characters or fewer"),
    ],
)
def test_what_cannot_be_is_said_and_everything_typed_is_kept(cast, sign_in, fields, where, says):
    answer = sign_in(cast.ben).post(URL, typed(**fields))
    assert answer.status_code == 200
    assert says in answer.context["form"].errors[where]
    assert "Error: Propose a session" in answer.text
    assert "Say why the same number is three prices." in answer.text
    assert not Session.objects.exists()


def test_the_two_dates_differ(cast, sign_in):
    same = typed()
    same |= {"other_day": same["day"], "other_time": same["time"]}
    form = sign_in(cast.ben).post(URL, same).context["form"]
    assert form.errors == {"other_day": ["The second date must be another one"]}


def test_an_hour_the_clocks_skip(cast, sign_in):
    """In Madrid the last Sunday of March has no 02:30."""
    today = dt.datetime.now(dt.UTC).date()
    year = today.year if today < dt.date(today.year, 3, 20) else today.year + 1
    march = [dt.date(year, 3, day) for day in range(25, 32)]
    sunday = next(day for day in march if day.weekday() == 6)
    form = sign_in(cast.ben).post(URL, typed(day=str(sunday), time="02:30")).context["form"]
    assert form.errors["time"] == ["Time must be one the clocks do not skip that day"]


def test_a_group_of_mine_may_be_chosen_and_no_other(cast, sign_in):
    mine, other = a_group(cast.ben), a_group(cast.dan, name="Others")
    client = sign_in(cast.ben)
    client.post(URL, typed(group=str(mine.pk)))
    assert Session.objects.get().group == mine
    form = client.post(URL, typed(group=str(other.pk), title="Another")).context["form"]
    assert "group" in form.errors


def test_who_leads_the_group_publishes_at_once_on_one_date(cast, sign_in):
    group = a_group(lead=cast.ben)
    fields = typed(group=str(group.pk), other_day="", other_time="")
    page = sign_in(cast.ben).post(URL, fields, follow=True).text
    assert "“Pricing in three currencies” is published." in page
    assert Session.objects.get().state == "published"
    assert Message.objects.get().kind == "session-invitation"


def test_a_member_who_does_not_lead_needs_two_dates(cast, sign_in):
    group = a_group(cast.ben)
    fields = typed(group=str(group.pk), other_day="", other_time="")
    assert "other_day" in sign_in(cast.ben).post(URL, fields).context["form"].errors


def test_a_proposal_is_seen_by_its_host_and_hr_alone(cast, sign_in):
    sign_in(cast.ben).post(URL, typed())
    session = Session.objects.get()
    codes = {
        who.first_name: sign_in(who).get(session.get_absolute_url()).status_code
        for who in (cast.ben, cast.hana, cast.ada, cast.sue)
    }
    assert codes == {"Ben": 200, "Hana": 200, "Ada": 404, "Sue": 404}
    assert session.title not in sign_in(cast.ada).get("/sessions/").text


def test_a_clinic_is_an_hour_for_four_to_eight(cast, sign_in):
    client = sign_in(cast.ben)
    url = reverse("propose-clinic")
    assert "one hour, four to eight people" in client.get(url).text
    fields = typed(people="9")
    form = client.post(url, fields).context["form"]
    assert form.errors == {"people": ["People must be between 4 and 8, with you"]}
    client.post(url, typed(people="6"))
    session = Session.objects.get()
    assert (session.kind, session.minutes, session.capacity) == ("clinic", 60, 5)
