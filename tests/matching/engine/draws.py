"""Small problems for Hypothesis, which reduces a failure to the smallest one that still fails."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

# the same examples on every run
often = settings(derandomize=True, deadline=None, max_examples=150)
sometimes = settings(derandomize=True, deadline=None, max_examples=60)


@st.composite
def scored(draw, most=6, places=2):
    """Scores (N, M) and capacity, with ties, holes, closed mentors and people without anybody."""
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    top = draw(st.sampled_from((0, 1, 4, 30)))
    low = draw(st.sampled_from((0, -1, -1, -2 - top)))
    row = st.lists(st.integers(low, top), min_size=m, max_size=m)
    scores = np.maximum(draw(st.lists(row, min_size=n, max_size=n)), -1)
    capacity = draw(st.lists(st.integers(0, places), min_size=m, max_size=m))
    return scores, np.array(capacity)


@st.composite
def decided(draw, most=6, places=2):
    """The same with up to two locks that hold and three forbids."""
    scores, capacity = draw(scored(most, places))
    cells = [(i, j) for i in range(len(scores)) for j in range(len(capacity))]
    left, locks = capacity.copy(), {}
    for i, j in draw(st.lists(st.sampled_from(cells), max_size=2)):
        if scores[i, j] >= 0 and left[j] and i not in locks:
            left[j] -= 1
            locks[i] = j
    forbids = set(draw(st.lists(st.sampled_from(cells), max_size=3))) - set(locks.items())
    return scores, capacity, sorted(locks.items()), sorted(forbids)
