import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from matching import pairs, policies
from matching.models import Enrollment, Pair, PairRule
from matching.places import PlacesTakenError
from matching.rulebook import Rulebook
from outbox.models import Message
from profiles.models import AuditEvent, DoNotMatch
from tests.people import NOW, TODAY, enroll, make_goal, make_offer, make_person, make_program

DATES = {"starts_on": TODAY, "ends_on": TODAY + dt.timedelta(days=180), "now": NOW}


@pytest.fixture
def two(db):
    program = make_program()
    ada = make_person("Ada Obi", level=7, department="Product")
    ben = make_person("Ben Ito", level=3, department="Finance")
    make_offer(ada)
    make_goal(ben)
    return enroll(program, ada, "mentor", capacity=2), enroll(program, ben)


def test_opening_takes_the_places_and_is_audited(two):
    ada, ben = two
    pair = pairs.open_pair(ada, ben, by=ada.profile.user, **DATES)
    ada.refresh_from_db()
    ben.refresh_from_db()
    assert (pair.state, ada.used, ben.used) == (Pair.State.ACTIVE, 1, 1)
    assert AuditEvent.objects.get(action="pair.opened").object_id == pair.pk


def test_opening_for_a_mentee_who_has_a_mentor_is_refused_by_name(two):
    ada, ben = two
    pairs.open_pair(ada, ben, by=None, **DATES)
    with pytest.raises(PlacesTakenError, match="Ben Ito already has a mentor"):
        pairs.open_pair(ada, ben, by=None, **DATES)
    assert Pair.objects.count() == 1


def test_a_manager_and_a_report_are_refused_whatever_the_reason(two):
    ada, ben = two
    ben.profile.manager = ada.profile
    ben.profile.save()
    with pytest.raises(pairs.PairRefusedError, match="direct report"):
        pairs.open_pair(ada, ben, by=None, exception_reason="They insist", **DATES)
    book = Rulebook(ada.program, {ada.profile_id, ben.profile_id})
    with pytest.raises(pairs.PairRefusedError, match="same reporting line") as caught:
        pairs.check_rules(book, ada.profile_id, ben.profile_id, exception="They insist")
    assert not caught.value.may_be_excepted
    ada.refresh_from_db()
    assert ada.used == 0


def test_people_outside_the_program_are_refused(two):
    ada, ben = two
    Enrollment.objects.filter(pk=ben.pk).update(state=Enrollment.State.WITHDRAWN)
    ben.refresh_from_db()
    with pytest.raises(pairs.PairRefusedError, match="Ben Ito is not in the program"):
        pairs.open_pair(ada, ben, by=None, **DATES)


def test_closing_gives_the_places_back_and_tells_both_once(two):
    ada, ben = two
    pair = pairs.open_pair(ada, ben, by=None, **DATES)
    assert pairs.close_pair(pair, by=None, reason="Moved teams", now=NOW)
    assert not pairs.close_pair(pair, by=None, reason="Again", now=NOW)
    ada.refresh_from_db()
    ada.profile.refresh_from_db()
    assert (pair.state, pair.ended_on, pair.end_reason) == ("ended", TODAY, "Moved teams")
    assert (ada.used, ada.profile.mentoring_used) == (0, 0)
    assert Message.objects.filter(kind="pair-ended").count() == 2
    assert AuditEvent.objects.filter(action="pair.closed").count() == 1


def test_a_mentee_who_never_heard_of_the_pair_hears_nothing_of_its_end(two):
    ada, ben = two
    pair = pairs.open_pair(ada, ben, by=None, **DATES)
    Pair.objects.filter(pk=pair.pk).delete()
    pair = Pair.objects.create(
        program=ada.program, mentor_enrollment=ada, mentee_enrollment=ben, mentor=ada.profile,
        mentee=ben.profile, state="offered", starts_on=TODAY, ends_on=DATES["ends_on"], visible_at=NOW,
    )  # fmt: skip
    pairs.close_pair(pair, by=None, reason="Changed plans", now=NOW)
    assert [m.recipient for m in Message.objects.filter(kind="pair-ended")] == [ada.profile.user]


