"""Matched people and nested odd sets of them, as Edmonds' algorithm needs them.

A node is a person (below n) or an odd set: a cycle of an odd number of nodes in which all but the
first are matched with a neighbor. The set as a whole is matched outside through one person, its
base; any member can become the base by turning the cycle. J. Edmonds, "Paths, trees, and
flowers", Canadian Journal of Mathematics 17 (1965).
"""

from matching.engine.arrays import Pair

NOBODY = -1


class OddSets:
    """Who is matched with whom, and the nested sets; lists are indexed by node unless said.

    A set goes on with the mark and the list of its largest child, so that joining touches the
    people of the smaller ones only.
    """

    def __init__(self, mate: list[int]) -> None:
        n = len(mate)
        self.mate = mate  # (n,) person or NOBODY
        self.base = list(range(n))  # the member matched outside
        self.parent = [NOBODY] * n
        self.cycle: dict[int, list[int]] = {}  # children, the one with the base first
        self.links: dict[int, list[Pair]] = {}  # edge from each child to the next
        self._largest: dict[int, int] = {}  # the child whose mark and list the set uses
        self._people = [[v] for v in range(n)]
        self._size = [1] * n
        self._mark = list(range(n))
        self.mark_of = list(range(n))  # mark of each person
        self.marked = list(range(n))  # outermost node of each mark

    def top(self, person: int) -> int:
        """The outermost node in which a person is."""
        return self.marked[self.mark_of[person]]

    def people(self, node: int) -> list[int]:
        """Everybody in a node."""
        return self._people[node][: self._size[node]]

    def outside(self, node: int) -> int:
        """The person with whom the node is matched, or NOBODY."""
        return self.mate[self.base[node]]

    def join(self, cycle: list[int], links: list[Pair]) -> int:
        """Make a set of outermost nodes; its base is that of the first."""
        node, largest = len(self.parent), max(cycle, key=self._size.__getitem__)
        people, mark = self._people[largest], self._mark[largest]
        for child in cycle:
            self.parent[child] = node
            if child != largest:
                self._put(child, mark)
                people += self._people[child]
        self.parent.append(NOBODY)
        self.base.append(self.base[cycle[0]])
        self._people.append(people)
        self._size.append(len(people))
        self._mark.append(mark)
        self.marked[mark] = node
        self.cycle[node], self.links[node], self._largest[node] = cycle, links, largest
        return node

    def dissolve(self, node: int) -> list[int]:
        """Take an outermost set apart; its children become outermost nodes."""
        largest, children = self._largest.pop(node), self.cycle.pop(node)
        del self.links[node]
        del self._people[node][self._size[largest] :]
        for child in children:
            self.parent[child] = NOBODY
            self.marked[self._mark[child]] = child
            if child != largest:
                self._put(child, self._mark[child])
        return children

    def _put(self, node: int, mark: int) -> None:
        for v in self._people[node]:
            self.mark_of[v] = mark

    def child_of(self, node: int, person: int) -> int:
        """The child of a set in which a person is."""
        child = person
        while self.parent[child] != node:
            child = self.parent[child]
        return child

    def turn(self, node: int, person: int) -> None:
        """Make a person the base of the node; everybody else in it is matched inside."""
        waiting = [(node, person)]
        while waiting:
            node, person = waiting.pop()
            if self.base[node] == person:
                continue
            self.base[node] = person
            at = self.cycle[node].index(self.child_of(node, person))
            cycle = self.cycle[node] = self.cycle[node][at:] + self.cycle[node][:at]
            links = self.links[node] = self.links[node][at:] + self.links[node][:at]
            waiting.append((cycle[0], person))
            for k in range(1, len(cycle), 2):
                p, q = links[k]
                self.mate[p], self.mate[q] = q, p
                waiting += [(cycle[k], p), (cycle[k + 1], q)]
