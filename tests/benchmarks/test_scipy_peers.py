import pytest

from benchmarks import scipy_peers
from benchmarks.company import made
from matching.engine import solve


@pytest.mark.parametrize("rules", ["all", "fewer"])
@pytest.mark.parametrize(("n", "m"), [(60, 40), (90, 20), (5, 30)])
def test_scipy_and_the_engine_solve_the_same_problem(n, m, rules):
    company = made(n, m)
    company = company if rules == "all" else company.without_rule("no_goal_covered")
    solution = solve(company.points(), company.capacity)
    worth = scipy_peers.big(company)
    dense = scipy_peers.solve_dense(scipy_peers.dense(company), worth)
    sparse = scipy_peers.solve_sparse(scipy_peers.sparse(company), company.policy.maximum)
    assert dense == sparse == (solution.matched, solution.total)
