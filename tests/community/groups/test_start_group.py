"""Three question pages; what was typed is kept, and nothing is made before the last."""

import datetime as dt

import pytest
from django.utils import timezone

from community.models import Group, Path, PathStep
from tests.people import make_skill

pytestmark = pytest.mark.django_db
KIND, TOPIC, WHEN = "/groups/start/", "/groups/start/topic/", "/groups/start/when/"
DAY = dt.timedelta(days=1)


def today():
    return timezone.now().date() + DAY  # tomorrow is today or later in every zone


def answers(**more):
    usual = {
        "starts_on": today().isoformat(), "weeks": "6", "rhythm": "weekly", "size_max": "8",
        "entry": "open",
    }  # fmt: skip
    return usual | more


def begin(client, kind="circle", **topic):
    assert client.post(KIND, {"kind": kind})["Location"] == TOPIC
    words = {"name": "SQL on Fridays", "topic": "One question a week."} | topic
    assert client.post(TOPIC, words)["Location"] == WHEN


def test_a_circle_with_a_path_as_spine(cast, sign_in):
    path = Path.objects.create(slug="sql", name="SQL", state="published")
    for n, title in enumerate(("Select", "Join", "Group")):
        PathStep.objects.create(path=path, position=n, kind="reading", title=title)
    client = sign_in(cast.ben)
    begin(client, path=path.pk, skills=[make_skill("SQL").pk])
    answer = client.post(WHEN, answers())
    group = Group.objects.get()
    assert answer["Location"] == f"/groups/{group.pk}/"
    assert (group.kind, group.state, group.used, group.size_min) == ("circle", "proposed", 1, 4)
    assert group.memberships.get().is_lead
    assert group.ends_on == group.starts_on + dt.timedelta(weeks=6)
    assert [step.title for step in group.steps.in_order()] == [
        "What each of us wants to take away", "Select", "Join", "Group",
        "Show-and-tell: each of us shows one thing",
    ]  # fmt: skip
    assert group.steps.in_order().last().due_on == group.ends_on


def test_a_community_runs_from_its_first_day(cast, sign_in):
    client = sign_in(cast.ben)
    begin(client, "community")
    page = client.get(WHEN).text
    assert 'name="weeks"' not in page
    client.post(WHEN, answers(rhythm="monthly"))
    group = Group.objects.get()
    assert (group.state, group.size_max, group.ends_on) == ("running", None, None)


def test_a_project_wants_a_skill_an_end_and_no_open_door(cast, sign_in):
    client = sign_in(cast.ben)
    client.post(KIND, {"kind": "project"})
    page = client.post(TOPIC, {"name": "A", "topic": "B"}).text
    assert page.count("Choose at least one skill") == 2
    begin(client, "project", skills=[make_skill("SQL").pk])
    page = client.post(WHEN, answers(size_max="5", ends_on=today().isoformat())).text
    assert "Choose how people get in" in page
    assert "Last day must be after the first day" in page
    later = (today() + 40 * DAY).isoformat()
    client.post(WHEN, answers(size_max="5", ends_on=later, entry="ask"))
    group = Group.objects.get()
    assert (group.kind, group.size_min, group.size_max) == ("project", 3, 5)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"size_max": "3"}, "Places must be 4 or more"),
        ({"size_max": "13"}, "Places must be 12 or fewer"),
        ({"size_max": "many"}, "Places must be a whole number"),
        ({"size_max": ""}, "Enter how many places there are"),
        ({"weeks": "9"}, "Choose how long it runs"),
        ({"starts_on": "soon"}, "Enter the day like 2027-05-24"),
        ({"starts_on": "2020-01-01"}, "First day must be today or later"),
        ({"starts_on": "9999-12-31"}, "Choose a day within the next two years"),
        ({"entry": "window"}, "Choose how people get in"),
        ({"rhythm": ""}, "Choose how often you meet"),
    ],
)
def test_a_wrong_answer_is_said_twice_and_makes_nothing(cast, sign_in, typed, says):
    client = sign_in(cast.ben)
    begin(client)
    page = client.post(WHEN, answers(**typed)).text
    assert page.count(says) == 2
    assert "Error: " in page
    assert not Group.objects.exists()


def test_words_that_are_too_long_or_missing_come_back(cast, sign_in):
    client = sign_in(cast.ben)
    assert "Choose what you want to start" in client.post(KIND, {"kind": "party"}).text
    client.post(KIND, {"kind": "circle"})
    page = client.post(TOPIC, {"name": "x" * 10_000, "topic": ""}).text
    assert "Name must be 80 characters or fewer" in page
    assert "Enter what it is about" in page
    assert "x" * 10_000 in page
    page = client.post(TOPIC, {"name": "a\x00b", "topic": "c"}).text
    assert "Enter text without control characters" in page
    assert "Enter a name" in client.post(TOPIC, {"name": "\x01\x02", "topic": "c"}).text


def test_going_back_finds_what_was_typed(cast, sign_in):
    client = sign_in(cast.ben)
    begin(client)
    assert "SQL on Fridays" in client.get(TOPIC).text
    assert 'value="circle" ' in client.get(KIND).text


def test_no_page_is_skipped(cast, sign_in):
    client = sign_in(cast.ben)
    assert client.get(WHEN)["Location"] == KIND
    client.post(KIND, {"kind": "circle"})
    assert client.post(WHEN, answers())["Location"] == TOPIC
    assert not Group.objects.exists()


def test_pressing_create_twice_makes_one(cast, sign_in):
    client = sign_in(cast.ben)
    begin(client)
    client.post(WHEN, answers())
    assert client.post(WHEN, answers())["Location"] == KIND
    assert Group.objects.count() == 1
