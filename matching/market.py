"""What the engine says about people who wait now: the mentors each could have, and what a choice
would cost the others.

    market = Market(program, mentee_ids, now=now)
    for option in market.options(mentee_id): option.cost.words
    market.blocked(mentee_id)              # why nobody can be had

Everybody who waits is solved against the places that are free now: without those that an open
round has in mind, those that wait for a pair that is away, and mentors who are away themselves.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import engine, loading, policies, proposing, reasons, rounds
from matching.engine import Lock, Price, Solution
from matching.evidence import Document, Names, stored
from matching.loading import LoadedProblem
from matching.models import Away, Enrollment, Pair, Program, Round
from matching.models.away import AwayQuerySet

COUNT, LOOK_AT = 3, 40
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Cost:
    """`kind` is "bad" when somebody would go on waiting, "warn" when somebody gets another mentor,
    "" when nobody else is touched."""

    words: str
    kind: str
    total: int = 0


@dataclass(frozen=True)
class Option:
    mentor: Enrollment
    percent: int
    free: int
    reasons: list[Document]
    cost: Cost


class Market:
    def __init__(self, program: Program, mentees: Collection[int], *, now: datetime) -> None:
        opened = Round.objects.filter(program=program, state=Round.State.OPEN).first()
        # Nothing in the tables belongs to a round that was never opened.
        self.round = opened or Round(pk=0, program=program)
        run = rounds.current_run(opened) if opened else None
        policy = run.policy if run else policies.current(program)
        self.problem: LoadedProblem = loading.load(
            self.round, policy=policy, now=now, mentees=mentees, with_away=True
        )
        self.free = self._free(program, frozenset(mentees))

    def _free(self, program: Program, mentees: Collection[int]) -> np.ndarray:
        taken = self.problem.proposed
        proposed = Counter(mentor for mentee, mentor in taken if mentee not in mentees)
        gone = away_mentors(program)
        return np.array(
            [
                0 if row.pk in gone else max(0, row.free - proposed[row.pk])
                for row in self.problem.mentor_rows
            ],
            np.int64,
        )

    @cached_property
    def solution(self) -> Solution:
        return engine.solve(self.problem.points, self.free)

    @cached_property
    def people(self) -> dict[int, Enrollment]:
        """Those who wait and the mentors with a free place, by enrollment id."""
        rows = zip(self.problem.mentor_rows, self.free, strict=True)
        ids = [row.pk for row, free in rows if free]
        ids += [row.pk for row in self.problem.mentee_rows]
        return Enrollment.objects.select_related("profile__user").in_bulk(ids)

    @cached_property
    def words(self) -> Names:
        return proposing.names_for(self.problem)

    def options(self, mentee_id: int) -> list[Option]:
        """The best mentors with a free place, best first."""
        i = self.problem.mentee_place(mentee_id)
        if i is None:
            return []
        best = engine.best_for(self.problem.points, i, LOOK_AT)
        return [self._option(i, j) for j in best if self.free[j]][:COUNT]

    def proposed(self, mentee_id: int) -> Enrollment | None:
        """The mentor in the best solution for everybody who waits."""
        i = self.problem.mentee_place(mentee_id)
        j = -1 if i is None else int(self.solution.match[i])
        return None if j < 0 else self.people[self.problem.mentor_rows[j].pk]

    def reasons_of(self, mentee_id: int, mentor_id: int) -> list[Document]:
        """What speaks for a pair, as it is kept with it."""
        i, j = self.problem.mentee_place(mentee_id), self.problem.mentor_place(mentor_id)
        return [] if i is None or j is None else self._reasons(i, j)

    def _option(self, i: int, j: int) -> Option:
        points = self.problem.points
        price = engine.price_of(points, self.free, self.solution, Lock(i, j))
        return Option(
            mentor=self.people[self.problem.mentor_rows[j].pk],
            percent=points.score(i, j) * 100 // points.maximum if points.maximum else 0,
            free=int(self.free[j]),
            reasons=self._reasons(i, j),
            cost=self._cost(i, price),
        )

    def _reasons(self, i: int, j: int) -> list[Document]:
        parts = engine.explain(self.problem.points, i, j)
        return reasons.choose(stored(parts, self.problem.mentee_rows[i], self.words))

    def _cost(self, i: int, price: Price) -> Cost:
        others = [move for move in price.moved if move.mentee != i and move.before is not None]
        left = [self._name(move.mentee) for move in others if move.after is None]
        net = f"{MINUS}{-price.total}" if price.total < 0 else f"+{price.total}"
        if left:
            words = _("%(names)s would go on waiting.") % {"names": ", ".join(left)}
            return Cost(words, "bad", price.total)
        if others:
            names = ", ".join(self._name(move.mentee) for move in others)
            words = _("%(names)s would get another mentor; net %(net)s points for all who wait.")
            return Cost(words % {"names": names, "net": net}, "warn", price.total)
        return Cost(_("Nobody else who waits loses anything."), "", price.total)

    def _name(self, i: int) -> str:
        return self.people[self.problem.mentee_rows[i].pk].profile.first_name

    def blocked(self, mentee_id: int) -> list[str]:
        """The rules that keep mentors away, and how many who fit are full. An exclusion is named,
        never counted."""
        i = self.problem.mentee_place(mentee_id)
        if i is None:
            return []
        fit = len(engine.best_for(self.problem.points, i, LOOK_AT))
        full = ngettext(
            "%(n)s mentor fits, but has no free place.", "%(n)s mentors fit, but are full.", fit
        )
        said = [full % {"n": fit}] if fit else []
        for rule, n in engine.blocked_counts(self.problem.points, i).items():
            if rule == "exclusion":
                said.append(str(policies.BROKEN[rule]))
            elif rule != "self":
                words = ngettext("%(n)s mentor: %(why)s", "%(n)s mentors: %(why)s", n)
                said.append(words % {"n": n, "why": policies.BROKEN[rule]})
        return said


def absences() -> AwayQuerySet:
    """Of mentors who are away: nobody new is brought to them meanwhile."""
    rows = Away.objects.current().filter(pair__state=Pair.State.AWAY)
    return rows.filter(Q(person__isnull=True) | Q(person=F("pair__mentor")))


def away_mentors(program: Program) -> set[int]:
    """The enrollments of these mentors."""
    rows = absences().filter(pair__program=program)
    return set(rows.values_list("pair__mentor_enrollment", flat=True))
