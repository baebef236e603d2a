"""The three sentences: a form, a version for each change, kept when something is missing."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from insights.models import ReportWords
from insights.report import words
from insights.report.words import Sentences
from profiles.models import AuditEvent
from tests.insights.report import world

pytestmark = pytest.mark.django_db
GOOD = {"went_well": "Pairs met.", "did_not": "Finance was late.", "we_ask": "Say so."}


def url(cast, period="2027-05"):
    return reverse("write-report", args=[cast.program.pk, period])


def said(row):
    return (row.version, row.went_well, row.did_not, row.we_ask)


def test_a_coordinator_writes_and_comes_to_the_report(cast, sign_in):
    world.running_in_may(cast.program)
    answer = sign_in(cast.cora).post(url(cast), GOOD)
    assert answer["Location"] == reverse("report", args=[cast.program.pk, "2027-05"])
    row = ReportWords.objects.get()
    assert said(row) == (1, "Pairs met.", "Finance was late.", "Say so.")
    assert (row.starts_on, row.months) == (dt.date(2027, 5, 1), 1)
    assert row.written_by == cast.cora.user
    event = AuditEvent.objects.get(action="report.written")
    assert event.data == {"period": "2027-05", "version": 1}


def test_a_change_is_a_new_version_and_the_same_words_are_none(cast, sign_in):
    client = sign_in(cast.cora)
    client.post(url(cast), GOOD)
    client.post(url(cast), GOOD)
    client.post(url(cast), GOOD | {"we_ask": "  Say  so,\nplease yourself. "})
    rows = ReportWords.objects.order_by("version")
    assert [said(row)[0] for row in rows] == [1, 2]
    assert rows[1].we_ask == "Say so, please yourself."
    assert words.newest(cast.program, world.MAY) == rows[1]


def test_versions_are_of_one_period(cast, sign_in):
    client = sign_in(cast.hana)
    for period in ("2027-05", "2027-06", "2027-q2"):
        client.post(url(cast, period), GOOD)
    assert {row.version for row in ReportWords.objects.all()} == {1}
    assert {row.period.slug for row in ReportWords.objects.newest()} == {
        "2027-05",
        "2027-06",
        "2027-q2",
    }


def test_what_is_missing_is_said_and_the_rest_is_kept(cast, sign_in):
    page = sign_in(cast.cora).post(url(cast), GOOD | {"did_not": " "}).text
    assert "Enter what did not go well" in page
    assert "Pairs met." in page
    assert "Say so." in page
    assert not ReportWords.objects.exists()


def test_too_long_is_said(cast, sign_in):
    page = sign_in(cast.cora).post(url(cast), GOOD | {"we_ask": "x" * 281}).text
    assert "What you ask for: use 280 characters or fewer" in page


def test_what_was_written_stands_in_the_form(cast, sign_in):
    world.write(cast.program, cast.cora)
    page = sign_in(cast.hana).get(url(cast)).text
    assert world.SAID.went_well in page
    assert "You change version 1 of 1 June 2027" in page


def test_a_draft_and_a_period_that_is_none_are_not_there(cast, sign_in):
    client = sign_in(cast.cora)
    assert client.get(url(cast, "2027-13")).status_code == 404
    type(cast.program).objects.filter(pk=cast.program.pk).update(state="draft")
    assert client.get(url(cast)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"we_ask": ""},
        {"version": 0},
        {"months": 2},
        {"starts_on": dt.date(2027, 5, 2)},
    ],
)
def test_the_database_refuses_what_is_no_report(cast, wrong):
    row = world.write(cast.program, cast.cora)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportWords.objects.filter(pk=row.pk).update(**wrong)


def test_sentences_are_compared_as_a_whole(cast):
    world.write(cast.program, cast.cora)
    assert world.write(cast.program, cast.hana) is None
    other = Sentences(world.SAID.we_ask, world.SAID.did_not, world.SAID.went_well)
    assert world.write(cast.program, cast.hana, said=other).version == 2
