import numpy as np
import pytest

from matching.engine import CertificateError
from matching.engine.instance import Arcs
from matching.engine.prices import gains, least_prices

# two mentees, two mentors: 9 and 4 for the first, 8 and 7 for the second
ARCS = Arcs(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([9, 4, 8, 7]))
ONE_EACH = np.array([1, 1])
BONUS = 100


def test_the_least_prices_leave_nobody_a_better_offer():
    match = np.array([0, 1])
    price = least_prices(ARCS, match, ONE_EACH, BONUS)
    assert price.tolist() == [1, 0]
    assert gains(np.array([9, 7]), match, price, BONUS).tolist() == [108, 107]


@pytest.mark.parametrize("match", [[1, 0], [-1, 1], [-1, -1], [0, -1]])
def test_a_matching_that_is_not_optimal_has_no_prices(match):
    with pytest.raises(CertificateError):
        least_prices(ARCS, np.array(match), ONE_EACH, BONUS)


def test_a_mentor_without_a_place_is_never_priced_by_a_better_match():
    price = least_prices(ARCS, np.array([-1, -1]), np.array([0, 0]), BONUS)
    assert price.tolist() == [109, 107]
