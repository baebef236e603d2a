"""Matched people and nested odd sets of them, as Edmonds' algorithm needs them.

A node is a person (below n) or an odd set: a cycle of an odd number of nodes in which all but the
first are matched with a neighbor. The set as a whole is matched outside through one person, its
base; any member can become the base by turning the cycle. J. Edmonds, "Paths, trees, and
flowers", Canadian Journal of Mathematics 17 (1965).
"""

from matching.engine.arrays import Pair

NOBODY = -1


class OddSets:
    """Who is matched with whom, and the nested sets; every list is indexed by node."""

    def __init__(self, mate: list[int]) -> None:
        n = len(mate)
        self.mate = mate  # (n,) person or NOBODY
        self.top = list(range(n))  # outermost node of each person
        self.base = list(range(n))  # the member matched outside
        self.parent = [NOBODY] * n
        self.people = [[v] for v in range(n)]
        self.cycle: dict[int, list[int]] = {}  # children, the one with the base first
        self.links: dict[int, list[Pair]] = {}  # edge from each child to the next

    def outside(self, node: int) -> int:
        """The person with whom the node is matched, or NOBODY."""
        return self.mate[self.base[node]]

    def join(self, cycle: list[int], links: list[Pair]) -> int:
        """Make a set of outermost nodes; its base is that of the first."""
        node = len(self.parent)
        self.parent.append(NOBODY)
        self.base.append(self.base[cycle[0]])
        self.people.append([v for child in cycle for v in self.people[child]])
        self.cycle[node], self.links[node] = cycle, links
        for child in cycle:
            self.parent[child] = node
        for v in self.people[node]:
            self.top[v] = node
        return node

    def dissolve(self, node: int) -> list[int]:
        """Take an outermost set apart; its children become outermost nodes."""
        children = self.cycle.pop(node)
        del self.links[node]
        for child in children:
            self.parent[child] = NOBODY
            for v in self.people[child]:
                self.top[v] = child
        return children

    def child_of(self, node: int, person: int) -> int:
        """The child of a set in which a person is."""
        child = person
        while self.parent[child] != node:
            child = self.parent[child]
        return child

    def turn(self, node: int, person: int) -> None:
        """Make a person the base of the node; everybody else in it is matched inside."""
        todo = [(node, person)]
        while todo:
            node, person = todo.pop()
            if self.base[node] == person:
                continue
            self.base[node] = person
            at = self.cycle[node].index(self.child_of(node, person))
            cycle = self.cycle[node] = self.cycle[node][at:] + self.cycle[node][:at]
            links = self.links[node] = self.links[node][at:] + self.links[node][:at]
            todo.append((cycle[0], person))
            for k in range(1, len(cycle), 2):
                p, q = links[k]
                self.mate[p], self.mate[q] = q, p
                todo += [(cycle[k], p), (cycle[k + 1], q)]
