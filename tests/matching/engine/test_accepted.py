"""What `verify` accepts, however it was forged, against all matchings there are."""

from dataclasses import replace

import numpy as np
import pytest

from matching.engine import CertificateError, DensePoints, Keep, solve, verify
from tests.matching.engine.brute import best_value, tiny, value


@pytest.mark.parametrize("mode", ["total", "floors", "balanced", "leximin"])
@pytest.mark.parametrize("seed", range(40))
def test_what_is_accepted_is_the_best_there_is(mode, seed):
    """Whatever is forged: when nothing is said against it, brute force finds nothing better."""
    scores, capacity, locks, forbids, keep = tiny(seed)
    bonus, rng = seed % 4, np.random.default_rng(seed)
    if scores.size > 20:
        return
    found = solve(
        DensePoints(scores),
        capacity,
        locks=locks,
        forbids=forbids,
        keep=Keep(tuple(keep), bonus),
        fairness=mode,
    )
    for _ in range(12):
        other = scores.copy()
        at = tuple(rng.integers(0, scores.shape).tolist())
        other[at] = rng.integers(-1, scores.max() + 1)
        other[np.unravel_index(scores.argmax(), scores.shape)] = scores.max()
        if accepted(DensePoints(other), capacity, found):
            assert is_best(mode, (other, capacity, locks, forbids, keep), found, bonus)
        more = capacity + (np.arange(len(capacity)) == rng.integers(len(capacity)))
        if accepted(DensePoints(scores), more, found):
            assert is_best(mode, (scores, more, locks, forbids, keep), found, bonus)


def accepted(points, capacity, solution):
    try:
        verify(points, capacity, solution)
    except CertificateError:
        return False
    return True


def is_best(mode, problem, found, bonus):
    scores, keep, maximum = problem[0], set(problem[4]), max(0, int(problem[0].max()))
    own = value(mode, scores, found.match.tolist(), maximum, found.floors, keep, bonus)
    return own == best_value(mode, problem, found.floors, bonus)


def test_the_largest_price_of_a_place_there_is_not_proves_as_well():
    """Nobody pays it: adding a mentee's to it must not overflow into an objection."""
    points, places = DensePoints([[5, 3]]), [1, 0]
    found = solve(points, places)
    verify(points, places, replace(found, mentor_price=np.array([0, 2**63 - 1])))
