"""Every matching of a tiny problem, judged by the words of the fairness modes."""

import numpy as np


def tiny(seed):
    """Scores (≤ 6 x 6), capacity with 0s, locks, forbids and kept pairs."""
    rng = np.random.default_rng(seed)
    n, m = (6, 6) if seed % 40 == 0 else rng.integers(1, 6, 2).tolist()
    scores = rng.integers(0, int(rng.choice([1, 2, 9, 20])) + 1, (n, m))
    scores[rng.random((n, m)) < rng.choice([0, 0.2, 0.6])] = -1
    capacity = rng.integers(0, 3, m)
    able = [(i, j) for i in range(n) for j in range(m) if scores[i, j] >= 0 and capacity[j]]
    locks = [able[int(rng.integers(len(able)))]] if able and seed % 3 == 0 else []
    cells = [tuple(rng.integers(0, (n, m)).tolist()) for _ in range(4)]
    forbids = sorted(set(cells[:2]) - set(locks)) if seed % 2 else []
    return scores, capacity, locks, forbids, cells[2:] if seed % 5 == 0 else []


def matchings(scores, capacity, locks=(), forbids=()):
    """All that are allowed, as lists of a mentor or -1 per mentee."""
    held, apart = dict(locks), set(forbids)

    def rest(i, left):
        if i == len(scores):
            yield []
            return
        for j in [held[i]] if i in held else [-1, *range(len(left))]:
            if j >= 0 and (not left[j] or scores[i][j] < 0 or (i, j) in apart):
                continue
            for more in rest(i + 1, [x - (k == j) for k, x in enumerate(left)]):
                yield [j, *more]

    yield from rest(0, list(capacity))


def value(mode, scores, match, maximum, floors=(), keep=(), bonus=0):
    """What the mode prefers more of: matches first, then its own sense of points."""
    pairs = [(i, j) for i, j in enumerate(match) if j >= 0]
    own = [int(scores[i][j]) for i, j in pairs]
    kept = sum(pair in keep for pair in pairs)
    if mode == "leximin":
        standing = [s + bonus * (p in keep) for s, p in zip(own, pairs, strict=True)]
        return len(pairs), *sorted(standing)
    if mode == "balanced":
        lost = sum((maximum - score) ** 2 for score in own)
        return len(pairs), kept * bonus * max(maximum, 1) - lost
    reached = sum(score >= floor for score in own for floor in floors)
    return len(pairs), sum(own) + reached * (maximum + 1) + kept * bonus


def best_value(mode, problem, floors=(), bonus=0):
    scores, capacity, locks, forbids, keep = problem
    maximum = max(0, int(scores.max(initial=0)))
    return max(
        value(mode, scores, match, maximum, floors, set(keep), bonus)
        for match in matchings(scores, capacity, locks, forbids)
    )
