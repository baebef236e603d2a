import random
import tracemalloc

import numpy as np
import pytest

from matching.engine import People, Policy, ProfilePoints, explain, solve, verify
from matching.engine.closeness import common_words
from matching.engine.cohort import Cohort
from matching.engine.wording import Wording, grams, words

GOALS = (
    "Negotiate a contract renewal with a difficult client on my own.",
    "Write SQL that colleagues can read.",
    "",
)
HELPS = (
    "Twelve years of negotiating with a client, and contract renewals.",
    "Data pipelines in SQL; gardening.",
    "",
    "I lead a support team.",
)
POLICY = Policy.from_document({"format": "buddy", "weights": {"closeness": 20}})


def cohort_of(goals, helps, policy=POLICY):
    mentees = People.of([f"a{k}" for k in range(len(goals))], goal_text=list(goals))
    mentors = People.of([f"b{k}" for k in range(len(helps))], help_text=list(helps))
    return ProfilePoints(mentees, mentors, policy)


def part(points, i, j):
    return next(part for part in explain(points, i, j) if part.factor == "closeness")


def percents(goals, helps):
    return Wording.of(goals, helps).percents(np.arange(len(goals)))


def test_words_are_plain_and_spelled_as_written():
    assert words("Écrire the SQL, in 2027: sql GÄRTEN_x") == {
        "ecrire": "Écrire",
        "sql": "SQL",
        "garten": "GÄRTEN",
    }


def test_runs_of_characters_know_the_bounds_of_a_word():
    assert grams("sql") == {"_sq", "sql", "ql_", "_sql", "sql_", "_sql_"}
    assert grams("ai") == {"_ai", "ai_", "_ai_"}


def test_nearer_words_come_closer_and_nothing_written_is_nothing():
    found = percents(GOALS, HELPS)
    assert found[0, 0] > 40
    assert found[1].argmax() == 1
    assert not found[2].any()
    assert not found[:, 2].any()


def test_the_same_text_is_100_and_no_more():
    texts = [*GOALS[:2], *HELPS[:2], "Ärger mit Kunden"]
    assert percents(texts, texts).diagonal().tolist() == [100] * 5
    assert percents(texts, texts).max() == 100


def test_accents_and_case_make_no_difference():
    assert percents(["RÉSUMÉ REVIEW"], ["resume review"]).tolist() == [[100]]


def test_a_text_of_function_words_says_nothing():
    assert percents(["I would like to be better at it in 2027"], HELPS).tolist() == [[0] * 4]


def test_what_everybody_writes_weighs_nothing():
    helps = [f"leadership topic{k}x" if k < 60 else "else" for k in range(400)]
    assert not percents(["leadership"], helps).any()
    assert percents(["leadership"], helps[20:]).any()


def test_a_mentees_figures_do_not_depend_on_other_mentees():
    assert (percents(GOALS, HELPS)[:1] == percents(GOALS[:1], HELPS)).all()


def test_the_order_of_people_and_of_words_makes_no_difference():
    turned = percents(GOALS[::-1], HELPS[::-1])[::-1, ::-1]
    assert (percents(GOALS, HELPS) == turned).all()
    shuffled = [" ".join(text.split()[::-1]) for text in HELPS]
    assert (percents(GOALS, HELPS) == percents(GOALS, shuffled)).all()


def test_points_are_the_weight_times_the_percent_rounded_down():
    points, percent = cohort_of(GOALS, HELPS), percents(GOALS, HELPS)
    for i in range(len(GOALS)):
        for j in range(len(HELPS)):
            found = part(points, i, j)
            assert (found.points, found.maximum) == (20 * percent[i, j] // 100, 20)
            assert found.evidence["percent"] == percent[i, j]
            assert sum(each.points for each in explain(points, i, j)) == points.score(i, j)


def test_the_matching_words_are_the_evidence():
    points = cohort_of(GOALS, HELPS)
    assert part(points, 0, 0).evidence["words"] == [
        ("contract", "contract"),
        ("Negotiate", "negotiating"),
        ("client", "client"),
        ("renewal", "renewals"),
    ]
    assert part(points, 1, 1).evidence["words"] == [("SQL", "SQL")]
    assert part(points, 1, 3).evidence["words"] == []


def test_five_words_at_most_and_each_once():
    text = "alpha bravo charlie delta echoes foxtrot golfing golfers"
    found = common_words(Wording.of([text], [text]), text, text)
    assert len(found) == 5
    assert all(one == two for one, two in found)


def test_near_words_match_and_chance_likeness_does_not():
    wording = Wording.of(["communicating community"], ["communities"])
    assert common_words(wording, "communicating", "communities") == []
    assert common_words(wording, "community", "communities") == [("community", "communities")]


def test_missing_says_which_side_wrote_nothing():
    points = cohort_of(GOALS, HELPS)
    assert part(points, 0, 0).missing == {}
    assert part(points, 2, 0).missing == {"mentee": True}
    assert part(points, 0, 2).missing == {"mentor": True}
    assert part(points, 2, 2).missing == {"mentee": True, "mentor": True}


@pytest.mark.parametrize("name", ["mentoring", "reverse", "buddy"])
def test_it_is_off_in_every_preset_and_then_nothing_is_computed(name, monkeypatch):
    policy = Policy.for_format(name)
    assert policy.weights["closeness"] == 0
    monkeypatch.setattr(Cohort, "wording", property(lambda self: pytest.fail("computed")))
    points = cohort_of(GOALS, HELPS, policy)
    points.block(np.arange(3))
    assert "closeness" not in {each.factor for each in explain(points, 0, 0)}


def test_a_run_with_it_is_proven():
    points = cohort_of(GOALS, HELPS)
    solution = solve(points, [1, 1, 1, 1])
    assert solution.match[:2].tolist() == [0, 1]
    verify(points, [1, 1, 1, 1], solution)


def test_a_table_too_large_to_keep_gives_the_same(monkeypatch):
    kept = percents(GOALS, HELPS)
    monkeypatch.setattr("matching.engine.wording.TABLE_CELLS", 0)
    monkeypatch.setattr("matching.engine.wording.CHUNK_CELLS", 5)
    wording = Wording.of(GOALS, HELPS)
    rows = [wording.percents(np.array([i])) for i in range(len(GOALS))]
    assert (np.concatenate(rows) == kept).all()
    assert (wording.percents(np.array([1, 1, 0])) == kept[[1, 1, 0]]).all()


@pytest.mark.parametrize(("goals", "helps"), [((), HELPS), (GOALS, ()), (("",), ("",))])
def test_nobody_and_nothing_are_fine(goals, helps):
    assert percents(goals, helps).shape == (len(goals), len(helps))
    assert not percents(goals, helps).any()


def test_text_for_everyone_or_for_nobody():
    with pytest.raises(ValueError, match="goal_text must be 2 texts"):
        People.of(["a", "b"], goal_text=["one"])


def test_the_matrix_is_never_held():
    chance = random.Random(3)
    vocabulary = ["".join(chance.choices("abdeiklmnorstu", k=7)) for _ in range(800)]
    texts = [" ".join(chance.choices(vocabulary, k=12)) for _ in range(3000)]
    wording = Wording.of(texts, texts)
    tracemalloc.start()
    for at in range(0, 3000, 60):
        wording.percents(np.arange(at, at + 60))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3000 * 3000 * 8
