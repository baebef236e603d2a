"""Learning circles: groups of 4 to 12 with a common topic and one facilitator each.

    circles = form_circles(wants, leads, size=(4, 12), departments=departments, most_share=50)

1. Wishes: a flow sends people to the topics they want, as many as can be, then for the most
   points; a topic takes as many as its willing facilitators could lead. Its value, and the number
   of people it places, bound every outcome.
2. How many circles a topic gets (`circles_for`): the number that brings circles nearest to the
   middle of the sizes, 8 of 4 to 12.
3. Facilitators: a flow gives as many of these circles a facilitator as can be, most topics first.
4. Members: a flow as in 1 with what is left, the smallest size of each circle first. Where a topic
   does not fill its circles, the emptiest give one up and 3 and 4 run again.
5. Every topic deals its people to its circles (`circle_split`); people who must not meet trade
   places (`circle_apart`). Who would break the share of a department, or has nobody to trade
   with, gets another topic or no place.
6. More circles are tried where people are left over, and kept when more people are placed.

Choosing which circles to open is a fixed-charge problem (NP-hard); steps 2, 4 and 6 are a
heuristic, which is why the bounds of step 1 travel with the result.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from matching.engine.arrays import Ints
from matching.engine.circle_apart import parted
from matching.engine.circle_flow import NONE, led, seated
from matching.engine.circle_split import Deal, deal
from matching.engine.circle_wishes import EVERYBODY, Wishes
from matching.engine.order import named_order

NO_FACILITATOR = "no_facilitator"  # nobody can lead any topic they want
TOO_FEW = "too_few"  # topics they want have no circle: too few people, or leaders, for one
CIRCLES_FULL = "circles_full"
DEPARTMENT_FULL = "department_full"  # more of their department would break the share
KEPT_APART = "kept_apart"  # somebody they must not meet is in every circle of a topic they want

REOPENED = 12  # topics tried in step 6


@dataclass(frozen=True)
class Circle:
    """Rows of the people; the facilitator is not among the members."""

    topic: int
    facilitator: int
    members: tuple[int, ...]

    @property
    def size(self) -> int:
        return 1 + len(self.members)


@dataclass(frozen=True)
class NoCircle:
    """Somebody who wants a topic and has no place: their row and one of the five reasons."""

    row: int
    reason: str


@dataclass(frozen=True)
class Circles:
    """`placed` of the people who want a topic have a place; a facilitator may want none.

    `total` is the points of their topics, 0 for who leads a topic they do not want. No other
    circles place more than `most_placed` or earn more than `bound`.
    """

    circles: tuple[Circle, ...]
    unplaced: tuple[NoCircle, ...]
    placed: int
    total: int
    most_placed: int
    bound: int


def form_circles(
    wants: ArrayLike,
    leads: ArrayLike,
    *,
    size: tuple[int, int] = (4, 12),
    departments: ArrayLike | None = None,
    most_share: int | None = None,
    forbids: Iterable[Sequence[int]] = (),
    ids: Sequence[str] | None = None,
    salt: bytes = b"",
) -> Circles:
    """Form circles of n people around T topics.

    `wants` and `leads` are int (n, T): points for taking part and for facilitating, -1 for no.
    `size` counts the facilitator. `departments` is int (n,), -1 unknown; with `most_share`, a
    percentage below 100, no department holds more of a circle, so at least two are in each.
    `forbids` are pairs of rows who must not sit in one circle. With ids the order of the rows
    does not matter. ValueError names what does not fit.
    """
    wishes = Wishes.of(
        wants,
        leads,
        size=size,
        departments=departments,
        most_share=EVERYBODY if most_share is None else most_share,
        forbids=forbids,
        order=named_order(ids, len(np.asarray(wants)), salt),
    )
    return _formed(wishes)


def _formed(wishes: Wishes) -> Circles:
    most_placed, bound, wanted = wishes.limits()
    draft = _with_more(wishes, _settled(wishes, _first_numbers(wishes, wanted)))
    return _result(wishes, draft, most_placed, bound)


def circles_for(people: int, size: tuple[int, int], leaders: int) -> int:
    """Circles of one topic: as near to the middle of the sizes as can be, none too full.

    A topic with fewer people than one circle needs is tried with one: others may join it.
    """
    if people == 0 or leaders == 0:
        return 0
    low, high = size
    middle = (low + high) // 2
    nearest = (2 * people + middle) // (2 * middle)
    return min(leaders, max(1, min(max(nearest, -(-people // high)), people // low)))


def _first_numbers(wishes: Wishes, wanted: Ints) -> Ints:
    """Step 2 for every topic, (T,)."""
    each = zip(wanted.tolist(), wishes.leaders.tolist(), strict=True)
    return np.array([circles_for(people, wishes.size, able) for people, able in each], np.int64)


@dataclass(frozen=True)
class Draft:
    """Circles by number of person: who leads and who sits where, and each topic's deal."""

    lead: Ints  # (n,) topic or -1
    seat: Ints  # (n,) topic or -1
    deals: dict[int, Deal]
    caps: dict[tuple[int, int], int]
    barred: frozenset[tuple[int, int]]  # (person, topic)

    @property
    def numbers(self) -> Counter[int]:
        """Circles of each topic."""
        return Counter(self.lead[self.lead != NONE].tolist())


