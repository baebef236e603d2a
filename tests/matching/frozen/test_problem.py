"""Freezing and thawing: nothing the engine sees is lost, nothing that names anybody is kept."""

from dataclasses import fields, replace

import numpy as np
import pytest

from matching.engine import PairFacts, People, Policy, Pseudonym, order, solve
from matching.frozen import archive
from matching.frozen.people import KINDS
from matching.frozen.problem import freeze, thaw
from tests.matching.frozen.given import given

SALT = b"0123456789abcdef"


def plain(value):
    """A column as plain numbers."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.tolist()
    return value.start.tolist(), value.values.tolist()


def pseudonym(name):
    return order.key(name, SALT).hex() if name else ""


def test_every_column_of_people_is_frozen():
    assert tuple(KINDS) == tuple(field.name for field in fields(People))


@pytest.mark.parametrize("side", ["mentees", "mentors"])
def test_every_column_comes_back(side):
    before = given()
    after = thaw(freeze(before, SALT))
    for name, kind in KINDS.items():
        was, now = getattr(getattr(before, side), name), getattr(getattr(after, side), name)
        if kind in {"numbers", "lists"}:
            assert plain(now) == plain(was), name
        if kind == "text":
            assert set(now) == {""}, name


def test_ids_become_salted_hashes_and_managers_who_take_no_part_become_numbers():
    before = given(n=3, m=2)
    people = replace(
        before.mentees,
        manager=(before.mentors.id[0], "boss", ""),
        manager2=("boss", "", "chief"),
        chain=((before.mentors.id[0], "boss"), (), ("chief",)),
    )
    after = thaw(freeze(replace(before, mentees=people), SALT)).mentees
    first = pseudonym(before.mentors.id[0])
    assert after.id == tuple(map(pseudonym, before.mentees.id))
    assert all(isinstance(name, Pseudonym) for name in after.id)
    assert after.manager[0] == first
    assert after.manager[1] == after.manager2[0] == after.chain[0][1] != ""
    assert after.manager[1].startswith("outside ")
    assert (after.manager[2], after.manager2[1], after.chain[1]) == ("", "", ())
    assert after.manager2[2] == after.chain[2][0] != after.manager[1]


def test_no_line_upward_stays_no_line_upward():
    before = given()
    people = replace(before.mentees, chain=())
    assert thaw(freeze(replace(before, mentees=people), SALT)).mentees.chain == ()


def test_every_fact_about_pairs_relation_and_place_comes_back():
    before = given()
    after = thaw(freeze(before, SALT))
    shape = len(before.mentees), len(before.mentors)
    for field in fields(PairFacts):
        was, now = before.facts.rows(field.name, shape), after.facts.rows(field.name, shape)
        assert now.tolist() == was.tolist(), field.name
        assert len(was), field.name
    assert after.related.tolist() == [list(row) for row in before.related]
    assert after.capacity.tolist() == before.capacity.tolist()


def test_every_entry_of_the_policy_comes_back():
    document = given().policy.to_document() | {
        "rules": ["self", "training_missing"], "weights": {"department": -7, "skills": 3},
        "level_gap": [-2, 4], "level_ideal": 1, "max_time_zone_gap": 90, "hours_full": 9,
        "any_depth": True, "allow_mutual": True, "fairness": "balanced", "floors": [7, 19],
    }  # fmt: skip
    usual = Policy.for_format("mentoring")
    before = replace(given(), policy=Policy.from_document(document))
    changed = [
        x.name for x in fields(Policy) if getattr(before.policy, x.name) != getattr(usual, x.name)
    ]
    assert set(changed) >= {field.name for field in fields(Policy)} - {"format"}
    assert thaw(freeze(before, SALT)).policy == before.policy


@pytest.mark.parametrize("seed", range(12))
def test_the_thawed_problem_scores_and_solves_the_same(seed):
    before = given(
        seed,
        any_depth=seed % 2 == 0,
        allow_mutual=seed % 3 == 0,
        weights={"closeness": 30 * (seed % 4)},
    )
    after = thaw(freeze(before, SALT))
    rows = np.arange(len(before.mentees))
    assert (before.points.block(rows) == after.points.block(rows)).all()
    one = solve(before.points, before.capacity, salt=SALT)
    other = solve(after.points, after.capacity, salt=SALT)
    assert one.match.tolist() == other.match.tolist()
    assert one.mutual == other.mutual
    assert one.mentor_price.tolist() == other.mentor_price.tolist()


def test_words_are_counted_where_the_policy_compares_them_and_never_kept():
    without, with_them = given(), given(weights={"closeness": 30})
    assert thaw(freeze(without, SALT)).wording is None
    _, parts = archive.unpack(freeze(with_them, SALT), 1)
    assert {name for name in parts if "words" in name} == {
        "words.weight", "words.mentees.count", "words.mentees.0", "words.spelling.count",
        "words.spelling.0", "words.postings.count", "words.postings.0", "words.postings.1",
        "words.length.mentees", "words.length.mentors",
    }  # fmt: skip
    assert not any("text" in name for name in parts)
    rows, usual = np.arange(12), with_them.points.block(np.arange(12))
    assert (thaw(freeze(with_them, SALT)).points.block(rows) == usual).all()
    assert (without.points.block(rows) != usual).any()


@pytest.mark.parametrize("seed", range(6))
def test_without_somebody_the_others_score_the_same(seed):
    before = thaw(freeze(given(seed, any_depth=True, weights={"closeness": 30}), SALT))
    i, j = seed, seed + 2
    gone = before.mentees.id[i], before.mentors.id[j]
    after = before.without(gone[0], Pseudonym("aa"), np.full(12, -1))
    after = after.without(gone[1], Pseudonym("bb"), np.full(12, -1))
    rows = [k for k in range(12) if before.mentees.id[k] not in gone]
    columns = [k for k in range(9) if before.mentors.id[k] not in gone]
    was, now = (side.points.block(np.array(rows))[:, columns] for side in (before, after))
    assert (now == was).all()
    wording = after.wording
    assert len(wording.mentees.row(i)) == wording.lengths[0][i] == wording.lengths[1][j] == 0
    assert j not in wording.postings.values[:, 0]


@pytest.mark.parametrize("closeness", [0, 30])
def test_freezing_again_changes_nothing(closeness):
    data = freeze(given(weights={"closeness": closeness}), SALT)
    assert thaw(freeze(thaw(data), SALT)) is not None
    assert freeze(thaw(data), SALT) == data


def test_nobody_is_nothing_to_worry_about():
    empty = replace(
        given(), mentees=People.of([]), mentors=People.of([]), facts=PairFacts(), related=[],
        capacity=np.zeros(0, np.int64),
    )  # fmt: skip
    after = thaw(freeze(empty, SALT))
    assert (len(after.mentees), len(after.mentors), after.capacity.tolist()) == (0, 0, [])


def test_bytes_that_lack_a_column_are_unreadable():
    head, parts = archive.unpack(freeze(given(), SALT), 1)
    del parts["mentees.level"]
    with pytest.raises(archive.UnreadableError, match=r"mentees\.level"):
        thaw(archive.pack(1, head, parts))


def realistic(n, m, seed=3):
    """People as a large company has them: 400 skills, 24 weekly hours known of 168, 30 sites."""
    chance = np.random.default_rng(seed)

    def several(k, low, high, columns):
        counts = chance.integers(low, high + 1, k)
        return [
            np.column_stack([chance.integers(a, b, c) for a, b in columns]).tolist() for c in counts
        ]

    def side(ids):
        k = len(ids)
        return People.of(
            ids,
            department=chance.integers(0, 15, k), site=chance.integers(0, 30, k),
            country=chance.integers(0, 12, k), utc_offset=chance.choice([0, 60, 330, -300], k),
            level=chance.integers(1, 11, k), manager=[str(x) for x in chance.integers(0, 9000, k)],
            manager2=[str(x) for x in chance.integers(0, 900, k)],
            languages=chance.integers(1, 64, k).astype(np.uint64),
            hours=chance.random((k, 168)) < 0.1,
            goals=several(k, 1, 4, ((1, 400), (0, 3), (3, 6), (1, 4))),
            offers=several(k, 3, 8, ((1, 400), (1, 6))),
            interests=[row.tolist() for row in chance.integers(0, 60, (k, 3))],
            background=[row.tolist() for row in chance.integers(0, 15, (k, 1))],
        )  # fmt: skip

    names = [str(100_000 + k) for k in range(n + m)]
    wishes = np.column_stack([chance.integers(0, k, n) for k in (n, m)] + [np.ones(n, np.int64)])
    facts = PairFacts(mentee_wishes=wishes)
    policy = Policy.for_format("mentoring")
    return policy, side(names[:n]), side(names[n:]), facts, [], chance.integers(1, 4, m)


def test_inputs_of_75000_people_stay_a_few_megabytes():
    policy, mentees, mentors, facts, related, capacity = realistic(1333, 667)
    frozen = replace(
        given(), policy=policy, mentees=mentees, mentors=mentors, facts=facts, related=related,
        capacity=capacity,
    )  # fmt: skip
    assert len(freeze(frozen, SALT)) * 75_000 / 2_000 < 6_000_000
