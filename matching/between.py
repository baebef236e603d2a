"""What is between the people of a round: wishes, rules, pairs and decisions, read in one query.

    known = between.read(round_)
    known.pairs(PAST)           # (mentee, mentor) profiles, in order
    known.ranked(WISH)          # (enrollment that wishes, profile wished, rank)

Eleven tables' worth of pairs of numbers, all of one shape: one UNION instead of eleven questions.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from matching import trail
from matching.models import Enrollment, Pair, PairRule, Proposal, Round, Wish
from profiles import exclusions
from profiles.models import SkillRelation

# Of profiles: (mentee, mentor), but (author, other) for those who are kept apart.
APART, FORBID, LOCK, DECLINED, PAST, HELD = "apart", "forbid", "lock", "declined", "past", "held"
# Of enrollments: (mentee, mentor).
REJECTED, APPROVED, PENDING = "rejected", "approved", "pending"
# (enrollment, profile, rank) and (skill, skill, share).
WISH, RELATED = "wish", "related"
NOTHING = Value(0, output_field=IntegerField())
CHUNK = 2_000
Line = tuple[int, int, int]


@dataclass(frozen=True)
class Between:
    """`lines` by kind; the third number is a rank, a share, or 1 for a lock that overrides."""

    lines: Mapping[str, list[Line]]

    def pairs(self, *kinds: str) -> list[tuple[int, int]]:
        return [(a, b) for kind in kinds for a, b, _n in self.ranked(kind)]

    def ranked(self, kind: str) -> list[Line]:
        return sorted(self.lines.get(kind, ()))


def read(round_: Round) -> Between:
    found: dict[str, list[Line]] = defaultdict(list)
    first, *others = [*_of_people(round_), *_of_pairs(round_), *_of_decisions(round_)]
    for kind, *line in first.union(*others, all=True).iterator(chunk_size=CHUNK):
        found[kind].append(tuple(line))
    return Between(found)


def _of_people(round_: Round) -> list[QuerySet[Any, Any]]:
    program = round_.program
    people = Enrollment.objects.active().filter(program=program).values("profile")
    wishes = Wish.objects.filter(enrollment__program=program)
    return [
        _arm(APART, exclusions.among(people), "author_id", "other_id"),
        _arm(WISH, wishes, "enrollment_id", "wished_id", F("rank")),
        _arm(RELATED, SkillRelation.objects.all(), "skill_id", "related_id", F("share")),
    ]


def _of_pairs(round_: Round) -> list[QuerySet[Any, Any]]:
    """HR's rules, the mentors who said "Not now" in this round, who was a pair in a program of this
    kind, and who is one in this program."""
    program, profiles = round_.program, ("mentee_id", "mentor_id")
    rules = PairRule.objects.filter(program=program)
    rules = rules.filter(Q(round__isnull=True) | Q(round=round_))
    declined = Pair.objects.filter(round=round_, state=Pair.State.DECLINED)
    past = Pair.objects.filter(program__format=program.format, state=Pair.State.ENDED)
    held = Pair.objects.filter(program=program, state__in=[*Pair.OPEN, Pair.State.AWAY])
    overrides = Cast("is_override", IntegerField())
    return [
        _arm(FORBID, rules.filter(kind=PairRule.Kind.FORBID), *profiles),
        _arm(LOCK, rules.filter(kind=PairRule.Kind.LOCK), *profiles, overrides),
        _arm(DECLINED, declined, *profiles),
        _arm(PAST, past, *profiles),
        _arm(HELD, held, *profiles),
    ]


def _of_decisions(round_: Round) -> list[QuerySet[Any, Any]]:
    """What the round has approved, what HR has not decided yet, and what was turned down."""
    proposals, enrollments = Proposal.objects.filter(round=round_), ("mentee_id", "mentor_id")
    return [
        _arm(APPROVED, proposals.approved(), *enrollments),
        _arm(PENDING, proposals.undecided(), *enrollments),
        _arm(REJECTED, trail.turned_down(round_), *enrollments),
    ]


def _arm(
    kind: str, rows: QuerySet[Any], one: str, other: str, number: F | Cast | Value = NOTHING
) -> QuerySet[Any, Any]:
    name = Value(kind, output_field=CharField())
    return rows.order_by().values_list(name, one, other, number)