def _settled(wishes: Wishes, numbers: Ints) -> Draft:
    """Steps 3 to 5 until every circle is large enough, mixed enough and free of clashes."""
    caps: dict[tuple[int, int], int] = {}
    barred: frozenset[tuple[int, int]] = frozenset()
    while True:
        lead, open_now, seat = _places(wishes, numbers, caps, barred)
        filled = np.bincount(seat[seat != NONE], minlength=len(numbers))
        short = np.flatnonzero(filled < (wishes.size[0] - 1) * open_now)
        if len(short):
            numbers, caps, barred = _fewer(open_now, filled, short), {}, frozenset()
            continue
        deals = {t: _dealt(wishes, lead, seat, t) for t in np.flatnonzero(open_now).tolist()}
        tighter = _tighter(wishes, seat, deals)
        clashing = {(i, t) for t, (_, out) in deals.items() for i in out}
        if not tighter and not clashing:
            dealt = {topic: found for topic, (found, _) in deals.items()}
            return Draft(lead, seat, dealt, caps, barred)
        caps, barred = caps | tighter, barred | clashing


def _places(
    wishes: Wishes,
    numbers: Ints,
    caps: dict[tuple[int, int], int],
    barred: frozenset[tuple[int, int]],
) -> tuple[Ints, Ints, Ints]:
    """Steps 3 and 4: who leads (n,), circles that are led (T,), who sits where (n,)."""
    lead = led(wishes.to_lead, numbers)
    open_now = np.bincount(lead[lead != NONE], minlength=len(numbers))
    points = np.where((lead == NONE)[:, None], wishes.wants, -1)
    for person, topic in barred:
        points[person, topic] = -1
    low, high = wishes.size
    seat = seated(
        points,
        (low - 1) * open_now,
        (high - 1) * open_now,
        departments=wishes.departments,
        caps=caps,
        placing=wishes.placing,
    )
    return lead, open_now, seat


def _fewer(open_now: Ints, filled: Ints, short: Ints) -> Ints:
    """One circle less for the emptiest quarter of the topics that lack people."""
    fill = filled[short] / open_now[short]
    closing = short[np.argsort(fill, kind="stable")][: -(-len(short) // 4)]
    fewer = open_now.copy()
    fewer[closing] -= 1
    return fewer


def _dealt(wishes: Wishes, lead: Ints, seat: Ints, topic: int) -> tuple[Deal, list[int]]:
    """The circles of a topic, and who clashes in each of them."""
    members, leaders = np.flatnonzero(seat == topic), np.flatnonzero(lead == topic).tolist()
    dealt = deal(members.tolist(), leaders, wishes.departments, wishes.most_share)
    return parted(dealt, leaders, wishes.apart, wishes.departments, wishes.most_share)


def _tighter(
    wishes: Wishes, seat: Ints, deals: dict[int, tuple[Deal, list[int]]]
) -> dict[tuple[int, int], int]:
    """A lower cap for every department of which a topic could not seat everybody."""
    caps = {}
    for topic, (dealt, _) in deals.items():
        for department, over in Counter(wishes.departments[dealt.left].tolist()).items():
            there = int(((seat == topic) & (wishes.departments == department)).sum())
            caps[topic, department] = there - over
    return caps


def _with_more(wishes: Wishes, draft: Draft) -> Draft:
    """Step 6: one circle more for the topics that most people left over want."""
    left = wishes.seekers & (draft.seat == NONE) & (draft.lead == NONE)
    asked = (wishes.wants[left] >= 0).sum(axis=0)
    for topic in np.argsort(-asked, kind="stable")[:REOPENED].tolist():
        numbers = np.array([draft.numbers[t] for t in range(len(asked))], np.int64)
        if asked[topic] == 0 or numbers[topic] >= wishes.leaders[topic]:
            continue
        numbers[topic] += 1
        other = _settled(wishes, numbers)
        if _earned(wishes, other) > _earned(wishes, draft):
            draft = other
    return draft


def _earned(wishes: Wishes, draft: Draft) -> tuple[int, int]:
    """(people placed, points)."""
    topic = np.maximum(draft.seat, draft.lead)
    inside = np.flatnonzero((topic != NONE) & wishes.seekers)
    points = np.maximum(wishes.wants[inside, topic[inside]], 0)
    return len(inside), int(points.sum())


def _result(wishes: Wishes, draft: Draft, most_placed: int, bound: int) -> Circles:
    """Back to the rows of the people."""
    placed, total = _earned(wishes, draft)
    row, circles = wishes.order, []
    for topic, dealt in draft.deals.items():
        leaders = np.flatnonzero(draft.lead == topic)
        for leader, members in zip(leaders.tolist(), dealt.members, strict=True):
            inside = tuple(sorted(row[members].tolist()))
            circles.append(Circle(topic, int(row[leader]), inside))
    out = np.flatnonzero(wishes.seekers & (draft.seat == NONE) & (draft.lead == NONE))
    unplaced = [NoCircle(int(row[i]), _why(wishes, draft, i)) for i in out.tolist()]
    return Circles(
        circles=tuple(sorted(circles, key=lambda circle: (circle.topic, circle.facilitator))),
        unplaced=tuple(sorted(unplaced, key=lambda one: one.row)),
        placed=placed,
        total=total,
        most_placed=most_placed,
        bound=bound,
    )


def _why(wishes: Wishes, draft: Draft, i: int) -> str:
    """The nearest reason why somebody has no place."""
    wanted = np.flatnonzero(wishes.wants[i] >= 0).tolist()
    running = [t for t in wanted if draft.numbers[t]]
    if any((i, t) in draft.barred for t in running):
        return KEPT_APART
    if any((t, int(wishes.departments[i])) in draft.caps for t in running):
        return DEPARTMENT_FULL
    if running:
        return CIRCLES_FULL
    others = wishes.leaders_beside(i)
    return TOO_FEW if any(others[t] for t in wanted) else NO_FACILITATOR
