import pytest

from benchmarks import review_round
from matching import flags
from matching.models import Proposal, Run

pytestmark = pytest.mark.django_db


def high(round_) -> int:
    rows = round_.proposals.values_list("flags", flat=True)
    return sum(bool(set(row) & set(flags.HIGH)) for row in rows)


def test_five_hundred_pairs_of_which_some_sixty_are_risky():
    round_ = review_round.build()
    assert round_.proposals.count() == 500
    assert 60 <= high(round_) <= 70
    assert Run.objects.get().state == Run.State.DONE
    seen = {flag for row in round_.proposals.values_list("flags", flat=True) for flag in row}
    assert {"key_need_not_met", "stretch", "far_apart", "ended_early", "few_hours"} <= seen


def test_every_mentee_has_a_proposal_in_a_smaller_round():
    round_ = review_round.build(60, 40, seed=2)
    mentees = round_.proposals.values_list("mentee__profile__name", flat=True)
    assert len(mentees) == 60
    assert Proposal.objects.filter(mentor__profile__name="").count() == 0
    assert review_round.reviewer().name == "Hana Suzuki"
