"""What a run says in words, from receipts of every age."""

import copy

import pytest

from matching import run_summary
from matching.models import Run

RECEIPT = {
    "people": {"mentees": 1_562, "mentors": 200, "places": 1_500, "locks": 0},
    "certificate": {
        "matched": 1_498,
        "points": 107_856,
        "maximum": 100,
        "possible": 312_400,
        "fairness": "floors",
        "floors": [30, 45],
        "mutual": 0,
        "verified": True,
    },
    "fit": {
        "worst": 31,
        "fifth_percentile": 51,
        "average": 72.0,
        "gini": 0.1,
        "below": [[30, 0], [45, 4]],
        "cost_matched": 0,
        "cost_points": 38,
    },
    "seconds": {"load": 3.0, "solve": 0.31, "verify": 0.05},
}


def summary(receipt, state=Run.State.DONE):
    return run_summary.of(Run(state=state, receipt=receipt))


def changed(**parts):
    receipt = copy.deepcopy(RECEIPT)
    for path, value in parts.items():
        *above, last = path.split("__")
        place = receipt
        for key in above:
            place = place[key]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return receipt


def fact(receipt, label) -> str | None:
    return dict(summary(receipt).facts).get(label)


def test_the_figures_and_the_proof_in_words():
    found = summary(RECEIPT)
    assert [tuple(figure) for figure in found.figures] == [
        ("Matched", "1,498", "", "of 1,562 mentees"),
        ("Waiting for a mentor", "64", "", ""),
        ("Average fit", "72", "of 100", ""),
        ("Weakest fit", "31", "of 100", ""),
    ]
    assert found.proof == "Proven optimal over 312,400 possible pairs in 0.4 s."
    assert found.fits == "Average fit 72 of 100, the weakest 31."
    assert found.meaning.startswith("No other result matches more people")
    assert dict(found.facts) == {
        "Fairness": "Two floors at a fit of 30 and 45. A pair that reaches a floor is worth more"
        " than all points of one other pair.",
        "What fairness cost": "38 points of 107,894 (0.04%), compared with “Most points in all”.",
        "Most pairs": "At least 19 of 20 have a fit of 51 or more (the fifth percentile).",
        "Weak pairs": "None below a fit of 30, 4 below a fit of 45.",
    }


@pytest.mark.parametrize("state", [state for state in Run.State if state != "done"])
def test_a_run_without_a_result_says_nothing(state):
    assert summary(RECEIPT, state) is None
    assert run_summary.of(None) is None


def test_a_receipt_of_the_first_version_says_what_it_knows():
    old = {
        "people": RECEIPT["people"],
        "certificate": {"matched": 2, "points": 145, "maximum": 100, "bonus": 9, "verified": True},
        "seconds": {"load": 0.1, "solve": 0.01, "verify": 0.01},
    }
    found = summary(old)
    assert found.proof == "Proven optimal over 312,400 possible pairs in less than 0.1 s."
    assert [figure.label for figure in found.figures] == [
        "Matched", "Waiting for a mentor", "Average fit",
    ]  # fmt: skip
    assert found.fits == "Average fit 72 of 100."
    assert found.meaning == "No other result matches more people, or as many with a better fit."
    assert found.facts == []


@pytest.mark.parametrize("part", list(RECEIPT))
def test_any_part_may_be_missing_or_something_else(part):
    for value in (None, [], {}, "x", 7, True):
        summary(changed(**{part: value}))
    for key in RECEIPT[part]:
        for value in (None, [], {}, "x", True, [["x", None], 3, [1], [1, 2, 3]]):
            summary(changed(**{f"{part}__{key}": value}))


@pytest.mark.parametrize("receipt", [{}, [], "", None, {"certificate": None}])
def test_no_receipt_is_no_figures(receipt):
    found = summary(receipt)
    assert (found.figures, found.proof, found.meaning, found.facts) == ([], "", "", [])


def test_nothing_is_called_proven_that_is_not():
    assert summary(changed(certificate__verified=False)).proof == ""
    assert summary(changed(certificate__verified=None)).meaning == ""


@pytest.mark.parametrize(
    ("people", "proof"),
    [
        ({"mentees": 0}, "No mentee was waiting, so there was nothing to match."),
        ({"mentors": 0}, "No mentor had a free place, so nobody could be matched."),
        ({"places": 0}, "No mentor had a free place, so nobody could be matched."),
    ],
)
def test_nobody_to_match_is_no_proof(people, proof):
    receipt = changed(
        people=RECEIPT["people"] | people,
        certificate=RECEIPT["certificate"] | {"matched": 0, "possible": 0, "points": 0},
        fit={"worst": None, "fifth_percentile": None, "average": None, "below": [[30, 0]]},
    )
    found = summary(receipt)
    assert (found.proof, found.meaning, found.fits) == (proof, "", "")
    assert [label for label, _text in found.facts] == ["Fairness"]


def test_no_allowed_pair_is_proven():
    receipt = changed(certificate__matched=0, certificate__points=0, certificate__possible=1)
    receipt["fit"] = {"worst": None, "average": None, "below": [[30, 0]], "cost_points": 0}
    found = summary(receipt)
    assert found.proof == "Proven optimal over 1 possible pair in 0.4 s."
    assert found.meaning == "The rules allow no pair."
    assert found.figures[0] == ("Matched", "0", "", "of 1,562 mentees")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0004, "less than 0.1 s"),
        (0.1, "0.1 s"),
        (9.96, "10.0 s"),
        (12.4, "12 s"),
        (59.9, "60 s"),
        (200, "3 min"),
    ],
)
def test_the_time_is_rounded_as_people_say_it(seconds, words):
    proof = summary(changed(seconds={"solve": seconds, "verify": 0})).proof
    assert proof == f"Proven optimal over 312,400 possible pairs in {words}."


def test_without_the_time_the_proof_stays():
    proof = summary(changed(seconds__verify=None)).proof
    assert proof == "Proven optimal over 312,400 possible pairs."


@pytest.mark.parametrize(
    ("cost", "points", "words"),
    [
        (0, 100, "Nothing: “Most points in all” would give no more points."),
        (1, 99, "1 point of 100 (1.0%), compared with “Most points in all”."),
        (
            1,
            10**9,
            "1 point of 1,000,000,001 (less than 0.01%), compared with “Most points in all”.",
        ),
    ],
)
def test_what_fairness_cost(cost, points, words):
    receipt = changed(fit__cost_points=cost, certificate__points=points)
    assert fact(receipt, "What fairness cost") == words
    assert fact(changed(fit__cost_points=None), "What fairness cost") is None
    assert fact(changed(certificate__fairness="total"), "What fairness cost") is None


@pytest.mark.parametrize("mode", ["total", "balanced", "leximin"])
def test_every_fairness_has_words(mode):
    receipt = changed(certificate__fairness=mode, certificate__floors=[])
    assert "floors" not in fact(receipt, "Fairness")
    assert summary(receipt).meaning != summary(RECEIPT).meaning


def test_what_stood_outside_the_proof_is_said():
    receipt = changed(people__locks=2, people__kept=1, certificate__mutual=1)
    assert fact(receipt, "Held as they were") == (
        "2 locked or approved pairs; the proof is about the others."
    )
    assert fact(receipt, "Kept where possible").startswith("1 pair of the run before counted")
    assert fact(receipt, "One way only").startswith("1 pair was left out")
