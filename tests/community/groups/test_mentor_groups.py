"""The group of a mentor in group mentoring: made by its pairs, ended with them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from checkins import closing, dates, questions
from community import mentor_groups
from community.models import Group, Membership
from matching import answers, pairs
from matching.models import Pair
from tests.community.sessions.world import a_session
from tests.people import enroll, make_goal, make_offer, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def offered(db):
    """Ada with four mentees of whom she is asked."""
    program = make_program(format="group", weeks_between_meetings=2)
    ada = make_person("Ada Obi", mentoring_limit=6)
    make_offer(ada)
    mentor = enroll(program, ada, "mentor", capacity=6)
    found = []
    for name in ("Ben Ito", "Gus Hale", "Hilde Moe", "Ivy Low"):
        person = make_person(name)
        make_goal(person)
        found.append(make_pair(program, mentor, enroll(program, person), state="offered"))
        mentor.profile.refresh_from_db()
    return found


def accept(*found):
    for pair in found:
        answers.accept(pair, by=pair.mentor.user, now=timezone.now())


def members(group):
    rows = Membership.objects.members().filter(group=group)
    return sorted(rows.values_list("profile__name", "role"))


def test_the_first_yes_makes_a_group_by_invitation(offered):
    accept(offered[0])
    group = Group.objects.get()
    assert members(group) == [("Ada Obi", "lead"), ("Ben Ito", "member")]
    assert (group.kind, group.entry, group.state) == ("circle", "invited", "proposed")
    assert (group.rhythm, group.size_max, group.used) == ("fortnightly", 7, 2)
    assert group.name == "Ada Obi’s group, Spring Mentoring"
    assert [skill.name for skill in group.skills.all()] == ["Negotiation"]


def test_from_the_third_mentee_on_it_runs(offered):
    accept(*offered[:2])
    assert Group.objects.get().state == "proposed"
    accept(*offered[2:])
    group = Group.objects.get()
    assert (group.state, group.used) == ("running", 5)
    assert len(members(group)) == 5


def test_other_formats_make_no_group(cast):
    cast.ada_enrolled.refresh_from_db()
    accept(make_pair(cast.program, cast.ada_enrolled, cast.dan_enrolled, state="offered"))
    assert not Group.objects.exists()


def test_a_pair_by_hand_joins_the_group_too(offered):
    accept(offered[0])
    program = offered[0].program
    late = enroll(program, make_person("Late Comer"))
    today = timezone.now().date()
    pairs.open_pair(
        offered[0].mentor_enrollment,
        late,
        starts_on=today,
        ends_on=today + 90 * DAY,
        by=None,
        now=timezone.now(),
    )
    assert ("Late Comer", "member") in members(Group.objects.get())


def test_whoever_ends_early_leaves_the_group(offered):
    accept(*offered)
    closing.finish(offered[0], by=offered[0].mentee.user, now=timezone.now())
    group = Group.objects.get()
    assert "Ben Ito" not in dict(members(group))
    assert (group.state, group.used) == ("running", 4)


def test_after_the_last_pair_the_group_is_kept_to_read(offered):
    accept(*offered)
    today = timezone.now().date()
    Pair.objects.update(starts_on=today - 90 * DAY, ends_on=today - 2 * DAY)
    assert closing.tick(now=timezone.now()) == 4
    group = Group.objects.get()
    assert group.state == "archived"
    assert len(members(group)) == 5


def test_the_pair_page_leads_to_the_group(offered, sign_in):
    accept(*offered)
    group = Group.objects.get()
    page = sign_in(offered[1].mentee).get(reverse("pair", args=[offered[1].pk]))
    assert page.context["next_step"]["href"] == group.get_absolute_url()
    assert sign_in(offered[1].mentee).get(group.get_absolute_url()).status_code == 200
    assert sign_in(make_person("Emil Novak")).get(group.get_absolute_url()).status_code == 404


def test_an_open_question_does_not_hide_the_group(offered, sign_in):
    accept(*offered)
    questions.ask_fit(offered[1], offered[1].mentee, now=timezone.now())
    page = sign_in(offered[1].mentee).get(reverse("pair", args=[offered[1].pk]))
    assert page.context["next_step"]["action"] == "Answer"
    assert page.text.count(Group.objects.get().get_absolute_url()) == 1


def test_a_session_of_the_group_is_a_date_of_each_pair(offered):
    accept(*offered)
    pair, now = offered[2], timezone.now()
    assert not dates.has_date(pair, now=now)
    a_session(offered[0].mentor, group=Group.objects.get())
    assert dates.has_date(pair, now=now)
    assert mentor_groups.of(pair) == Group.objects.get()


def test_a_mentor_has_a_group_in_each_program(offered):
    accept(offered[0])
    program = make_program("Second", format="group")
    mentor = enroll(program, offered[0].mentor, "mentor", capacity=3)
    mentor.profile.refresh_from_db()
    accept(make_pair(program, mentor, enroll(program, make_person("Kit Fox")), state="offered"))
    assert Group.objects.count() == 2
