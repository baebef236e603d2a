import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charts import Scale, compact, ticks

SIZES = st.floats(-1e15, 1e15).filter(lambda size: size == 0 or abs(size) > 1e-9)


def test_a_value_stands_where_its_share_is():
    scale = Scale(0, 100, 20, 220)
    assert [scale.at(value) for value in (0, 25, 100)] == [20, 70, 220]


def test_a_value_outside_stays_at_the_border():
    assert [Scale(0, 10, 0, 100).at(value) for value in (-5, 99)] == [0, 100]


def test_a_scale_of_one_value_puts_it_at_the_start():
    assert Scale(7, 7, 10, 90).at(7) == 10


def test_a_scale_may_run_upwards():
    assert Scale(0, 10, 160, 20).at(10) == 20


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, [0, 50, 100]),
        (0, 7, [0, 2, 4, 6, 8]),
        (81, 98, [80, 85, 90, 95, 100]),
        (-4.2, 11, [-5, 0, 5, 10, 15]),
        (0, 0.3, [0, 0.1, 0.2, 0.3]),
        (5, 5, [2, 4, 6, 8]),
        (0, 0, [0, 0.5, 1]),
    ],
)
def test_ticks_are_round(low, high, expected):
    assert ticks(low, high) == expected


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a loaded machine
@given(SIZES, SIZES)
def test_ticks_hold_every_value_between_them(low, high):
    low, high = min(low, high), max(low, high)
    found = ticks(low, high)
    assert 2 <= len(found) <= 8
    assert found == sorted(set(found))
    room = 1e-6 * max(1e-9, abs(low), abs(high))
    assert found[0] <= low + room
    assert found[-1] >= high - room


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="finite"):
        ticks(0, value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.5, "0.5"),
        (1200, "1,200"),
        (25_000, "25k"),
        (3_400_000, "3.4M"),
        (2e18, "2,000,000T"),
        (-25_000, "-25k"),
    ],
)
def test_numbers_on_an_axis_are_short(value, text):
    assert compact(value) == text
