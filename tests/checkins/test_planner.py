"""From facts to one mail, without a database."""

import datetime as dt

import pytest

from checkins import holdout, planner, tips
from checkins.planner import Letter, PairFacts, PersonFacts, Step, plan, steps

TODAY = dt.date(2027, 5, 25)
ANYBODY = PersonFacts()


def facts(*, age=60, left=120, **fields) -> PairFacts:
    values = {
        "pair": 1,
        "begins_on": TODAY - dt.timedelta(days=age),
        "ends_on": TODAY + dt.timedelta(days=left),
        "weeks_between": 2,
    }
    return PairFacts(**(values | fields))


def ago(days):
    return TODAY - dt.timedelta(days=days)


def best(pair, person=ANYBODY):
    letter = plan(person, [pair], today=TODAY)
    return letter.blocks[0].step if letter else None


@pytest.mark.parametrize(
    ("age", "step"),
    [(5, None), (6, None), (7, Step.FIRST_DATE), (20, Step.FIRST_DATE), (21, Step.QUIET),
     (44, Step.QUIET), (45, Step.OFFER_END)],
)  # fmt: skip
def test_without_a_first_meeting_help_grows_with_the_pairs_own_days(age, step):
    assert best(facts(age=age)) == step


@pytest.mark.parametrize(
    ("days", "step"),
    [(13, None), (14, Step.ASK), (20, Step.ASK), (21, Step.QUIET), (45, Step.OFFER_END)],
)
def test_after_a_meeting_the_rhythm_decides_when_to_ask(days, step):
    assert best(facts(last_met=ago(days), said_how=True)) == step


def test_a_slower_rhythm_asks_later_and_calls_quiet_later():
    monthly = {"weeks_between": 4, "said_how": True}
    assert best(facts(last_met=ago(27), **monthly)) is None
    assert best(facts(last_met=ago(28), **monthly)) == Step.ASK
    assert best(facts(last_met=ago(34), **monthly)) == Step.ASK
    assert best(facts(last_met=ago(35), **monthly)) == Step.QUIET
    assert best(facts(last_met=ago(55), **monthly)) == Step.QUIET
    assert best(facts(last_met=ago(56), **monthly)) == Step.OFFER_END


@pytest.mark.parametrize("field", ["has_date", "answered_this_week", "waits_for_help"])
def test_nothing_is_asked_of_who_has_a_date_an_answer_or_a_helper(field):
    assert best(facts(age=50, **{field: True})) is None


def test_keeping_going_is_respected_for_three_weeks():
    assert best(facts(kept_on=ago(20))) == Step.QUIET
    assert best(facts(kept_on=ago(21))) == Step.OFFER_END


def test_the_milestones_of_a_pair_count_from_its_own_dates():
    assert best(facts(age=100, left=14, last_met=ago(2), said_how=True)) == Step.ENDING
    assert best(facts(age=100, left=15, last_met=ago(2), said_how=True)) is None
    assert best(facts(age=60, left=60, last_met=ago(2), said_how=True)) == Step.MIDPOINT
    assert best(facts(age=59, left=61, last_met=ago(2), said_how=True)) is None
    asked = facts(age=60, left=60, last_met=ago(2), said_how=True, was_asked_halfway=True)
    assert best(asked) is None
    assert best(facts(age=100, left=-1)) is None


def test_how_it_was_is_asked_only_when_it_is_known_that_they_met():
    assert best(facts(last_met=ago(3))) == Step.HOW
    assert best(facts(last_met=ago(8))) is None
    assert best(facts(last_met=ago(3), said_how=True)) is None


def test_several_pairs_make_one_mail_with_the_best_step_first():
    letter = plan(
        ANYBODY,
        [
            facts(pair=1, last_met=ago(3), said_how=True, tip="tip-4"),
            facts(pair=2, last_met=ago(15), said_how=True),
            facts(pair=3, age=30),
            facts(pair=4, last_met=ago(3)),
        ],
        today=TODAY,
    )
    assert [block.name for block in letter.blocks] == ["quiet:3", "ask:2", "how:4", "tip-4:1"]


def test_what_is_switched_off_gives_way_to_the_next_best():
    quiet = facts(age=30, tip="tip-4")
    assert best(quiet) == Step.QUIET
    assert best(quiet, PersonFacts(off=["help"])) == Step.ASK
    assert best(quiet, PersonFacts(off=["help", "questions"])) == Step.TIP
    assert best(quiet, PersonFacts(off=["help", "questions", "tips"])) is None


def test_a_tip_is_held_back_and_kept_for_measuring_help_never_is():
    held = PersonFacts(held=["tip-4"])
    tip = facts(last_met=ago(3), said_how=True, tip="tip-4")
    assert plan(held, [tip], today=TODAY) == Letter((), ("tip-4",), False, (1,))
    assert plan(ANYBODY, [tip], today=TODAY).trials == ("tip-4",)
    assert best(facts(age=30, tip="tip-4"), held) == Step.QUIET
    assert planner.TOPIC_OF[Step.QUIET] == planner.TOPIC_OF[Step.FIRST_DATE] == "help"


@pytest.mark.parametrize(
    ("unanswered", "last_mail", "sent"),
    [(2, 7, True), (3, 7, False), (3, 12, False), (3, 13, True), (5, 14, True), (6, 60, False)],
)
def test_unanswered_mails_make_it_rarer_then_stop(unanswered, last_mail, sent):
    person = PersonFacts(unanswered=unanswered, last_mail=ago(last_mail))
    letter = plan(person, [facts(age=30)], today=TODAY)
    assert bool(letter) == sent
    assert letter.is_rare == (sent and unanswered >= 3)


def test_no_fact_brings_two_blocks_for_a_pair_or_an_unsorted_list():
    for age in range(0, 120, 3):
        for met in (None, 1, 10, 16, 30, 50):
            pair = facts(age=age, left=120 - age, last_met=met and ago(met), tip="tip-1")
            found = steps(pair, today=TODAY)
            assert found == sorted(set(found))
            assert len(plan(ANYBODY, [pair], today=TODAY).blocks) <= 1


def test_a_tenth_is_held_back_the_same_ones_every_time():
    for template in tips.templates():
        held = {person for person in range(10_000) if holdout.is_held(person, template)}
        assert 900 < len(held) < 1100
        assert held == {person for person in range(10_000) if holdout.is_held(person, template)}
    first, second = (
        {person for person in range(10_000) if holdout.is_held(person, name)}
        for name in tips.templates()[:2]
    )
    assert len(first & second) < 200


def test_days_away_are_no_silence():
    assert best(facts(last_met=ago(45), said_how=True)) == Step.OFFER_END
    assert best(facts(last_met=ago(45), said_how=True, days_away=24)) == Step.QUIET
    assert best(facts(last_met=ago(45), said_how=True, days_away=40)) is None


def test_an_agreement_that_waits_comes_before_a_tip_and_after_a_question():
    assert best(facts(last_met=ago(3), said_how=True, has_to_sign=True, tip="tip-4")) == (
        Step.AGREEMENT
    )
    assert best(facts(last_met=ago(14), said_how=True, has_to_sign=True)) == Step.ASK
