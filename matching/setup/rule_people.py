"""The people of a program as the engine reads them to count rules: no wishes, locks or decisions of
a round, no private exclusion, and so fewer questions to the database than a run asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from django.db.models import Q

from matching import columns, engine, loading, training, week
from matching.columns import Row, Side, Vocabulary
from matching.engine import PairFacts
from matching.models import Pair, PairRule, Program
from matching.packing import Words
from matching.row_places import RowPlaces


@dataclass(frozen=True)
class RulePeople:
    """Mentors are read first: how many they are decides how many mentees can be counted."""

    program: Program
    words: Words
    mentors: Side

    @classmethod
    def of(cls, program: Program, *, now: datetime) -> "RulePeople":
        words = Words()
        return cls(program, words, columns.read(loading.mentors_of(program, now=now), words))

    @cached_property
    def trained(self) -> set[int]:
        """Mentors with no training left to do before their first pair."""
        return training.trained(self.program, [row.profile for row in self.mentors.rows])

    def points(
        self, policy: engine.Policy, chosen: Sequence[int] | None, *, now: datetime
    ) -> engine.ProfilePoints:
        """Points of the mentees `chosen`, or of all who wait, with every mentor."""
        waiting = loading.mentees_of(self.program, now=now)
        rows = waiting if chosen is None else waiting.filter(pk__in=chosen)
        mentees = columns.read(rows, self.words)
        pack = partial(
            columns.people,
            skills=columns.skills_of(self.program),
            names=Vocabulary.of(self.words, (mentees, self.mentors)),
            monday=week.reference_monday(self.program.starts_on, now.date()),
            with_lines=policy.any_depth,
        )
        return engine.ProfilePoints(
            pack(mentees),
            training.flagged(pack(self.mentors), self.trained),
            policy,
            facts=_facts(self.program, policy, mentees.rows, self.mentors.rows),
            related=columns.related_skills(),
        )


def _facts(
    program: Program, policy: engine.Policy, mentees: Sequence[Row], mentors: Sequence[Row]
) -> PairFacts:
    """Pairs kept apart for good, pairs of before, and pairs that are one the other way round."""
    places = RowPlaces.by_profile(mentees, mentors)
    apart = PairRule.objects.filter(
        program=program, kind=PairRule.Kind.FORBID, scope=PairRule.Scope.ALWAYS
    )
    ended = Q(program__format=program.format, state=Pair.State.ENDED)
    held = Q(program=program, state__in=[*Pair.OPEN, Pair.State.AWAY])
    past, turned = [], []
    rows = Pair.objects.filter(ended | held).order_by()
    for mentee, mentor, state in rows.values_list("mentee_id", "mentor_id", "state"):
        if state == Pair.State.ENDED:
            past.append((mentee, mentor))
        elif not policy.allow_mutual:
            turned.append((mentor, mentee))
    forbidden = [*apart.values_list("mentee_id", "mentor_id"), *turned]
    return PairFacts(forbidden=places.of(forbidden), past=places.of(past))
