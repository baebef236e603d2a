"""From a round to the engine's problem.

    problem = load(round_, policy=policies.current(round_.program), now=now)
    solution = engine.solve(problem.points, problem.capacity, locks=problem.locks, …)

Rows are enrollments: active, visible, not paused; mentees who have no pair yet; mentors with the
places they have left. Approved and locked pairs come as locks, rejected ones as forbidden. The
number of queries does not depend on the number of people, and no mentee × mentor table is built.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet
from numpy.typing import NDArray

from matching import columns, engine, opt_in, policies, trail, week
from matching.columns import Row, Vocabulary
from matching.engine import PairFacts, People, ProfilePoints
from matching.models import Enrollment, Pair, PairRule, Policy, Program, Proposal, Round, Wish
from matching.packing import Words
from profiles import exclusions

Pairs = list[tuple[int, int]]
Ranked = list[tuple[int, int, int]]


@dataclass(frozen=True)
class LoadedProblem:
    """Row numbers of the engine and the enrollments behind them."""

    policy: engine.Policy
    monday: dt.date
    mentee_rows: tuple[Row, ...]
    mentor_rows: tuple[Row, ...]
    mentees: People
    mentors: People
    facts: PairFacts
    related: Ranked
    points: ProfilePoints
    capacity: NDArray[np.int64]
    locks: tuple[tuple[int, int], ...]
    kept: tuple[tuple[int, int], ...]
    vocabulary: Vocabulary

    def mentee_place(self, enrollment_id: int) -> int | None:
        return self._mentee_places.get(enrollment_id)

    def mentor_place(self, enrollment_id: int) -> int | None:
        return self._mentor_places.get(enrollment_id)

    @cached_property
    def _mentee_places(self) -> dict[int, int]:
        return {row.pk: i for i, row in enumerate(self.mentee_rows)}

    @cached_property
    def _mentor_places(self) -> dict[int, int]:
        return {row.pk: j for j, row in enumerate(self.mentor_rows)}


def load(
    round_: Round, *, policy: Policy, now: datetime, mentees: Collection[int] | None = None
) -> LoadedProblem:
    """`mentees` narrows the problem to some enrollments (one person's options, a publish check)."""
    rules = _with_fixed_rules(policies.engine_policy(policy))
    program, words, waiting = round_.program, Words(), mentees_of(round_.program, now=now)
    read = (
        columns.read(waiting if mentees is None else waiting.filter(pk__in=mentees), words),
        columns.read(mentors_of(program, now=now), words),
    )
    names = Vocabulary.of(words, read)
    monday = week.reference_monday(program.starts_on, now.date())
    skills, lines = columns.skills_of(program), rules.any_depth
    pack = partial(columns.people, skills=skills, names=names, monday=monday, with_lines=lines)
    sides = opt_in.both(pack(read[0]), pack(read[1]), rules, now=now)
    rows = (tuple(read[0].rows), tuple(read[1].rows))
    return _problem(round_, rules, rows, sides, vocabulary=names, monday=monday)


def _problem(
    round_: Round,
    rules: engine.Policy,
    rows: tuple[tuple[Row, ...], tuple[Row, ...]],
    sides: tuple[People, People],
    *,
    vocabulary: Vocabulary,
    monday: dt.date,
) -> LoadedProblem:
    """Everything about pairs, once the people are read."""
    facts, related = _facts(round_, *rows), columns.related_skills()
    if not rules.allow_mutual:
        facts = _one_way(facts, round_.program, *sides)
    return LoadedProblem(
        policy=rules,
        monday=monday,
        mentee_rows=rows[0],
        mentor_rows=rows[1],
        mentees=sides[0],
        mentors=sides[1],
        facts=facts,
        related=related,
        points=ProfilePoints(*sides, rules, facts=facts, related=related),
        capacity=np.array([row.free for row in rows[1]], np.int64),
        locks=_locks(round_, *rows),
        kept=_proposed(round_, *rows),
        vocabulary=vocabulary,
    )


def size(program: Program, *, now: datetime) -> tuple[int, int]:
    """How many mentees and mentors a round would load."""
    return mentees_of(program, now=now).count(), mentors_of(program, now=now).count()


def present(enrollments: QuerySet[Enrollment], *, now: datetime) -> QuerySet[Enrollment]:
    """Those who take part today: active, known to others, paused neither here nor everywhere."""
    today = now.date()
    visible = Q(visible_from__isnull=True) | Q(visible_from__lte=now)
    here = Q(paused_until__isnull=True) | Q(paused_until__lte=today)
    anywhere = Q(profile__paused_until__isnull=True) | Q(profile__paused_until__lte=today)
    return enrollments.filter(
        visible & here & anywhere, state=Enrollment.State.ACTIVE, profile__is_active=True
    )


def without_pair(enrollments: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
    """Mentees nobody mentors in this program, an away pair counting as one."""
    held = Pair.objects.filter(
        mentee_enrollment=OuterRef("pk"), state__in=[*Pair.OPEN, Pair.State.AWAY]
    )
    return enrollments.filter(~Exists(held))


def _with_fixed_rules(policy: engine.Policy) -> engine.Policy:
    return replace(policy, rules=policy.rules | frozenset(policies.FIXED_RULES))


def mentors_of(program: Program, *, now: datetime) -> QuerySet[Enrollment]:
    """Mentors who take part today, also those without a free place."""
    return present(Enrollment.objects.filter(program=program).mentors(), now=now)


def mentees_of(program: Program, *, now: datetime) -> QuerySet[Enrollment]:
    """Mentees who take part today and have no mentor."""
    return without_pair(present(Enrollment.objects.filter(program=program).mentees(), now=now))


def _facts(round_: Round, mentees: Sequence[Row], mentors: Sequence[Row]) -> PairFacts:
    both = _Places.by_profile(mentees, mentors)
    enrolled = _Places.by_enrollment(mentees, mentors)
    people = Enrollment.objects.active().filter(program=round_.program_id)
    apart = exclusions.pairs(people.values("profile"))
    wishes = _wishes(round_.program)
    return PairFacts(
        mentee_wishes=_ranked(wishes, enrolled.mentees, both.mentors),
        mentor_wishes=[
            (i, j, rank) for j, i, rank in _ranked(wishes, enrolled.mentors, both.mentees)
        ],
        exclusions=both.of([*apart, *((b, a) for a, b in apart)]),
        forbidden=[*both.of(_forbidden(round_)), *enrolled.of(trail.rejected(round_))],
        past=both.of(_past(round_.program)),
    )


@dataclass(frozen=True)
class _Places:
    """Where a person stands among the rows, by whatever number names them."""

    mentees: dict[int, int]
    mentors: dict[int, int]

    @classmethod
    def by_profile(cls, mentees: Sequence[Row], mentors: Sequence[Row]) -> "_Places":
        return cls(
            {row.profile: i for i, row in enumerate(mentees)},
            {row.profile: j for j, row in enumerate(mentors)},
        )

    @classmethod
    def by_enrollment(cls, mentees: Sequence[Row], mentors: Sequence[Row]) -> "_Places":
        return cls(
            {row.pk: i for i, row in enumerate(mentees)},
            {row.pk: j for j, row in enumerate(mentors)},
        )

    def of(self, pairs: Iterable[tuple[int, int]]) -> Pairs:
        """(mentee, mentor) numbers as rows; those who take no part are left out."""
        return sorted(
            {
                (self.mentees[mentee], self.mentors[mentor])
                for mentee, mentor in pairs
                if mentee in self.mentees and mentor in self.mentors
            }
        )


def _wishes(program: Program) -> Ranked:
    """(enrollment of the one who wishes, profile of the person wished, rank)."""
    rows = Wish.objects.filter(enrollment__program=program).order_by("pk")
    return list(rows.values_list("enrollment_id", "wished_id", "rank"))


def _ranked(wishes: Ranked, own: dict[int, int], wished: dict[int, int]) -> Ranked:
    """The same by row, of those who take part."""
    return [
        (own[mine], wished[other], rank)
        for mine, other, rank in wishes
        if mine in own and other in wished
    ]


def _rules(round_: Round, kind: PairRule.Kind) -> Iterable[tuple[int, int]]:
    here = Q(round__isnull=True) | Q(round=round_)
    rows = PairRule.objects.filter(here, program=round_.program_id, kind=kind)
    return rows.values_list("mentee_id", "mentor_id")


def _forbidden(round_: Round) -> Pairs:
    """HR's forbids, and the mentors who said "Not now" in this round."""
    declined = Pair.objects.filter(round=round_, state=Pair.State.DECLINED)
    return [
        *_rules(round_, PairRule.Kind.FORBID),
        *declined.values_list("mentee_id", "mentor_id"),
    ]


def _one_way(facts: PairFacts, program: Program, mentees: People, mentors: People) -> PairFacts:
    """Whoever is a pair in this program is none the other way round."""
    as_mentee, as_mentor = ({pk: n for n, pk in enumerate(side.id)} for side in (mentees, mentors))
    held = Pair.objects.filter(program=program, state__in=[*Pair.OPEN, Pair.State.AWAY])
    found = (map(str, pair) for pair in held.values_list("mentor_id", "mentee_id"))
    turned = [(as_mentee[i], as_mentor[j]) for i, j in found if i in as_mentee and j in as_mentor]
    known = facts.rows("forbidden", (len(mentees), len(mentors))).tolist()
    return replace(facts, forbidden=sorted([*map(tuple, known), *turned]))


def _past(program: Program) -> Iterable[tuple[int, int]]:
    ended = Pair.objects.filter(program__format=program.format, state=Pair.State.ENDED)
    return ended.values_list("mentee_id", "mentor_id")


def lock_rules(
    round_: Round, mentees: Sequence[Row], mentors: Sequence[Row]
) -> list[tuple[int, int]]:
    """The rows of the pairs HR has locked."""
    return _Places.by_profile(mentees, mentors).of(_rules(round_, PairRule.Kind.LOCK))


def absent_locks(round_: Round, problem: LoadedProblem) -> list[tuple[int, int]]:
    """(mentee, mentor) profiles locked in this round of whom one takes no part any more."""
    mentees = {row.profile for row in problem.mentee_rows}
    mentors = {row.profile for row in problem.mentor_rows}
    locks = PairRule.objects.filter(round=round_, kind=PairRule.Kind.LOCK).order_by("pk")
    return [
        (mentee, mentor)
        for mentee, mentor in locks.values_list("mentee_id", "mentor_id")
        if mentee not in mentees or mentor not in mentors
    ]


def _locks(
    round_: Round, mentees: Sequence[Row], mentors: Sequence[Row]
) -> tuple[tuple[int, int], ...]:
    """HR's locks and what the round has approved."""
    approved = Proposal.objects.filter(round=round_).approved()
    kept = _Places.by_enrollment(mentees, mentors).of(
        approved.values_list("mentee_id", "mentor_id")
    )
    return tuple(sorted({*lock_rules(round_, mentees, mentors), *kept}))


def _proposed(
    round_: Round, mentees: Sequence[Row], mentors: Sequence[Row]
) -> tuple[tuple[int, int], ...]:
    """What the last run proposed and nobody decided: HR may have read it already, so that a new
    run moves as few of them as it can."""
    pending = Proposal.objects.filter(round=round_).undecided()
    places = _Places.by_enrollment(mentees, mentors)
    return tuple(places.of(pending.values_list("mentee_id", "mentor_id")))
