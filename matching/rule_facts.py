"""What the rules look at, of some people in some programs, in a constant number of queries.

facts = rule_facts.read([program], {ada.pk, ben.pk})      # for `matching.rulebook`
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from matching import columns, engine, policies, training
from matching.models import Pair, PairRule, Policy, Program
from profiles.models import DoNotMatch, Goal, Offer, Profile, SkillRelation

OFFER = ("profile_id", columns.SKILL, "level")
GOAL = ("profile_id", columns.SKILL, "current_level", "target_level", "priority")
EXCLUDED, FORBIDDEN, PAST = "excluded", "forbidden", "past"
Grouped = Mapping[int, list[tuple[int, ...]]]
# What stands between two people, and where it holds: a program, or all of a format.
Between = tuple[str, str, int, int]


@dataclass(frozen=True)
class Facts:
    people: Mapping[int, Profile]
    policies: Mapping[int, engine.Policy]
    related: list[tuple[int, int, int]]
    goals: Grouped
    offers: Grouped
    between: frozenset[Between]
    managers: Mapping[int, int | None]
    # By program, where its policy asks for a training: who has nothing left to do.
    trained: Mapping[int, set[int]]

    def excluded(self) -> set[tuple[int, int]]:
        """(author, other)."""
        return self._where(EXCLUDED, "")

    def forbidden(self, program: Program) -> set[tuple[int, int]]:
        """(mentor, mentee), as in the next."""
        return self._where(FORBIDDEN, str(program.pk))

    def past(self, program: Program) -> set[tuple[int, int]]:
        return self._where(PAST, program.format)

    def _where(self, kind: str, scope: str) -> set[tuple[int, int]]:
        return {(a, b) for what, where, a, b in self.between if (what, where) == (kind, scope)}


def read(programs: Collection[Program], profile_ids: Collection[int]) -> Facts:
    ids = set(profile_ids)
    newest = Policy.objects.filter(program__in=programs).order_by("program_id", "-version")
    rules = {row.program_id: policies.engine_policy(row) for row in newest.distinct("program_id")}
    goals = Goal.objects.filter(profile__in=ids).values_list(*GOAL)
    offers = Offer.objects.filter(profile__in=ids).values_list(*OFFER)
    return Facts(
        people=Profile.objects.select_related("manager").in_bulk(ids),
        policies=rules,
        related=list(SkillRelation.objects.values_list("skill_id", "related_id", "share")),
        goals=_grouped(goals),
        offers=_grouped(offers),
        between=_between(programs, ids),
        managers=_managers() if any(rule.any_depth for rule in rules.values()) else {},
        trained={
            program.pk: training.trained(program, ids)
            for program in programs
            if training.RULE in rules[program.pk].rules
        },
    )


def _between(programs: Collection[Program], ids: set[int]) -> frozenset[Between]:
    excluded = DoNotMatch.objects.filter(author__in=ids, other__in=ids)
    both = {"mentor__in": ids, "mentee__in": ids}
    forbidden = PairRule.objects.filter(
        **both, program__in=programs, kind=PairRule.Kind.FORBID, scope=PairRule.Scope.ALWAYS
    )
    formats = {program.format for program in programs}
    past = Pair.objects.filter(**both, program__format__in=formats, state=Pair.State.ENDED)
    number = Cast("program_id", CharField())
    rows = (
        excluded.order_by().values_list(_text(EXCLUDED), _text(""), "author_id", "other_id"),
        forbidden.order_by().values_list(_text(FORBIDDEN), number, "mentor_id", "mentee_id"),
        past.order_by().values_list(_text(PAST), F("program__format"), "mentor_id", "mentee_id"),
    )
    first, *others = rows
    return frozenset(first.union(*others, all=True))


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _managers() -> dict[int, int | None]:
    return dict(Profile.objects.exclude(manager=None).values_list("pk", "manager_id"))


def _grouped(rows: Iterable[tuple[int, ...]]) -> Grouped:
    found: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for owner, *values in rows:
        found[owner].append(tuple(values))
    return found
