"""From a round to the engine's problem.

    problem = load(round_, policy=policies.current(round_.program), now=now)
    solution = engine.solve(problem.points, problem.capacity, locks=problem.locks, …)

Rows are enrollments: active, visible, not paused; mentees who have no pair yet; mentors with the
places they have left. Approved and locked pairs come as locks, rejected ones as forbidden. The
number of queries does not depend on the number of people, and no mentee × mentor table is built.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet
from numpy.typing import NDArray

from matching import between, columns, engine, opt_in, policies, training, week
from matching.between import Between
from matching.columns import Row, Vocabulary
from matching.engine import PairFacts, People, ProfilePoints
from matching.models import Enrollment, Pair, PairRule, Policy, Program, Round
from matching.packing import Words
from matching.row_places import RowPlaces

Rows = tuple[int, int]
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
    firm: frozenset[Rows]  # HR's locks among them
    overrides: tuple[tuple[int, int], ...]
    kept: tuple[tuple[int, int], ...]
    # (mentee, mentor) enrollments the round has in mind for anybody: approved, or not decided yet.
    proposed: tuple[Rows, ...]
    vocabulary: Vocabulary

    def mentee_place(self, enrollment_id: int) -> int | None:
        return self._mentee_places.get(enrollment_id)

    def mentor_place(self, enrollment_id: int) -> int | None:
        return self._mentor_places.get(enrollment_id)

    def rows_of_profiles(self, pairs: Iterable[Rows]) -> set[Rows]:
        """(mentee, mentor) profiles as rows; those who take no part are left out."""
        return set(RowPlaces.by_profile(self.mentee_rows, self.mentor_rows).of(pairs))

    def rows_of(self, pairs: Iterable[Rows]) -> set[Rows]:
        """The same from enrollments."""
        return set(RowPlaces.by_enrollment(self.mentee_rows, self.mentor_rows).of(pairs))

    @cached_property
    def _mentee_places(self) -> dict[int, int]:
        return {row.pk: i for i, row in enumerate(self.mentee_rows)}

    @cached_property
    def _mentor_places(self) -> dict[int, int]:
        return {row.pk: j for j, row in enumerate(self.mentor_rows)}


def load(
    round_: Round,
    *,
    policy: Policy,
    now: datetime,
    mentees: Collection[int] | None = None,
    with_away: bool = False,
) -> LoadedProblem:
    """`mentees` narrows the problem to some enrollments (one person's options, a publish check);
    `with_away` takes in those among them whose mentor is away."""
    rules = _with_fixed_rules(policies.engine_policy(policy))
    program, words = round_.program, Words()
    waiting = mentees_of(program, now=now, with_away=with_away)
    read = (
        columns.read(waiting if mentees is None else waiting.filter(pk__in=mentees), words),
        columns.read(mentors_of(program, now=now), words),
    )
    names = Vocabulary.of(words, read)
    monday = week.reference_monday(program.starts_on, now.date())
    skills, lines = columns.skills_of(program), rules.any_depth
    pack = partial(columns.people, skills=skills, names=names, monday=monday, with_lines=lines)
    mentors = training.marked(pack(read[1]), rules, program)
    sides = opt_in.both(pack(read[0]), mentors, rules, now=now)
    rows = (tuple(read[0].rows), tuple(read[1].rows))
    return _problem(round_, rules, rows, sides, vocabulary=names, monday=monday)


Sides = tuple[tuple[Row, ...], tuple[Row, ...]]


def _problem(
    round_: Round,
    rules: engine.Policy,
    rows: Sides,
    sides: tuple[People, People],
    *,
    vocabulary: Vocabulary,
    monday: dt.date,
) -> LoadedProblem:
    """Everything about pairs, once the people are read."""
    known, enrolled = between.read(round_), RowPlaces.by_enrollment(*rows)
    facts, related = _facts(known, rules, rows, sides), known.ranked(between.RELATED)
    held = _lock_rules(known, RowPlaces.by_profile(*rows))
    approved = enrolled.of(known.pairs(between.APPROVED))
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
        # HR's locks and what the round has approved.
        locks=tuple(sorted({*held[False], *held[True], *approved})),
        firm=frozenset(held[False] | held[True]),
        overrides=tuple(sorted(held[True])),
        # What the last run proposed and nobody decided: HR may have read it already, so that a
        # new run moves as few of them as it can.
        kept=tuple(enrolled.of(known.pairs(between.PENDING))),
        proposed=tuple(known.pairs(between.APPROVED, between.PENDING)),
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


def without_pair(
    enrollments: QuerySet[Enrollment], *, with_away: bool = False
) -> QuerySet[Enrollment]:
    """Mentees nobody mentors in this program, an away pair counting as one unless asked for."""
    states = Pair.OPEN if with_away else (*Pair.OPEN, Pair.State.AWAY)
    held = Pair.objects.filter(mentee_enrollment=OuterRef("pk"), state__in=states)
    return enrollments.filter(~Exists(held))


def _with_fixed_rules(policy: engine.Policy) -> engine.Policy:
    return replace(policy, rules=policy.rules | frozenset(policies.FIXED_RULES))


def mentors_of(program: Program, *, now: datetime) -> QuerySet[Enrollment]:
    """Mentors who take part today, also those without a free place."""
    return present(Enrollment.objects.filter(program=program).mentors(), now=now)


def mentees_of(program: Program, *, now: datetime, with_away: bool = False) -> QuerySet[Enrollment]:
    """Mentees who take part today and have no mentor."""
    mentees = present(Enrollment.objects.filter(program=program).mentees(), now=now)
    return without_pair(mentees, with_away=with_away)


def _facts(
    known: Between, rules: engine.Policy, rows: Sides, sides: tuple[People, People]
) -> PairFacts:
    both, enrolled = RowPlaces.by_profile(*rows), RowPlaces.by_enrollment(*rows)
    apart, wishes = known.pairs(between.APART), known.ranked(between.WISH)
    forbidden = known.pairs(between.FORBID, between.DECLINED)
    found = PairFacts(
        mentee_wishes=_ranked(wishes, enrolled.mentees, both.mentors),
        mentor_wishes=[
            (i, j, rank) for j, i, rank in _ranked(wishes, enrolled.mentors, both.mentees)
        ],
        exclusions=both.of([*apart, *((b, a) for a, b in apart)]),
        forbidden=[*both.of(forbidden), *enrolled.of(known.pairs(between.REJECTED))],
        past=both.of(known.pairs(between.PAST)),
    )
    return found if rules.allow_mutual else _one_way(found, known.pairs(between.HELD), *sides)


def _ranked(wishes: Ranked, own: dict[int, int], wished: dict[int, int]) -> Ranked:
    """The same by row, of those who take part."""
    return [
        (own[mine], wished[other], rank)
        for mine, other, rank in wishes
        if mine in own and other in wished
    ]


def _one_way(facts: PairFacts, held: Pairs, mentees: People, mentors: People) -> PairFacts:
    """Whoever is a pair in this program is none the other way round."""
    as_mentee, as_mentor = ({pk: n for n, pk in enumerate(side.id)} for side in (mentees, mentors))
    found = ((str(mentor), str(mentee)) for mentee, mentor in held)
    turned = [(as_mentee[i], as_mentor[j]) for i, j in found if i in as_mentee and j in as_mentor]
    known = facts.rows("forbidden", (len(mentees), len(mentors))).tolist()
    return replace(facts, forbidden=sorted([*map(tuple, known), *turned]))


def _lock_rules(known: Between, places: RowPlaces) -> dict[bool, set[Rows]]:
    """Pairs HR has locked, by whether they hold although a rule of the policy stands between."""
    locks = known.ranked(between.LOCK)
    return {
        kind: set(
            places.of((mentee, mentor) for mentee, mentor, over in locks if bool(over) is kind)
        )
        for kind in (False, True)
    }


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
