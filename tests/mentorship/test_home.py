import datetime as dt

import pytest
from django.utils import timezone

from checkins import case_watch, wishes
from mentorship.home import greeting
from profiles import contributions, reminders
from profiles.contributions import Section, Task
from profiles.home_ranks import Rank
from tests.checkins.test_met import meeting
from tests.people import make_offer

pytestmark = pytest.mark.django_db


def test_a_new_person_is_asked_for_what_the_profile_needs(cast, sign_in, monkeypatch):
    monkeypatch.setattr(contributions, "TASKS", contributions.TASKS[:1])
    page = sign_in(cast.emil).get("/").content.decode()
    assert "Confirm your time zone" in page
    assert "Add two things you can teach" in page


def test_nothing_to_do_says_so(cast, sign_in, monkeypatch):
    monkeypatch.setattr(contributions, "TASKS", contributions.TASKS[:1])
    make_offer(cast.emil)
    make_offer(cast.emil, "SQL")
    cast.emil.time_zone_confirmed = True
    cast.emil.save()
    page = sign_in(cast.emil).get("/").content.decode()
    assert "Nothing needs you today." in page
    assert "Your next meeting" not in page


def test_nothing_to_do_tells_of_the_next_meeting_on_the_readers_clock(cast, sign_in, monkeypatch):
    monkeypatch.setattr(contributions, "TASKS", [])
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    for days in (9, 3, -3):
        meeting(cast.pair, now + dt.timedelta(days=days), "booked")
    at = (now + dt.timedelta(days=3)).astimezone(cast.ben.zone)
    words = f"Your next meeting, with Ada, is {at:%a} {at.day} {at:%B, %H:%M} (Madrid time)."
    assert words in sign_in(cast.ben).get("/").text


def fails(visit):
    raise RuntimeError


def works(visit):
    return [Section(1, "components/notice.html", {"text": "Another block"})]


def does_not_draw(visit):
    return [Section(2, "community/no_such_template.html", {})]


@pytest.mark.parametrize("source", [fails, does_not_draw])
def test_a_block_that_fails_is_named_and_the_rest_of_home_works(
    cast, sign_in, monkeypatch, caplog, source
):
    monkeypatch.setattr(contributions, "SECTIONS", [source, works])
    monkeypatch.setattr(contributions, "COULD_NOT_LOAD", {source: "We could not load sessions."})
    answer = sign_in(cast.ben).get("/")
    assert answer.status_code == 200
    assert "We could not load sessions." in answer.text
    assert '<a href="/">Try again</a>' in answer.text
    assert "Another block" in answer.text
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_tasks_that_fail_are_named_and_nothing_is_not_claimed(cast, sign_in, monkeypatch, caplog):
    monkeypatch.setattr(contributions, "TASKS", [fails])
    page = sign_in(cast.ben).get("/").text
    assert "We could not load some parts of this page." in page
    assert "Nothing needs you today." not in page
    assert len(caplog.records) == 1


def test_tasks_of_other_rooms_are_there_when_one_fails(cast, sign_in, monkeypatch, caplog):
    def source(visit):
        return [Task(Rank.CONCERN, "Still here", "Line", "Do", "/x/")]

    monkeypatch.setattr(contributions, "TASKS", [fails, source])
    assert "Still here" in sign_in(cast.ben).get("/").text
    assert len(caplog.records) == 1


def test_every_part_of_home_has_a_name_for_when_it_fails():
    unnamed = {reminders.profile_tasks, wishes.home_tasks, case_watch.home_tasks}
    parts = {*contributions.TASKS, *contributions.SECTIONS}
    assert parts - set(contributions.COULD_NOT_LOAD) == unnamed


def test_three_tasks_in_order_and_the_rest_counted(cast, sign_in, monkeypatch):
    def source(visit):
        return [Task(rule, rule.name, "Line", "Do", "/x/") for rule in reversed(list(Rank)[:5])]

    def section(visit):
        return [Section(1, "components/notice.html", {"text": f"Block of {visit.profile.name}"})]

    monkeypatch.setattr(contributions, "TASKS", [source])
    monkeypatch.setattr(contributions, "SECTIONS", [section])
    page = sign_in(cast.emil).get("/").content.decode()
    first, second, third, fourth, _fifth = (rule.name for rule in list(Rank)[:5])
    assert page.index(first) < page.index(second) < page.index(third)
    assert fourth not in page
    assert "2 more later" in page
    assert "Block of Emil Novak" in page


@pytest.mark.parametrize(
    ("hour", "words"), [(6, "Good morning"), (11, "Good afternoon"), (18, "Good evening")]
)
def test_the_greeting_follows_the_readers_clock(cast, hour, words):
    now = dt.datetime(2027, 5, 24, hour, tzinfo=dt.UTC)  # Madrid is two hours ahead
    assert greeting(cast.emil, now=now) == f"{words}, Emil"
