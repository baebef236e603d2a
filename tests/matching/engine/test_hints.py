"""Recruiting hints, against taking the made-up mentor on and solving again."""

from dataclasses import fields, replace

import numpy as np
import pytest

from matching.engine import (
    NewMentor,
    PairFacts,
    People,
    Policy,
    ProfilePoints,
    people_of,
    recruiting_hints,
    solve,
)
from matching.engine import hints as module
from matching.engine.arrays import Ragged
from tests.matching.engine.crowd import crowd, packed

PLACES = 3


def program(seed, kind="mentoring", n=60, m=20):
    mentees, mentors, facts, related = packed(crowd(seed, n, m))
    points = ProfilePoints(mentees, mentors, Policy.for_format(kind), facts, related)
    return points, np.arange(m) % 2, facts, related


def joined(one, other):
    """Two groups of people as one."""
    columns = []
    for field in fields(People):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, Ragged):
            values = np.concatenate([a.values, b.values])
            columns.append(Ragged(np.concatenate([a.start, b.start[1:] + a.start[-1]]), values))
        elif isinstance(a, tuple):
            blank = ((),) * len(other)
            columns.append(a + (b or blank) if a else a)
        else:
            columns.append(np.concatenate([a, b]))
    return People(*columns)


def with_mentor(points, facts, related, mentor):
    both = joined(points.mentors, people_of([mentor]))
    return ProfilePoints(points.mentees, both, points.policy, facts, related)


@pytest.mark.parametrize("kind", ["mentoring", "reverse", "buddy"])
@pytest.mark.parametrize("seed", range(6))
def test_each_hint_places_as_many_more_as_it_says(seed, kind):
    points, capacity, facts, related = program(seed, kind)
    solution = solve(points, capacity)
    hints = recruiting_hints(points, solution, places=PLACES)
    assert hints
    for hint in hints[:3]:
        more = with_mentor(points, facts, related, hint.mentor)
        after = solve(more, [*capacity, hint.places])
        gain = after.matched - solution.matched
        assert gain == hint.placed if hint.placed == PLACES else gain >= hint.placed
        scores = more.block(np.array(hint.mentees))[:, -1].astype(int)
        assert (scores >= 0).all()
        assert int(scores.sum()) == hint.points
    assert hints[0].placed == PLACES


def test_the_best_new_mentor_cannot_be_beaten_by_another_idea():
    points, capacity, _facts, _related = program(2)
    solution = solve(points, capacity)
    rows = np.flatnonzero(solution.match < 0)
    ideas = module._ideas(points, rows)
    scores = points.against(rows, people_of(ideas)).block(np.arange(len(rows))).astype(int)
    best = np.sort(scores, axis=0)[::-1][:PLACES]
    worth = list(zip((best >= 0).sum(0).tolist(), best.clip(0).sum(0).tolist(), strict=True))
    top = recruiting_hints(points, solution, places=PLACES)[0]
    assert (top.placed, top.points) == max(worth)
    at = ideas.index(top.mentor)
    assert top.allowed == int((scores[:, at] >= 0).sum())
    assert [scores[rows.tolist().index(i), at] for i in top.mentees] == best[:, at].tolist()


def test_hints_are_ranked_and_do_not_depend_on_batches(monkeypatch):
    points, capacity, _facts, _related = program(1)
    solution = solve(points, capacity)
    found = recruiting_hints(points, solution)
    ranks = [(-hint.placed, -hint.points, hint.mentor) for hint in found]
    assert ranks == sorted(ranks)
    where = [(h.mentor.skill, h.mentor.site, h.mentor.country, h.mentor.utc_offset) for h in found]
    assert len(found) == len(set(where)) == 10
    monkeypatch.setattr(module, "BATCH", 997)
    assert recruiting_hints(points, solution) == found
    assert recruiting_hints(points, solution, most=2) == found[:2]


def test_a_skill_that_is_missing_at_one_site_is_the_hint():
    mentees = People.of(
        ["a", "b", "c", "d"],
        site=[1, 1, 2, 2],
        country=[1, 1, 2, 2],
        utc_offset=[0, 0, 600, 600],
        level=[3, 4, 3, 3],
        languages=[1, 1, 2, 2],
        goals=[[(7, 0, 3, 1)], [(7, 1, 2, 1)], [(8, 0, 3, 1)], [(8, 0, 3, 1)]],
    )
    mentors = People.of(
        ["x"], site=[2], country=[2], utc_offset=[600], level=[9], languages=[2], offers=[[(8, 5)]]
    )
    points = ProfilePoints(mentees, mentors, Policy.for_format("mentoring"))
    solution = solve(points, [2])
    assert solution.match.tolist() == [-1, -1, 0, 0]
    top = recruiting_hints(points, solution, places=2)[0]
    assert top.mentor == NewMentor(7, 3, 1, 1, 0, 5, 1)
    assert (top.placed, top.allowed, top.mentees) == (2, 2, (0, 1))


def test_people_of_whom_nothing_is_known_still_give_a_hint():
    people = People.of(["a"]), People.of(["b"])
    points = ProfilePoints(*people, Policy.for_format("mentoring"), PairFacts(forbidden=[(0, 0)]))
    (hint,) = recruiting_hints(points, solve(points, [1]))
    assert hint.mentor == NewMentor(-1, 0, -1, -1, -10_000, 0, 0)
    assert (hint.placed, hint.allowed, hint.mentees) == (1, 1, (0,))


def test_what_the_policy_does_not_look_at_is_left_open():
    points, capacity, facts, related = program(1)
    policy = replace(points.policy, rules=frozenset({"no_goal_covered"}), weights={"skills": 9})
    plain = ProfilePoints(points.mentees, points.mentors, policy, facts, related)
    (top, *_rest) = recruiting_hints(plain, solve(plain, capacity))
    open_traits = (top.mentor.site, top.mentor.utc_offset, top.mentor.level, top.mentor.languages)
    assert open_traits == (-1, -10_000, 0, 0)


def test_nothing_is_hinted_when_everybody_is_matched():
    points = ProfilePoints(People.of(["a"]), People.of(["b"]), Policy.for_format("mentoring"))
    assert recruiting_hints(points, solve(points, [1])) == ()
    with pytest.raises(ValueError, match="places must be 1 or more"):
        recruiting_hints(points, solve(points, [1]), places=0)
