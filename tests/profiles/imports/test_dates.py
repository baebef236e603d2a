import datetime as dt

import pytest

from profiles.imports.dates import guess_day_first, parse

DAY = dt.date(2026, 5, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-31", "2026/05/31", "2026-05-31T00:00:00", "2026-05-31 00:00:00", "20260531",
        "31.05.2026", "31.5.26", "31/05/2026", "31-05-2026", "31-May-2026", "31 May 2026",
        "May 31, 2026", "46173",
    ],
)  # fmt: skip
def test_dates_as_systems_write_them(text):
    assert parse(text) == DAY


def test_month_first_is_read_when_said_but_dots_are_always_day_first():
    assert parse("05/04/2026", day_first=False) == dt.date(2026, 5, 4)
    assert parse("05/04/2026") == dt.date(2026, 4, 5)
    assert parse("05.04.2026", day_first=False) == dt.date(2026, 4, 5)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-02-30", "31/31/2026", "99999999", "0001-01-01", "٣١/٠٥/٢٠٢٦", "1" * 99],
)
def test_what_is_no_date_is_none(text):
    assert parse(text) is None


def test_the_order_is_guessed_from_a_day_over_twelve():
    assert guess_day_first(["04/05/2026", "31/05/2026"]) is True
    assert guess_day_first(["04/05/2026", "05/31/2026"]) is False
    assert guess_day_first(["04/05/2026", "2026-05-31", "soon"]) is True
