import numpy as np

from benchmarks.company import made


def test_the_same_seed_makes_the_same_company():
    one, two, other = made(40, 30), made(40, 30), made(40, 30, seed=2)
    rows = np.arange(40)
    assert np.array_equal(one.points().block(rows), two.points().block(rows))
    assert not np.array_equal(one.points().block(rows), other.points().block(rows))


def test_people_have_as_many_different_skills_hours_and_wishes_as_said():
    company = made(200, 100)
    goals = [company.mentees.goals.row(i)[:, 0].tolist() for i in range(200)]
    offers = [company.mentors.offers.row(j)[:, 0].tolist() for j in range(100)]
    assert all(len(set(each)) == len(each) for each in goals + offers)
    assert {len(each) for each in goals} == {1, 2, 3, 4}
    assert {len(each) for each in offers} <= set(range(3, 9))
    assert company.mentors.hours.sum(axis=1).min() >= 4
    assert company.mentors.hours.sum(axis=1).max() <= 12
    wishes = company.facts.rows("mentee_wishes", (200, 100))
    assert len({(i, j) for i, j, _ in wishes.tolist()}) == len(wishes)
    assert set(wishes[:, 2].tolist()) == {1, 2, 3, 4, 5}
