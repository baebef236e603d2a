from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import DensePoints, rotation
from matching.engine.meetings import lifts
from tests.matching.engine.peer_world import groupings, peers, points_of, scores_of


def rounds(scores, count, names=None, **options):
    """Play some rounds, each with the history of those before."""
    history, played = [], []
    for _ in range(count):
        found = rotation(DensePoints(scores), history, ids=names, **options)
        played.append(found)
        history += [*found.groups.pairs, *found.groups.trios]
    return played, history


def met(history):
    return Counter(
        (i, j) for group in history for i in sorted(group) for j in sorted(group) if i < j
    )


@settings(deadline=None, max_examples=25)
@given(peers(least=2, most=14, allowed=True))
def test_an_even_number_meets_everybody_once_before_anybody_twice(scores):
    n = len(scores) // 2 * 2
    scores = scores[:n, :n]
    played, history = rounds(scores, n - 1)
    assert set(met(history).values()) == {1}
    assert len(met(history)) == n * (n - 1) // 2
    assert all(found.repeats == 0 for found in played)
    again = rotation(DensePoints(scores), history)
    assert again.repeats == n // 2


def test_the_tournament_begins_with_the_round_of_most_points():
    played, _ = rounds(scores_of(10, np.arange(45) % 13), 9)
    totals = [found.groups.total for found in played]
    assert totals == sorted(totals, reverse=True)
    assert all(found.groups.total <= found.groups.bound for found in played)


@pytest.mark.parametrize("n", [3, 5, 7, 9, 11, 13])
def test_an_odd_number_makes_one_trio_each_round_and_takes_turns_in_it(n):
    scores = scores_of(n, np.arange(n * (n - 1) // 2) % 11)
    played, history = rounds(scores, n)
    for found in played:
        assert len(found.groups.trios) == 1
        assert found.groups.unplaced == ()
    trios = Counter(i for group in history if len(group) == 3 for i in group)
    assert max(trios.values()) - min(trios[i] for i in range(n)) <= 3
    assert played[0].repeats == 0


@settings(deadline=None, max_examples=30)
@given(peers(least=2, most=7), st.integers(1, 4))
def test_each_round_has_as_few_repeats_as_can_be(scores, count):
    history = []
    for _ in range(count):
        times = met(history)
        found = rotation(DensePoints(scores), history)
        groups = [*found.groups.pairs, *found.groups.trios]
        assert worth(scores, times, groups) == max(
            worth(scores, times, [g for g in some if len(g) > 1])
            for some in groupings(list(range(len(scores))))
            if None not in [points_of(scores, group) for group in some]
        )
        assert found.repeats == sum(times[pair] > 0 for pair in met(groups).elements())
        history += groups


def worth(scores, times, groups):
    """Most people, fewest trios, then the fewest meetings of the most frequent kind, and so on."""
    frequent = sorted((times[pair] for pair in met(groups).elements()), reverse=True)
    sizes = [len(group) for group in groups]
    levels = sorted(set(times.values()) | {0}, reverse=True)
    return sum(sizes), -sizes.count(3), *(-frequent.count(level) for level in levels if level)


def test_points_decide_among_people_who_never_met():
    scores = scores_of(4, [9, 1, 1, 1, 1, 8])
    found = rotation(DensePoints(scores), [(0, 1), (2, 3)], everybody=False)
    assert not {(0, 1), (2, 3)} & {*found.groups.pairs}
    found = rotation(DensePoints(scores), everybody=False)
    assert found.groups.pairs == ((0, 1), (2, 3))


def test_somebody_new_meets_everybody_without_a_repeat_for_the_others():
    _, history = rounds(scores_of(6, np.ones(15, int)), 2)
    found = rotation(DensePoints(scores_of(8, np.ones(28, int))), history)
    assert found.repeats == 0
    assert len(found.groups.pairs) == 4


def test_rules_keep_people_apart_in_every_round():
    scores = scores_of(8, np.arange(28))
    _, history = rounds(scores, 6, forbids=[(0, 1), (6, 7)])
    assert not {(0, 1), (6, 7)} & {*met(history)}


def test_when_few_may_meet_they_meet_again():
    path = np.full((4, 4), -1)
    for i, j in ((0, 1), (1, 2), (2, 3)):
        path[i, j] = path[j, i] = 5
    played, _ = rounds(path, 3)
    assert {found.groups.pairs for found in played} == {((0, 1), (2, 3))}
    assert [found.repeats for found in played] == [0, 2, 2]


def test_nobody_may_meet_anybody():
    found = rotation(DensePoints(np.full((3, 3), -1)))
    assert len(found.groups.unplaced) == 3
    assert rotation(DensePoints(np.zeros((0, 0), int))).groups.pairs == ()


@pytest.mark.parametrize("n", [8, 9, 12, 13])
def test_the_order_of_the_rows_does_not_matter(n):
    rng = np.random.default_rng(n)
    scores = scores_of(n, rng.integers(0, 50, n * (n - 1) // 2))
    names = [f"p{k}" for k in range(n)]
    _, history = rounds(scores, 2, names, salt=b"x")
    first = rotation(DensePoints(scores), history, ids=names, salt=b"x")
    rows = rng.permutation(n)
    place = {int(row): k for k, row in enumerate(rows)}
    moved = rotation(
        DensePoints(scores[np.ix_(rows, rows)]),
        [[place[i] for i in group] for group in history],
        ids=[names[i] for i in rows],
        salt=b"x",
    )
    assert {frozenset(rows[list(g)].tolist()) for g in moved.groups.pairs} == {
        frozenset(g) for g in first.groups.pairs
    }


@pytest.mark.parametrize("group", [(0,), (0, 0), (0, 5), (0, 1, 2, 3), (-1, 0)])
def test_a_group_that_cannot_have_been_is_named(group):
    with pytest.raises(ValueError, match="history names a group that cannot be"):
        rotation(DensePoints(scores_of(4, np.ones(6, int))), [group])


def test_each_level_of_meetings_outweighs_all_below_or_counts_evenly():
    lift, in_trio = lifts(9, np.array([2, 0, 1]), 3)
    assert in_trio.tolist() == [0, 74, 37]  # a trio less is more than 4 meetings of 9 points
    assert lift.tolist() == [5 * 259, 4 * 259, 0]  # 259 > 37 + 3 * 74 - 1
    even, _ = lifts(10**6, np.zeros(2000, int), 9)
    assert set(np.diff(even).tolist()) == {-(2001 * 10**6 + 1)}


def test_many_meetings_of_many_people_still_fit_in_whole_numbers():
    n = 120
    history = [(i, j) for i in range(n) for j in range(i) for _ in range((i + j) % 4)]
    scores = scores_of(n, np.full(n * (n - 1) // 2, 10**6))
    found = rotation(DensePoints(scores), history, everybody=False)
    assert found.repeats == 0
    assert len(found.groups.pairs) == n // 2
