"""Small sets of peers and an oracle that looks at every grouping."""

import numpy as np
from hypothesis import strategies as st


def scores_of(n, cells):
    """A symmetric array from its upper half."""
    scores = np.full((n, n), -1)
    scores[np.triu_indices(n, 1)] = cells
    return np.maximum(scores, scores.T)


@st.composite
def peers(draw, least=0, most=8, allowed=False):
    n = draw(st.integers(least, most))
    count = n * (n - 1) // 2
    top = draw(st.sampled_from((0, 1, 5, 100)))
    low = 0 if allowed else draw(st.sampled_from((-1, -1, -3, -9)))
    cells = draw(st.lists(st.integers(low, top), min_size=count, max_size=count))
    return scores_of(n, np.maximum(np.array(cells, int), -1))


def groupings(people):
    """Every way to put people in pairs and trios or leave them alone."""
    if not people:
        yield []
        return
    first, rest = people[0], people[1:]
    for others in ((), *((j,) for j in rest), *((j, k) for j in rest for k in rest if j < k)):
        left = [i for i in rest if i not in others]
        for groups in groupings(left):
            yield [(first, *others), *groups]


def points_of(scores, group):
    """Points of the meetings in a group, None when two must not meet."""
    cells = [int(scores[i, j]) for i in group for j in group if i < j]
    return None if -1 in cells else sum(cells)


def possible(scores):
    """(pairs, trios, points) of every grouping that breaks no rule."""
    for groups in groupings(list(range(len(scores)))):
        earned = [points_of(scores, group) for group in groups]
        if None not in earned:
            sizes = [len(group) for group in groups]
            yield sizes.count(2), sizes.count(3), sum(earned)


def check_groups(scores, found):
    """Everybody once, rules kept, sums right; reasons true."""
    groups = [*found.pairs, *found.trios]
    alone = [one.row for one in found.unplaced]
    assert sorted([i for group in groups for i in group] + alone) == list(range(len(scores)))
    assert all(points_of(scores, group) is not None for group in groups)
    assert found.total == sum(points_of(scores, group) for group in groups)
    for one in found.unplaced:
        nobody = (scores[one.row] < 0).all()
        assert one.reason == ("nobody_allowed" if nobody else "partners_taken")
