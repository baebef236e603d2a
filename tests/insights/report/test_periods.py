import datetime as dt

import pytest

from insights.report import naming
from insights.report.periods import MONTH, QUARTER, Period, parsed

MAY = Period(dt.date(2027, 5, 1), MONTH)
SPRING = Period(dt.date(2027, 4, 1), QUARTER)


def test_a_day_falls_into_its_month_and_its_quarter():
    assert Period.of(dt.date(2027, 5, 31), months=1) == MAY
    assert Period.of(dt.date(2027, 6, 30), months=3) == SPRING
    assert Period.of(dt.date(2027, 12, 31), months=3) == Period(dt.date(2027, 10, 1), 3)


def test_periods_follow_each_other_over_the_year():
    december = Period(dt.date(2027, 12, 1), MONTH)
    assert december.next == Period(dt.date(2028, 1, 1), MONTH)
    assert december.next.previous == december
    assert Period(dt.date(2027, 10, 1), QUARTER).next.slug == "2028-q1"
    assert SPRING.previous.slug == "2027-q1"


@pytest.mark.parametrize(
    ("period", "ends", "slug", "label"),
    [
        (MAY, dt.date(2027, 5, 31), "2027-05", "May 2027"),
        (Period(dt.date(2028, 2, 1), 1), dt.date(2028, 2, 29), "2028-02", "February 2028"),
        (SPRING, dt.date(2027, 6, 30), "2027-q2", "April to June 2027"),
    ],
)
def test_a_period_has_an_end_an_address_and_a_name(period, ends, slug, label):
    assert period.ends_on == ends
    assert period.slug == slug
    assert parsed(slug) == period
    assert naming.label(period) == label


def test_its_last_week_ends_within_it():
    # 31 May 2027 is a Monday: the week before it is the last whole one.
    assert MAY.last_week == dt.date(2027, 5, 24)
    # 28 February 2027 is a Sunday.
    assert Period(dt.date(2027, 2, 1), 1).last_week == dt.date(2027, 2, 22)


@pytest.mark.parametrize(
    "slug",
    ["", "2027", "2027-00", "2027-13", "2027-q0", "2027-q5", "1999-05", "2027-5", "2027-05x"],
)
def test_what_names_no_period_is_none(slug):
    assert parsed(slug) is None
