"""Merging and renaming a skill reaches everything of this room that carries it."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from community import finding, kudos, office_hours, series, skill_moves
from community.models import CircleRound, Group, OfficeHours, ProposedCircle, Resource, Session
from community.office_hours import Plan
from profiles import skills
from tests.community.groups.world import make_group
from tests.community.library.world import make_link
from tests.community.sessions.world import a_session
from tests.people import make_skill


@pytest.fixture
def pair(cast):
    """An old name of a skill and the one it is merged into."""
    return make_skill("Haggling"), make_skill("Bargaining")


def merged(cast, pair):
    old, new = pair
    skills.merge(old, new, by=cast.hana.user)
    return new


def names(row):
    return sorted(skill.name for skill in row.skills.all())


def test_everything_tagged_carries_the_other_skill(cast, pair):
    group = make_group(cast.ada, skills=["Haggling", "Bargaining"])
    session = a_session(cast.ada)
    session.skills.set([pair[0]])
    office = OfficeHours.objects.create(host=cast.ada, title="Ask", outcome="Know", minutes=20)
    office.skills.set(pair)
    item = make_link(skills=["Haggling"])
    merged(cast, pair)
    for row in (group, session, office, item):
        assert names(row) == ["Bargaining"], row


def test_circles_to_be_formed_and_kudos_as_well(cast, pair):
    old, _new = pair
    now = timezone.now()
    wanted = CircleRound.objects.create(made_at=now)
    wanted.skills.set([old])
    circle = ProposedCircle.objects.create(round=wanted, skill=old)
    thanks = kudos.give(
        cast.ada, cast.ben, "Got us a better price.", skill=old, nonce=uuid.uuid4(), now=now
    )
    new = merged(cast, pair)
    for row in (circle, thanks):
        row.refresh_from_db()
        assert row.skill == new, row
    assert names(wanted) == ["Bargaining"]


def test_they_are_found_by_the_name_they_have_now(cast, pair):
    group = make_group(cast.ada, name="Better prices", skills=["Haggling"])
    session = a_session(cast.ada, title="Prices")
    session.skills.set([pair[0]])
    merged(cast, pair)
    assert list(finding.groups({"q": "bargain"}, cast.emil)) == [group]
    # A merged name stays findable: it is an alias now.
    assert list(finding.groups({"q": "haggling"}, cast.emil)) == [group]
    session.refresh_from_db()
    assert "bargaining" in session.search_text
    assert {"bar", "hag"} <= set(session.trigrams)


def test_a_renamed_skill_finds_its_groups_too(cast, pair):
    old, _new = pair
    group = make_group(cast.ada, name="Better prices", skills=["Haggling"])
    skills.change(old, name="Dealing", category="", aliases=[], by=cast.hana.user)
    assert list(finding.groups({"q": "dealing"}, cast.emil)) == [group]


def test_no_table_is_left_out(db):
    tables = {field.model._meta.label for field in skill_moves.foreign_keys()}
    tagged = {model.skills.through._meta.label for model in (Group, Session, OfficeHours, Resource)}
    assert tagged | {"community.Kudos", "community.ProposedCircle"} <= tables


def test_what_has_another_skill_is_left_alone(cast, pair):
    group = make_group(cast.ada, skills=["Presenting"])
    before = Group.objects.get(pk=group.pk).search_text
    merged(cast, pair)
    assert names(group) == ["Presenting"]
    assert Group.objects.get(pk=group.pk).search_text == before


def test_slots_and_repeats_are_found_by_their_skills(cast):
    at = timezone.now().replace(hour=9, minute=0) + dt.timedelta(days=3)
    plan = Plan("Ask me", "Know it", at, 20, 2, 1, skills=[make_skill("Welding")])
    office = office_hours.start(plan, by=cast.ada, now=timezone.now())
    assert {slot.search_text for slot in office.slots.all()} == {"ask me know it welding"}
    session = a_session(cast.ada, title="Sparks")
    session.skills.set([make_skill("Welding")])
    (repeat,) = series.repeat(session, 1, now=timezone.now())
    assert repeat.search_text.endswith("welding")
    assert "wel" in repeat.trigrams
