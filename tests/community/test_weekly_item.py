"""What community gives to the weekly mail: for the goals of its reader, this week's date first."""

import pytest
from django.utils import timezone

from community import weekly_item
from tests.community.groups.world import make_group, put_in
from tests.community.test_meanwhile import free_hour, lena, near, path, session  # noqa: F401
from tests.people import make_goal, make_person

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def keys(person):
    return [item.key for item in weekly_item.items(person, NOW)]


def test_a_session_of_this_week_then_a_group_then_a_path(cast, lena):  # noqa: F811
    made = path("Deep data", "SQL")
    group = make_group(cast.ada, "circle", name="Data questions", skills=("SQL",))
    hour = free_hour(cast.ada)
    talk = session(cast.ada)
    assert keys(lena) == [
        f"session:{talk.pk}",
        f"session:{hour.pk}",
        f"group:{group.pk}",
        f"path:{made.pk}",
    ]


def test_it_is_a_whole_line_with_its_own_address(cast, lena):  # noqa: F811
    make_group(cast.ada, "circle", name="Data questions", skills=("SQL",))
    (item,) = weekly_item.items(lena, NOW)
    assert item.title == "Learning circle you can join: “Data questions”"
    assert item.url.startswith("http://testserver/groups/")
    assert item.fit == 6000


def test_a_session_after_this_week_can_wait(cast, lena):  # noqa: F811
    session(cast.ada, days=9)
    assert keys(lena) == []


def test_a_related_skill_fits_less_and_says_so(cast, lena):  # noqa: F811
    near("SQL", "Python", 70)
    talk = session(cast.ada, skill="Python")
    (item,) = weekly_item.items(lena, NOW)
    assert (item.key, item.fit) == (f"session:{talk.pk}", 4200)
    assert item.title.endswith("(related to SQL)")


def test_nothing_of_what_they_are_in_and_nothing_without_goals(cast, lena):  # noqa: F811
    put_in(make_group(cast.ada, "circle", name="Mine", skills=("SQL",)), lena)
    assert keys(lena) == []
    session(cast.ada)
    assert keys(make_person("No Goals")) == []
    other = make_person("Max Lund")
    make_goal(other, "SQL")
    assert len(keys(other)) == 2


def test_it_costs_one_query(cast, lena, django_assert_num_queries):  # noqa: F811
    for number in range(3):
        session(cast.ada, f"Talk {number}")
        make_group(cast.ada, "circle", name=f"Group {number}", skills=("SQL",))
    with django_assert_num_queries(1):
        assert len(keys(lena)) == 6
