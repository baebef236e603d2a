"""Which hard rule two people would break in a program, decided by the engine itself.

A round asks the engine about everyone at once; this is the same question about one pair that HR
makes by hand or brings in from a file. Load it once for many people, ask as often as you like:

    book = Rulebook(program, profile_ids)
    book.broken(mentor_id, mentee_id)        # "reporting_line", … or None
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from matching import columns, engine, policies
from matching.models import Pair, PairRule, Program
from profiles.models import DoNotMatch, Goal, Offer, Profile, SkillRelation

# No reason makes these right: the database, the law of the program or a private wish forbids them.
NEVER_EXCEPTED = frozenset({"self", "exclusion", "forbidden"})
MASK_BITS = 64
OFFER = ("profile_id", columns.SKILL, "level")
GOAL = ("profile_id", columns.SKILL, "current_level", "target_level", "priority")


class Rulebook:
    """The facts of some people in a program, read in a constant number of queries."""

    def __init__(self, program: Program, profile_ids: Collection[int]) -> None:
        ids = set(profile_ids)
        people = Profile.objects.filter(pk__in=ids).select_related("manager")
        goals = Goal.objects.filter(profile__in=ids).values_list(*GOAL)
        offers = Offer.objects.filter(profile__in=ids).values_list(*OFFER)
        excluded = DoNotMatch.objects.filter(author__in=ids, other__in=ids)
        self.people = {person.pk: person for person in people}
        self.policy = policies.engine_policy(policies.current(program))
        self.related = list(SkillRelation.objects.values_list("skill_id", "related_id", "share"))
        self.goals, self.offers = _grouped(goals), _grouped(offers)
        self.excluded = set(excluded.values_list("author", "other"))
        self.forbidden = _forbidden(program, ids)
        self.past = _past(program, ids)
        self.managers = _managers() if self.policy.any_depth else {}
        self.codes: dict[str, dict[str, int]] = defaultdict(dict)

    def broken(self, mentor_id: int, mentee_id: int) -> str | None:
        """The first hard rule the pair breaks. People without goals break no goal rule: they were
        brought together by hand."""
        policy, pair = self.policy, (mentor_id, mentee_id)
        if not self.goals[mentee_id]:
            policy = replace(policy, rules=policy.rules - {"no_goal_covered"})
        here = [(0, 0)]
        facts = engine.PairFacts(
            exclusions=here if {pair, pair[::-1]} & self.excluded else (),
            forbidden=here if pair in self.forbidden else (),
            past=here if pair in self.past else (),
        )
        languages = self._languages(mentee_id, mentor_id)
        mentee, mentor = self._columns(mentee_id, languages), self._columns(mentor_id, languages)
        points = engine.ProfilePoints(mentee, mentor, policy, facts, self.related)
        return next((code for code, n in engine.blocked_counts(points, 0).items() if n), None)

    def may_be_excepted(self, code: str, mentor_id: int, mentee_id: int) -> bool:
        """A reason can carry every rule but the ones that protect a person; a manager and a direct
        report are never a pair."""
        mentor, mentee = self.people[mentor_id], self.people[mentee_id]
        direct = mentor.manager_id == mentee.pk or mentee.manager_id == mentor.pk
        return code not in NEVER_EXCEPTED and not direct

    def _languages(self, *pks: int) -> list[str]:
        spoken = [code for pk in pks for code in self.people[pk].languages if code]
        return list(dict.fromkeys(spoken))[:MASK_BITS]

    def _columns(self, pk: int, languages: list[str]) -> engine.People:
        person = self.people[pk]
        return engine.People.of(
            [str(pk)],
            department=[self._code("department", person.department)],
            site=[self._code("site", person.site)],
            country=[self._code("country", person.country)],
            utc_offset=[_utc_offset(person)],
            level=[person.level or 0],
            manager=[str(person.manager_id or "")],
            manager2=[str(person.manager.manager_id or "") if person.manager else ""],
            chain=[self._line_of(pk)],
            languages=[sum(1 << n for n, code in enumerate(languages) if code in person.languages)],
            goals=[self.goals[pk]],
            offers=[self.offers[pk]],
        )

    def _line_of(self, pk: int) -> list[str]:
        """Everyone above, nearest first; empty unless the policy looks at any depth."""
        line: list[int] = []
        above = self.managers.get(pk)
        while above and above not in line:
            line.append(above)
            above = self.managers.get(above)
        return [str(manager) for manager in line]

    def _code(self, kind: str, value: str) -> int:
        """A small number for a text, the same for the same text of one kind; -1 unknown."""
        if not value:
            return -1
        known = self.codes[kind]
        return known.setdefault(value, len(known))


def _forbidden(program: Program, ids: set[int]) -> set[tuple[int, int]]:
    rows = PairRule.objects.filter(
        program=program, kind=PairRule.Kind.FORBID, scope=PairRule.Scope.ALWAYS
    )
    return set(rows.filter(mentor__in=ids, mentee__in=ids).values_list("mentor", "mentee"))


def _past(program: Program, ids: set[int]) -> set[tuple[int, int]]:
    rows = Pair.objects.filter(program__format=program.format, state=Pair.State.ENDED)
    return set(rows.filter(mentor__in=ids, mentee__in=ids).values_list("mentor", "mentee"))


def _managers() -> dict[int, int | None]:
    return dict(Profile.objects.exclude(manager=None).values_list("pk", "manager_id"))


def _grouped(rows: Collection[tuple[int, ...]]) -> Mapping[int, list[tuple[int, ...]]]:
    found: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for owner, *values in rows:
        found[owner].append(tuple(values))
    return found


def _utc_offset(person: Profile) -> int:
    offset = dt.datetime.now(person.zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0
