import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from profiles import holidays
from profiles.models import AuditEvent, Holiday

URL = "/hr/holidays/"
CHRISTMAS = dt.date(2099, 12, 25)


def days() -> list[tuple[str, str, str]]:
    return list(Holiday.objects.values_list("name", "country", "site"))


def test_lines_and_a_file_are_added_once(cast, sign_in):
    client = sign_in(cast.hana)
    lines = "day,name,country,site\n2099-12-25, Christmas Day, Spain\n\n2099-05-15, San Isidro, Spain, Madrid"
    for _time in range(2):
        file = SimpleUploadedFile("h.csv", b"\xef\xbb\xbf2099-01-01,New Year")
        assert client.post(URL, {"lines": lines, "file": file})["Location"] == URL
    assert days() == [
        ("New Year", "", ""), ("San Isidro", "Spain", "Madrid"), ("Christmas Day", "Spain", ""),
    ]  # fmt: skip
    assert AuditEvent.objects.filter(action="holidays added").count() == 1
    page = client.get(URL).text
    assert "San Isidro" in page
    assert "everybody" in page


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("2099-12-25, A\n25.12.2099, B", "Line 2 must be a day"),
        ("2099-12-25", "Line 1 must be a day"),
        ("2099-12-25, A, B, C, D", "Line 1 must be a day"),
        (f"2099-12-25, {'A' * 81}", "Line 1 must be a day"),
        ("", "Enter at least one holiday"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_saved(cast, sign_in, lines, says):
    page = sign_in(cast.hana).post(URL, {"lines": lines}).text
    assert says in page
    assert not Holiday.objects.exists()


def test_a_day_is_taken_out_once(cast, sign_in):
    holiday = Holiday.objects.create(day=CHRISTMAS, name="Christmas Day")
    client = sign_in(cast.hana)
    assert client.post(f"{URL}{holiday.pk}/remove/")["Location"] == URL
    assert client.post(f"{URL}{holiday.pk}/remove/").status_code == 404
    assert client.post(f"{URL}{2**70}/remove/").status_code == 404
    assert not Holiday.objects.exists()


def test_the_database_keeps_one_of_each(db):
    Holiday.objects.create(day=CHRISTMAS, name="Christmas Day", country="Spain")
    with pytest.raises(IntegrityError, match="profiles_holiday_once"), transaction.atomic():
        Holiday.objects.create(day=CHRISTMAS, name="Navidad", country="SPAIN")


def test_days_off_by_country_and_site(cast):
    cast.ada.country, cast.ada.site = "Spain", "Madrid"
    for n, (country, site) in enumerate(
        [("", ""), ("spain", ""), ("", "MADRID"), ("Spain", "Madrid"), ("France", ""), ("", "Lyon")]
    ):
        Holiday.objects.create(day=dt.date(2099, 1, 1 + n), name="Day", country=country, site=site)
    off = holidays.between(dt.date(2099, 1, 1), dt.date(2099, 1, 31))
    assert sorted(day.day for day in off.of(cast.ada)) == [1, 2, 3, 4]
    assert sorted(day.day for day in off.of(cast.emil)) == [1]


def test_the_list_needs_the_same_queries_for_one_and_three(
    cast, sign_in, django_assert_max_num_queries
):
    client = sign_in(cast.hana)
    Holiday.objects.create(day=CHRISTMAS, name="A")
    client.get(URL)
    with django_assert_max_num_queries(15) as one:
        client.get(URL)
    for n in range(2):
        Holiday.objects.create(day=CHRISTMAS, name="B", country=f"C{n}")
    with django_assert_max_num_queries(15) as three:
        client.get(URL)
    assert len(one) == len(three)
