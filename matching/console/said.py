"""What the round says about its pairs: who is proposed with whom and how that was decided, HR's
locks and pairs kept apart, and what was turned down. One question, because it is asked anew for
every option, preview and "why not".
"""

from dataclasses import dataclass

from django.db.models import BooleanField, CharField, Q, Value

from matching import trail
from matching.engine.arrays import Pair
from matching.models import PairRule, Proposal, Round

PROPOSAL, RULE, LAST = "proposal", "rule", "last"
REJECTED = Proposal.Decision.REJECTED
# Where it is said, mentee, mentor, the decision or the kind of rule, an override.
Line = tuple[str, int, int, str, bool]


@dataclass(frozen=True)
class Said:
    """`proposed` are (mentee, mentor, decision) by enrollment, as `rejected` are; the rules are by
    profile."""

    proposed: list[tuple[int, int, str]]
    locks: frozenset[Pair]
    overrides: frozenset[Pair]
    forbids: frozenset[Pair]
    rejected: frozenset[Pair]


def of(round_: Round) -> Said:
    lines = _lines(round_)
    rules = [line for line in lines if line[0] == RULE]
    return Said(
        proposed=sorted((i, j, word) for place, i, j, word, _over in lines if place == PROPOSAL),
        locks=_pairs(rules, PairRule.Kind.LOCK),
        overrides=frozenset((i, j) for _place, i, j, _kind, over in rules if over),
        forbids=_pairs(rules, PairRule.Kind.FORBID),
        rejected=_pairs([line for line in lines if line[0] == LAST], REJECTED),
    )


def _lines(round_: Round) -> list[Line]:
    proposals = Proposal.objects.filter(round=round_).order_by()
    here = Q(round__isnull=True) | Q(round=round_)
    rules = PairRule.objects.filter(here, program=round_.program_id).order_by()
    never = Value(False, output_field=BooleanField())
    return list(
        proposals.values_list(_place(PROPOSAL), "mentee_id", "mentor_id", "decision", never).union(
            rules.values_list(_place(RULE), "mentee_id", "mentor_id", "kind", "is_override"),
            trail.latest(round_).values_list(
                _place(LAST), "mentee_id", "mentor_id", "after", never
            ),
            all=True,
        )
    )


def _place(name: str) -> Value:
    return Value(name, output_field=CharField())


def _pairs(lines: list[Line], word: str) -> frozenset[Pair]:
    return frozenset((i, j) for _place, i, j, said, _over in lines if said == word)
