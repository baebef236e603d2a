"""Merged and renamed skills: groups, sessions and office hours follow."""

import pytest

from community import skill_tags
from community.models import Group, OfficeHours
from profiles import skills
from tests.community.groups.world import make_group
from tests.community.sessions.world import a_session
from tests.people import make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def about_sql(cast):
    """A group, a session and office hours about the skill that goes; the group about both."""
    gone, kept = make_skill("Sequel"), make_skill("SQL")
    group = make_group(cast.ada, skills=("Sequel", "SQL"))
    talk = a_session(cast.ada)
    hours = OfficeHours.objects.create(host=cast.ada, title="Ask", outcome="Less", minutes=20)
    for one in (talk, hours):
        one.skills.add(gone)
    skills.merge(gone, kept, by=cast.hana.user)
    return group, talk, hours


def test_what_is_about_a_merged_skill_is_about_the_other_one(about_sql):
    for one in about_sql:
        assert list(one.skills.values_list("name", flat=True)) == ["SQL"]


def test_groups_are_found_by_the_name_that_stays(about_sql):
    group = Group.objects.get(pk=about_sql[0].pk)
    assert "sql" in group.search_text.split()
    assert "sequel" not in group.search_text.split()


def test_once_more_is_harmless(cast, about_sql):
    skill_tags.skill_changed(make_skill("Sequel"), make_skill("SQL"))
    assert list(about_sql[0].skills.values_list("name", flat=True)) == ["SQL"]
