from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from matching import engine
from matching.lab import evenness, figures, page
from matching.lab.starts import STARTS
from matching.models import LabPolicy
from tests.matching.lab.world import compare, make_lab_world

LIVE = engine.Policy.for_format("mentoring")


def grouped(*names):
    """A problem of mentees in these departments, all matched with 50 of 100 points."""
    rows = [SimpleNamespace(department=name, site="") for name in names]
    problem = SimpleNamespace(mentee_rows=rows, points=SimpleNamespace(maximum=100))
    match, scores = np.zeros(len(names), np.int64), np.full(len(names), 50)
    return figures.groups(problem, match, scores, "department")


def names_of(found):
    return [one["name"] for one in found]


def test_groups_of_five_are_shown():
    found = grouped(*["Sales"] * 5, *["Legal"] * 6)
    assert found == [
        {"name": "Legal", "people": 6, "matched": 6, "fit": 50.0},
        {"name": "Sales", "people": 5, "matched": 5, "fit": 50.0},
    ]


def test_one_hidden_group_hides_the_next_smallest_too():
    assert names_of(grouped(*["Sales"] * 8, *["Legal"] * 6, *["IT"] * 4)) == ["Sales"]


def test_two_hidden_groups_hide_each_other():
    found = grouped(*["Sales"] * 8, *["Legal"] * 6, *["IT"] * 4, *["HR"] * 2)
    assert names_of(found) == ["Legal", "Sales"]


def test_a_fit_of_fewer_than_five_is_not_said():
    rows = [SimpleNamespace(department="Sales", site="")] * 6
    problem = SimpleNamespace(mentee_rows=rows, points=SimpleNamespace(maximum=100))
    match = np.array([0, 1, 2, 3, -1, -1])
    (found,) = figures.groups(problem, match, np.full(6, 50), "department")
    assert (found["matched"], found["fit"]) == (4, None)


def column(name, place, groups, **result):
    result = {"groups": {"department": groups, "site": []}, **result}
    return LabPolicy(name=name, place=place, result=result)


def group(name, fit, matched=10):
    return {"name": name, "people": 10, "matched": matched, "fit": fit}


def test_fairness_says_who_gains_and_who_loses():
    live = column("Live", 0, [group("Legal", 70.0), group("Sales", 60.0, 8)])
    tried = column("Mine", 1, [group("Legal", 66.5), group("Sales", 64.0, 9)])
    (table,) = evenness.tables([live, tried])
    assert table.sentences == ["Mine: Sales gains most, 4 points; Legal loses most, 4."]
    legal, sales = (line.cells[1] for line in table.lines)
    assert (legal.fit_delta, legal.matched_delta) == ("−3.5", "")
    assert (sales.fit_delta, sales.matched_delta) == ("+4.0", "+10")


def test_small_changes_need_no_sentence_each():
    live, tried = (column(name, n, [group("Legal", 70.0)]) for n, name in enumerate(("a", "b")))
    (table,) = evenness.tables([live, tried])
    assert table.sentences == ["No group changes by two points of fit or more under any policy."]


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (LIVE, "The same as the live policy."),
        (replace(LIVE, weights={**LIVE.weights, "wishes": 30}), "Wishes 30 instead of 15."),
        (replace(LIVE, fairness="balanced"), "Fairness: Balanced."),
        (replace(LIVE, rules=LIVE.rules | {"same_department"}), "With “Different departments”."),
        (replace(LIVE, hours_full=9), "Other numbers of the rules."),
        (
            replace(LIVE, weights=dict.fromkeys(LIVE.weights, 9)),
            (
                "Skills 9 instead of 35, First goal first 9 instead of 8, Wishes 9 instead of 15,"
                " Shared hours 9 instead of 10, and 10 more differences."
            ),
        ),
    ],
)
def test_a_column_says_how_it_differs(policy, words):
    assert page.differences(policy, LIVE) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([1, 2, 0], [1, 2, 0], "Everybody has the same mentor as now."),
        ([1, 2, 0], [2, 1, 0], "Nobody loses a match; 2 people would get another mentor."),
        ([1, 2, 0], [1, 0, 3], "1 person loses a match; 1 more person is matched."),
    ],
)
def test_people_come_before_points(before, after, words):
    assert page.headline(LabPolicy(matched=after), LabPolicy(matched=before)) == words


def test_every_start_differs_from_the_live_policy():
    for start in STARTS.values():
        assert start.tilt(LIVE) != LIVE
        assert engine.Policy.from_document(start.tilt(LIVE).to_document()) == start.tilt(LIVE)


@pytest.mark.django_db
def test_the_live_column_is_the_run_itself():
    """Measured with its own weights, the live result has the figures of its receipt."""
    world = make_lab_world()
    run = world.run()
    live = compare(world).policies.get(place=0)
    assert live.result["points"] == run.receipt["certificate"]["points"]
    assert live.result["worst"] == run.receipt["fit"]["worst"] * 100 // live.maximum
    proposed = dict(run.proposals.values_list("mentee_id", "score"))
    assert {m: s for m, s in zip(live.mentees, live.scores, strict=True) if s} == proposed
