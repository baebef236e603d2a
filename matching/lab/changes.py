"""What differs between two lists of pairs: two runs of a round, or the live result and a policy.

found = between(read(first.pair_list), read(second.pair_list))
found[0].kind, found[0].before, found[0].after
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matching.lab.pair_lists import Place
from matching.models import RunPairs

# Percent of fit from which the same pair counts as changed.
FIT_STEP = 5


class Kind(StrEnum):
    """In the order of the page."""

    GONE = "gone"
    MENTOR = "mentor"
    NEW = "new"
    FIT = "fit"
    SAME = "same"


@dataclass(frozen=True)
class Change:
    """One mentee; `before` and `after` are None for nobody."""

    mentee: int
    kind: Kind
    before: Place | None
    after: Place | None

    @property
    def step(self) -> int:
        """How far the fit moves; nobody counts as 0."""
        before, after = (place.fit if place else 0 for place in (self.before, self.after))
        return after - before

    @property
    def mentors(self) -> tuple[int, ...]:
        return tuple(place.mentor for place in (self.before, self.after) if place)


def between(before: Mapping[int, Place], after: Mapping[int, Place]) -> list[Change]:
    """Every mentee who has somebody on either side, the largest effect of each kind first."""
    found = [
        change
        for mentee in sorted({*before, *after})
        if (change := _change(mentee, before.get(mentee), after.get(mentee)))
    ]
    order = list(Kind)
    return sorted(found, key=lambda one: (order.index(one.kind), -abs(one.step), one.mentee))


def _change(mentee: int, before: Place | None, after: Place | None) -> Change | None:
    before, after = (place if place and place.is_matched else None for place in (before, after))
    if before is None or after is None:
        if before is after:
            return None
        return Change(mentee, Kind.NEW if before is None else Kind.GONE, before, after)
    if before.mentor != after.mentor:
        return Change(mentee, Kind.MENTOR, before, after)
    is_step = abs(after.fit - before.fit) >= FIT_STEP
    return Change(mentee, Kind.FIT if is_step else Kind.SAME, before, after)


def counted(found: Iterable[Change]) -> dict[Kind, int]:
    counts = Counter(change.kind for change in found)
    return {kind: counts[kind] for kind in Kind}


@dataclass(frozen=True)
class SignUps:
    """How many took part in one run only."""

    joined: int
    left: int

    @property
    def differ(self) -> bool:
        return bool(self.joined or self.left)


def sign_ups(before: RunPairs, after: RunPairs) -> SignUps:
    then, now = ({*kept.mentees, *kept.mentors} for kept in (before, after))
    return SignUps(joined=len(now - then), left=len(then - now))