def test_an_away_pair_ends_without_giving_a_place_twice(two):
    ada, ben = two
    pair = pairs.open_pair(ada, ben, by=None, **DATES)
    Pair.objects.filter(pk=pair.pk).update(state="away")
    Enrollment.objects.update(used=0)
    ada.profile.mentoring_used = 0
    ada.profile.save()
    assert pairs.close_pair(pair, by=None, reason="Away for good", now=NOW)
    ada.refresh_from_db()
    assert ada.used == 0


def test_a_fitting_pair_breaks_no_rule(two):
    assert pairs.hard_rule_broken(*two) is None


def test_people_without_goals_break_no_goal_rule(two):
    ada, ben = two
    ben.profile.goals.all().delete()
    assert pairs.hard_rule_broken(ada, ben) is None


def put(profile, **fields):
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save()


BREAKS = {
    "reporting_line": lambda a, b: put(a.profile, manager=b.profile),
    "exclusion": lambda a, b: DoNotMatch.objects.create(author=b.profile, other=a.profile),
    "forbidden": lambda a, b: PairRule.objects.create(
        program=a.program, mentor=a.profile, mentee=b.profile, kind="forbid", scope="always"
    ),
    "past_pair": lambda a, b: pairs.close_pair(
        pairs.open_pair(a, b, by=None, **DATES), by=None, reason="", now=NOW
    ),
    "no_shared_language": lambda a, b: put(a.profile, languages=["ja"]),
    "time_zone_gap": lambda a, b: put(a.profile, time_zone="Asia/Tokyo"),
    "level_gap": lambda a, b: put(a.profile, level=2),
    "same_department": lambda a, b: put(a.profile, department="Finance"),
    "different_site": lambda a, b: (put(a.profile, site="Oslo"), put(b.profile, site="Lyon")),
    "no_goal_covered": lambda a, b: (
        make_goal(b.profile, "SQL") and b.profile.goals.first().delete()
    ),
}


@pytest.mark.parametrize("code", BREAKS)
def test_each_hard_rule_is_named(code, two):
    ada, ben = two
    policy = policies.engine_policy(policies.current(ada.program))
    policies.save_version(ada.program, replace(policy, rules=policy.rules | {code}), by=None)
    BREAKS[code](ada, ben)
    assert pairs.hard_rule_broken(ada, ben) == code


@pytest.mark.parametrize("code", ["exclusion", "forbidden"])
def test_no_reason_carries_a_private_wish_or_a_ban(code, two):
    ada, ben = two
    BREAKS[code](ada, ben)
    book = Rulebook(ada.program, {ada.profile_id, ben.profile_id})
    with pytest.raises(pairs.PairRefusedError):
        pairs.check_rules(book, ada.profile_id, ben.profile_id, exception="We know them")


def test_a_reason_carries_the_other_rules(two):
    ada, ben = two
    BREAKS["level_gap"](ada, ben)
    book = Rulebook(ada.program, {ada.profile_id, ben.profile_id})
    with pytest.raises(pairs.PairRefusedError) as caught:
        pairs.check_rules(book, ada.profile_id, ben.profile_id)
    assert (caught.value.code, caught.value.may_be_excepted) == ("level_gap", True)
    pairs.check_rules(book, ada.profile_id, ben.profile_id, exception="Agreed with both")


def test_a_rulebook_asks_the_same_queries_for_one_and_for_many(two, django_assert_num_queries):
    ada, ben = two
    more = [make_person(f"Person {n}").pk for n in range(3)]
    with django_assert_num_queries(6):
        Rulebook(ada.program, {ada.profile_id, ben.profile_id})
    with django_assert_num_queries(6):
        Rulebook(ada.program, {ada.profile_id, ben.profile_id, *more})


def test_the_reporting_line_counts_at_any_depth_when_the_policy_says_so(two):
    ada, ben = two
    people = [ada.profile, *(make_person(f"Boss {n}") for n in range(3)), ben.profile]
    for above, below in pairwise(people):
        put(below, manager=above)
    assert pairs.hard_rule_broken(ada, ben) is None
    policy = policies.engine_policy(policies.current(ada.program))
    policies.save_version(ada.program, replace(policy, any_depth=True), by=None)
    assert pairs.hard_rule_broken(ada, ben) == "reporting_line"
