import datetime as dt

import pytest

from mentorship.home import greeting
from profiles import contributions
from profiles.contributions import Section, Task
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


def test_three_tasks_in_order_and_the_rest_counted(cast, sign_in, monkeypatch):
    def source(visit):
        return [Task(n, f"Task {n}", "Line", "Do", "/x/") for n in (5, 1, 3, 2, 4)]

    def section(visit):
        return [Section(1, "components/notice.html", {"text": f"Block of {visit.profile.name}"})]

    monkeypatch.setattr(contributions, "TASKS", [source])
    monkeypatch.setattr(contributions, "SECTIONS", [section])
    page = sign_in(cast.emil).get("/").content.decode()
    assert page.index("Task 1") < page.index("Task 2") < page.index("Task 3")
    assert "Task 4" not in page
    assert "2 more later" in page
    assert "Block of Emil Novak" in page


@pytest.mark.parametrize(
    ("hour", "words"), [(6, "Good morning"), (11, "Good afternoon"), (18, "Good evening")]
)
def test_the_greeting_follows_the_readers_clock(cast, hour, words):
    now = dt.datetime(2027, 5, 24, hour, tzinfo=dt.UTC)  # Madrid is two hours ahead
    assert greeting(cast.emil, now=now) == f"{words}, Emil"
