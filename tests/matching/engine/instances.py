"""Random matching problems and an oracle that shares nothing with the engine."""

import numpy as np
from scipy.optimize import linear_sum_assignment

BIG = 10**6
# problems at the border, with the match of each
BORDERS = [
    (np.zeros((0, 0), int), [], []),
    (np.zeros((0, 2), int), [1, 1], []),
    (np.zeros((2, 0), int), [], [-1, -1]),
    ([[-1, -1]], [1, 1], [-1]),
    ([[5, 5]], [0, 0], [-1]),
    ([[5]], [3], [0]),
    ([[0], [0]], [5], [0, 0]),
]


def instance(seed):
    """Scores, capacities, locks and forbids: capacity 0, isolated people and ties included."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, 26)), int(rng.integers(1, 18))
    scores = rng.integers(0, int(rng.choice([1, 3, 10, 100])) + 1, (n, m))
    scores[rng.random((n, m)) < rng.choice([0, 0.3, 0.8])] = -1
    scores[rng.random(n) < 0.1] = -1
    scores[:, rng.random(m) < 0.1] = -1
    capacity = rng.integers(0, 4, m) * (rng.random(m) < 0.7)
    locks = some_locks(rng, scores, capacity) if seed % 2 else []
    cells = {(int(rng.integers(n)), int(rng.integers(m))) for _ in range(n // 3)}
    return scores, capacity, locks, sorted(cells - set(locks))


def some_locks(rng, scores, capacity):
    left, locks = capacity.copy(), []
    for i in rng.permutation(len(scores))[:3].tolist():
        able = np.flatnonzero((scores[i] >= 0) & (left > 0))
        if len(able):
            j = int(rng.choice(able))
            left[j] -= 1
            locks.append((i, j))
    return locks


def oracle(scores, capacity, locks=(), forbids=()):
    """(matched, total) by SciPy on one column per place."""
    scores, left = scores.copy(), capacity.copy()
    done = sum(int(scores[i, j]) for i, j in locks)
    for i, j in forbids:
        scores[i, j] = -1
    for i, j in locks:
        scores[i] = -1
        left[j] -= 1
    worth = np.where(scores >= 0, scores + BIG, 0)[:, np.repeat(np.arange(len(left)), left)]
    best = int(worth[linear_sum_assignment(worth, maximize=True)].sum())
    return best // BIG + len(locks), best % BIG + done
