"""Where a mentee stands among those a mentor may get: "Sofia's 3rd of 9"."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.points import Points

Ints = NDArray[np.int64]
BLOCK = 500_000  # cells looked at together
MOST = 100_000_000  # cells that a run looks at in all; beyond it nobody is ranked


def of(points: Points, mentees: Ints, mentors: Ints, scores: Ints) -> Ints:
    """(K, 2) rank and options of K pairs with these scores; equals share a rank, and both are 0
    where the round is too large."""
    n, found = points.shape[0], np.zeros((len(mentees), 2), np.int64)
    if n * len(mentees) > MOST:
        return found
    step = max(1, BLOCK // max(len(mentees), 1))
    for at in range(0, n, step):
        rows = np.arange(at, min(at + step, n))
        block = points.block(rows)[:, mentors]
        found[:, 0] += np.count_nonzero(block > scores, axis=0)
        found[:, 1] += np.count_nonzero(block >= 0, axis=0)
    found[:, 0] += 1
    return found
