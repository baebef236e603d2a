"""Only tips are ever held back, from the same tenth every time, and nowhere HR has switched it off."""

import hashlib
import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from checkins import facts, holdout, planner, tips
from checkins.models import HoldOut, UntestedPlace
from checkins.planner import PairFacts, PersonFacts, Step, plan
from outbox import kinds
from profiles.models import AuditEvent
from tests.checkins.test_planner import TODAY, ago
from tests.checkins.test_planner import facts as pair_facts

NOW = timezone.now()
# One pair for every step that is not a tip; each would rather say something else first.
NO_TIPS = {
    Step.ENDING: pair_facts(age=170, left=10, last_met=ago(3), said_how=True),
    Step.OFFER_END: pair_facts(age=90, last_met=ago(50), said_how=True),
    Step.QUIET: pair_facts(age=60, last_met=ago(30), said_how=True),
    Step.FIRST_DATE: pair_facts(age=10),
    Step.MIDPOINT: pair_facts(age=100, left=80, last_met=ago(3), said_how=True),
    Step.ASK: pair_facts(age=60, last_met=ago(15), said_how=True, was_asked_halfway=True),
    Step.HOW: pair_facts(age=60, last_met=ago(3)),
    Step.AGREEMENT: pair_facts(age=60, last_met=ago(3), said_how=True, has_to_sign=True),
}


class Everything:
    """Holds back whatever it is asked about."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 1


def test_every_step_but_the_tip_goes_to_somebody_held_back_from_everything():
    held = PersonFacts(held=Everything())
    assert set(NO_TIPS) == set(Step) - {Step.TIP}
    for step, pair in NO_TIPS.items():
        with_tip = PairFacts(**{**vars(pair), "tip": "tip-4"})
        letter = plan(held, [with_tip], today=TODAY)
        assert [block.step for block in letter.blocks] == [step]
        assert letter.trials == ()
    tip = pair_facts(last_met=ago(3), said_how=True, tip="tip-4")
    assert plan(held, [tip], today=TODAY).blocks == ()


def test_nothing_but_a_tip_can_be_asked_to_be_held():
    for name in tips.templates():
        assert holdout.is_held(7, name) in {True, False}
    names = {step.name.lower() for step in Step} | set(kinds.REGISTRY) | {"", "tip-5", "fit"}
    for name in names:
        with pytest.raises(holdout.NotOptionalError):
            holdout.is_held(7, name)


@pytest.mark.django_db
def test_the_database_refuses_a_hold_out_of_anything_else(cast):
    for name in ("quiet", "first_date", "ask", "match-mentor", "meeting-reminder"):
        with pytest.raises(IntegrityError), transaction.atomic():
            HoldOut.objects.create(
                profile=cast.ben, pair=cast.pair, template=name, period="2027-W21", is_held=True,
                at=NOW,
            )  # fmt: skip


def test_the_groups_are_those_of_the_published_rule_for_ever():
    """Worked out beside the code, and frozen: a change of the rule would mix the groups."""
    for template in tips.templates():
        for person in range(1, 2_000):
            text = f'["2027", "{template}", {person}]'
            number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
            assert holdout.is_held(person, template) == (number % 100 < 10)
    held = [person for person in range(1, 2_000) if holdout.is_held(person, "tip-4")]
    digest = hashlib.sha256(json.dumps(held).encode()).hexdigest()
    assert (len(held), digest[:16]) == GROUP_OF_TIP_4


GROUP_OF_TIP_4 = (194, "544366297456a69a")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "site", "is_off"),
    [
        ("Spain", "", True),
        ("", "Madrid", True),
        ("", "", True),
        ("Norway", "", False),
        ("", "Oslo", False),
    ],
)
def test_a_place_that_is_off_has_no_groups(cast, country, site, is_off):
    holdout.switch_off(country, site, by=cast.hana.user, now=NOW)
    known = facts.gather([cast.ben], now=NOW)
    found = facts.of_person(cast.ben, known, off=[])
    assert found.is_tested is not is_off
    assert not (is_off and found.held)
    tip = pair_facts(last_met=ago(3), said_how=True, tip="tip-4")
    letter = planner.plan(found, [tip], today=TODAY)
    assert letter.trials == (() if is_off else ("tip-4",))


def test_whoever_is_not_tested_gets_the_tip_even_if_named():
    tip = pair_facts(last_met=ago(3), said_how=True, tip="tip-4")
    letter = plan(PersonFacts(held=["tip-4"], is_tested=False), [tip], today=TODAY)
    assert [block.template for block in letter.blocks] == ["tip-4"]
    assert letter.trials == ()


@pytest.mark.django_db
def test_switching_off_twice_and_on_again_is_told_in_the_audit(cast):
    assert holdout.switch_off("Spain", "", by=cast.hana.user, now=NOW)
    assert not holdout.switch_off("Spain", "", by=cast.hana.user, now=NOW)
    holdout.switch_on(UntestedPlace.objects.get(), by=cast.hana.user)
    assert holdout.places_off() == frozenset()
    acts = AuditEvent.objects.filter(action__startswith="holdout.").order_by("pk")
    assert list(acts.values_list("action", flat=True)) == [holdout.OFF, holdout.ON]
