import numpy as np
import pytest

from matching.engine import Cancelled, DensePoints, solve


class StopError(Cancelled):
    pass


def points():
    scores = np.random.default_rng(3).integers(0, 100, (60, 40))
    return DensePoints(scores)


def stages_of(capacity):
    told = []
    solve(points(), capacity, progress=lambda stage, done: told.append((stage, done)))
    return told


def test_the_stages_come_in_order_with_fractions_that_never_fall():
    told = stages_of([1] * 40)
    order = list(dict.fromkeys(stage for stage, _ in told))
    assert order[0] == "score"
    assert {"solve", "prove"} <= set(order)
    for name in order:
        fractions = [done for stage, done in told if stage == name]
        assert fractions == sorted(fractions)
        assert all(0 <= done <= 1 for done in fractions)


@pytest.mark.parametrize("at", ["score", "solve", "prove"])
def test_what_progress_raises_ends_the_run_between_stages(at):
    told = []

    def progress(stage, done):
        told.append(stage)
        if stage == at:
            raise StopError

    with pytest.raises(Cancelled):
        solve(points(), [1] * 40, progress=progress)
    assert told[-1] == at
    assert told.count(at) == 1
