"""People who must not sit in one circle, moved between the circles of a topic."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.engine.arrays import Ints
from matching.engine.circle_split import UNKNOWN, Deal, allowed_together

Apart = Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Table:
    """One circle in the making: its leader and its members, who trade places."""

    leader: int
    members: list[int]

    def clashes(self, person: int, apart: Apart, without: int = UNKNOWN) -> bool:
        """Is somebody here whom the person must not meet?"""
        foes = apart.get(person, frozenset()) - {without}
        return self.leader in foes or not foes.isdisjoint(self.members)

    def mixed(self, departments: Ints, share: int) -> bool:
        """Does every department keep to its share?"""
        people = departments[[self.leader, *self.members]].tolist()
        known = Counter(department for department in people if department != UNKNOWN)
        most = allowed_together(len(people), share)
        return max(known.values(), default=0) <= most


def parted(
    dealt: Deal, leaders: Sequence[int], apart: Apart, departments: Ints, share: int
) -> tuple[Deal, list[int]]:
    """Let people who clash trade places with members of other circles of their topic.

    Also who found nobody to trade with: they cannot stay in the topic.
    """
    tables = [
        Table(leader, members.copy())
        for leader, members in zip(leaders, dealt.members, strict=True)
    ]
    out = []
    for table in tables:
        for person in table.members.copy():
            if person not in table.members or not table.clashes(person, apart):
                continue
            others = (other for other in tables if other is not table)
            if not any(_trade(person, table, other, apart, departments, share) for other in others):
                table.members.remove(person)
                out.append(person)
    return Deal([table.members for table in tables], dealt.left), out


def _trade(
    person: int, here: Table, there: Table, apart: Apart, departments: Ints, share: int
) -> bool:
    """Swap with the first member of another circle with whom all rules hold."""
    for other in there.members:
        if there.clashes(person, apart, without=other) or here.clashes(
            other, apart, without=person
        ):
            continue
        at, to = here.members.index(person), there.members.index(other)
        here.members[at], there.members[to] = other, person
        if here.mixed(departments, share) and there.mixed(departments, share):
            return True
        here.members[at], there.members[to] = person, other
    return False


def foes(pairs: Iterable[Sequence[int]], order: Ints) -> dict[int, frozenset[int]]:
    """Whom each number must not meet, from pairs of rows; ValueError for rows not there."""
    number = {row: i for i, row in enumerate(order.tolist())}
    found: dict[int, set[int]] = {}
    for i, j in pairs:
        if i == j or i not in number or j not in number:
            raise ValueError(f"forbids names a pair that cannot be: {i}-{j}")
        found.setdefault(number[i], set()).add(number[j])
        found.setdefault(number[j], set()).add(number[i])
    return {i: frozenset(others) for i, others in found.items()}
