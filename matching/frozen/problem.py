"""What the engine was given, without who it was about: frozen to bytes and thawed again."""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike

from matching.engine import PairFacts, People, Policy, ProfilePoints
from matching.engine.arrays import Ints, Pair, table
from matching.engine.wording import Wording
from matching.frozen import archive, people
from matching.frozen import wording as wordings

FORMAT = 1
ERASED = ("erased_mentees", "erased_mentors", "told", "lost")


class Given(Protocol):
    """A loaded problem, or one thawed before."""

    @property
    def policy(self) -> Policy: ...
    @property
    def mentees(self) -> People: ...
    @property
    def mentors(self) -> People: ...
    @property
    def facts(self) -> PairFacts: ...
    @property
    def related(self) -> ArrayLike: ...
    @property
    def capacity(self) -> Ints: ...
    @property
    def points(self) -> ProfilePoints: ...


@dataclass(frozen=True)
class FrozenProblem:
    """Rows are those the run had; `erased_*` are the rows whose features are gone, `told` what
    their pairs (mentee row, points) were worth before that, `lost` points no other pair has."""

    policy: Policy
    mentees: People
    mentors: People
    facts: PairFacts
    related: Ints
    capacity: Ints
    wording: Wording | None = None
    erased_mentees: tuple[int, ...] = ()
    erased_mentors: tuple[int, ...] = ()
    told: tuple[Pair, ...] = ()
    lost: tuple[int, ...] = ()

    @property
    def has_erased(self) -> bool:
        return bool(self.erased_mentees or self.erased_mentors)

    @cached_property
    def points(self) -> ProfilePoints:
        return ProfilePoints(**self.given())

    def given(self) -> dict[str, Any]:
        """What scores are made of, as `ProfilePoints` takes it."""
        names = ("mentees", "mentors", "policy", "facts", "related", "wording")
        return {name: getattr(self, name) for name in names}

    def without(self, person: str, stand_in: str, match: Ints) -> "FrozenProblem":
        """This person's rows blanked; a mentor keeps the places given in the stored match."""
        i, j = _row(self.mentees, person), _row(self.mentors, person)
        theirs = [x for x, y in enumerate(match.tolist()) if y >= 0 and (x == i or y == j)]
        capacity = self.capacity.copy()
        if j is not None:
            capacity[j] = (match == j).sum()
        return replace(
            self,
            mentees=_blank(self.mentees, i, person, stand_in),
            mentors=_blank(self.mentors, j, person, stand_in),
            facts=_facts_without(self.facts, (len(self.mentees), len(self.mentors)), i, j),
            capacity=capacity,
            wording=self.wording and wordings.without(self.wording, i, j),
            erased_mentees=_with(self.erased_mentees, i),
            erased_mentors=_with(self.erased_mentors, j),
            told=self._with_told([(x, int(match[x])) for x in theirs]),
        )

    def _with_told(self, pairs: list[Pair]) -> tuple[Pair, ...]:
        """A pair of two erased people was written down when the first of them went."""
        known = dict(self.told)
        new = ((x, self.points.score(x, y)) for x, y in pairs if x not in known)
        return (*self.told, *new)


def freeze(given: Given, salt: bytes) -> bytes:
    codes, keys = people.keys((given.mentees, given.mentors), salt)
    shape = (len(given.mentees), len(given.mentors))
    parts = {
        "keys": keys,
        **people.columns("mentees", given.mentees, codes),
        **people.columns("mentors", given.mentors, codes),
        **{f"facts.{x.name}": given.facts.rows(x.name, shape) for x in fields(PairFacts)},
        "related": table("related", given.related, 3),
        "capacity": given.capacity,
        **wordings.columns(given.points.wording),
    }
    head = {
        "policy": given.policy.to_document(),
        "erased": {name: getattr(given, name, ()) for name in ERASED},
    }
    return archive.pack(FORMAT, head, parts)


def thaw(data: bytes) -> FrozenProblem:
    """UnreadableError when these are not bytes of `freeze`."""
    head, parts = archive.unpack(data, FORMAT)
    try:
        names = people.Names.of(parts["keys"])
        return FrozenProblem(
            policy=Policy.from_document(head["policy"]),
            mentees=people.thawed("mentees", parts, names),
            mentors=people.thawed("mentors", parts, names),
            facts=PairFacts(**{x.name: parts[f"facts.{x.name}"] for x in fields(PairFacts)}),
            related=parts["related"],
            capacity=parts["capacity"],
            wording=wordings.thawed(parts),
            **_erased(head["erased"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise archive.UnreadableError(str(error)) from error


def _erased(found: dict[str, Any]) -> dict[str, Any]:
    rows = {name: tuple(found[name]) for name in ERASED}
    return rows | {"told": tuple((i, points) for i, points in found["told"])}


def _row(side: People, person: str) -> int | None:
    return side.id.index(person) if person in side.id else None


def _blank(side: People, row: int | None, person: str, stand_in: str) -> People:
    if row is None:
        return people.renamed(side, person, stand_in)
    return people.blank(side, row, stand_in)


def _with(rows: tuple[int, ...], row: int | None) -> tuple[int, ...]:
    return rows if row is None else (*rows, row)


def _facts_without(
    facts: PairFacts, shape: tuple[int, int], i: int | None, j: int | None
) -> PairFacts:
    kept = {}
    for each in fields(PairFacts):
        rows = facts.rows(each.name, shape)
        touched = np.zeros(len(rows), bool)
        for column, row in ((0, i), (1, j)):
            if row is not None:
                touched |= rows[:, column] == row
        kept[each.name] = rows[~touched]
    return PairFacts(**kept)
