"""Nobody gets nothing: a group, a session and a path for the goals of somebody who waits."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import meanwhile
from community.models import Path, Rsvp, Session
from tests.community.groups.world import make_group, put_in
from tests.people import make_goal, make_person, make_skill

NOW = timezone.now()
DAY = dt.timedelta(days=1)


def session(host, title="SQL over lunch", days=3, skill="SQL", **fields):
    at = NOW + days * DAY
    fields = {"kind": "lunch", "state": "published", "outcome": "Know it"} | fields
    made = Session.objects.create(
        title=title, host=host, starts_at=at, ends_at=at + dt.timedelta(hours=1), **fields
    )
    made.skills.add(make_skill(skill))
    return made


@pytest.fixture
def lena(cast):
    lena = make_person("Lena Vos", time_zone="UTC")
    make_goal(lena, "SQL")
    return lena


def titles(person):
    return [one.title for one in meanwhile.offers([person])[person.pk]]


def test_a_group_a_session_and_a_path_for_a_goal(cast, lena):
    make_group(cast.ada, "circle", name="Data questions", skills=("SQL",))
    make_group(cast.ada, "circle", name="Other", skills=("Cooking",))
    talk = session(cast.ada)
    Path.objects.create(slug=meanwhile.BEGINNERS, name="Being mentored", state="published")
    day = f"{talk.starts_at:%A} {talk.starts_at.day} {talk.starts_at:%B, %H:%M}"
    assert titles(lena) == [
        "Learning circle: “Data questions” has a place",
        f"{day}, Lunch & learn: “SQL over lunch”",
        "Path: “Being mentored”",
    ]


def test_never_what_is_full_closed_over_or_theirs(cast, lena):
    full = make_group(cast.ada, "circle", name="Full", skills=("SQL",), size_max=4)
    put_in(full, *[make_person(f"Some One{n}") for n in range(3)])
    make_group(cast.ada, "circle", name="Closed", skills=("SQL",), entry="invited")
    put_in(make_group(cast.ada, "circle", name="Mine", skills=("SQL",)), lena)
    session(cast.ada, "Full", capacity=0)
    session(cast.ada, "Later", days=31)
    session(cast.ada, "Over", days=-2)
    session(lena, "Hosted by her")
    going = session(cast.ada, "Going")
    Rsvp.objects.create(session=going, profile=lena, state="going", since=NOW)
    assert titles(lena) == []


def test_many_people_cost_no_more_questions(cast, lena):
    people = [lena]
    for number in range(4):
        person = make_person(f"Waits Number{number}")
        make_goal(person, "SQL")
        people.append(person)
    with CaptureQueriesContext(connection) as one:
        meanwhile.offers(people[:1])
    with CaptureQueriesContext(connection) as many:
        meanwhile.offers(people)
    assert len(one) == len(many)


def test_a_weekly_mail_has_the_session_of_this_week_else_a_group(cast, lena):
    make_group(cast.ada, "circle", name="Data questions", skills=("SQL",))
    assert "Data questions" in meanwhile.weekly(lena, NOW).title
    talk = session(cast.ada)
    item = meanwhile.weekly(lena, NOW)
    assert "SQL over lunch" in item.title
    assert item.url == f"http://testserver/sessions/{talk.pk}/"
    assert meanwhile.weekly(cast.dan, NOW) is None
