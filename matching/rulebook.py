"""Which hard rule two people would break in a program, decided by the engine itself.

A round asks the engine about everyone at once; this is the same question about one pair that HR
makes by hand or brings in from a file. Load it once for many people, ask as often as you like:

    book = Rulebook(program, profile_ids)
    book.broken(mentor_id, mentee_id)        # "reporting_line", … or None
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from matching import engine, rule_facts
from matching.models import Program
from matching.rule_facts import Facts
from profiles.models import Profile

# No reason makes these right: the database, the law of the program or a private wish forbids them.
NEVER_EXCEPTED = frozenset({"self", "exclusion", "forbidden"})
# Nor can the program team force a pair of one reporting line: the database refuses it, too.
HARD = NEVER_EXCEPTED | {"reporting_line"}
MASK_BITS = 64


class Rulebook:
    """The rules of a program over what is known of some people."""

    def __init__(
        self, program: Program, profile_ids: Collection[int], facts: Facts | None = None
    ) -> None:
        facts = facts or rule_facts.read([program], profile_ids)
        self.policy = facts.policies[program.pk]
        self.people, self.managers, self.related = facts.people, facts.managers, facts.related
        self.goals, self.offers = facts.goals, facts.offers
        self.excluded = facts.excluded()
        self.forbidden, self.past = facts.forbidden(program), facts.past(program)
        self.trained = facts.trained.get(program.pk)
        self.codes: dict[str, dict[str, int]] = defaultdict(dict)

    def broken(self, mentor_id: int, mentee_id: int) -> str | None:
        """The first hard rule the pair breaks. People without goals break no goal rule: they were
        brought together by hand."""
        pair, here = (mentor_id, mentee_id), [(0, 0)]
        facts = engine.PairFacts(
            exclusions=here if {pair, pair[::-1]} & self.excluded else (),
            forbidden=here if pair in self.forbidden else (),
            past=here if pair in self.past else (),
        )
        return self._first(mentor_id, mentee_id, facts)

    def broken_openly(self, mentor_id: int, mentee_id: int) -> str | None:
        """The first one that either of the two may read: as if nobody had asked to be kept apart,
        so that nothing can be inferred from the answer."""
        past = [(0, 0)] if (mentor_id, mentee_id) in self.past else ()
        return self._first(mentor_id, mentee_id, engine.PairFacts(past=past))

    def are_kept_apart(self, mentor_id: int, mentee_id: int) -> bool:
        pair = (mentor_id, mentee_id)
        return bool({pair, pair[::-1]} & self.excluded) or pair in self.forbidden

    def _first(self, mentor_id: int, mentee_id: int, facts: engine.PairFacts) -> str | None:
        policy = self.policy
        if not self.goals[mentee_id]:
            policy = replace(policy, rules=policy.rules - {"no_goal_covered"})
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
            trained=[self.trained is None or pk in self.trained],
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


def books(programs: Collection[Program], profile_ids: Collection[int]) -> dict[int, Rulebook]:
    """By program, over the same people, in as many queries as one."""
    facts = rule_facts.read(programs, profile_ids)
    return {program.pk: Rulebook(program, profile_ids, facts) for program in programs}


def _utc_offset(person: Profile) -> int:
    offset = dt.datetime.now(person.zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0
