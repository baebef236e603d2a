import pytest

from insights.proof import verdicts
from insights.proof.verdicts import Arms, Kind

HELPS = Arms(sent=900, sent_met=540, held=100, held_met=40)
HARMS = Arms(sent=900, sent_met=360, held=100, held_met=60)
EARLY = Arms(sent=190, sent_met=95, held=22, held_met=9)
LONG = Arms(sent=2_700, sent_met=1_350, held=300, held_met=150)


@pytest.mark.parametrize(
    ("arms", "kind", "words"),
    [
        (
            HELPS, Kind.MORE,
            "It helps: +10 to +30 points, so more pairs meet, counted on 1,000 people.",
        ),
        (
            HARMS, Kind.LESS,
            "It does harm: −30 to −10 points, so fewer pairs meet, counted on 1,000 people.",
        ),
        (
            EARLY, Kind.NOT_YET,
            "No difference shown yet: 212 people so far, about 2,180 needed.",
        ),
        (
            LONG, Kind.NONE,
            "No difference shown, and 3,000 people were enough to see one of 10 points.",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_verdict_is_one_sentence(arms, kind, words):
    found = verdicts.of(arms, sends=arms.sent)
    assert found.kind == kind
    assert verdicts.sentence(found) == words


@pytest.mark.parametrize("arms", [Arms(4, 2, 40, 20), Arms(40, 20, 4, 2), Arms(0, 0, 0, 0)])
def test_under_five_people_on_a_side_nothing_is_worked_out(arms):
    found = verdicts.of(arms, sends=10_000)
    assert (found.kind, found.apart, found.must_go) == (Kind.HIDDEN, None, False)
    assert not any(character.isdigit() for character in verdicts.sentence(found))


def test_a_tip_without_a_lift_after_500_sends_must_go():
    assert [verdicts.of(EARLY, sends=n).must_go for n in (499, 500)] == [False, True]
    assert verdicts.of(HARMS, sends=900).must_go
    assert not verdicts.of(HELPS, sends=900).must_go
