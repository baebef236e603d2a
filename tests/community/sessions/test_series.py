"""Once a month: the same weekday of the month on the host's clock."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from community import series
from community.models import Session
from tests.community.sessions.world import a_proposal, a_session, held

pytestmark = pytest.mark.django_db


def at(text) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("first", "found"),
    [
        # The second Tuesday; in April Madrid's clock is an hour ahead of March's.
        ("2027-03-09T11:00", ["2027-04-13T10:00", "2027-05-11T10:00", "2027-06-08T10:00"]),
        # The fifth Monday, or the last where there is no fifth.
        ("2027-03-29T10:00", ["2027-04-26T10:00", "2027-05-31T10:00", "2027-06-28T10:00"]),
        ("2027-11-12T11:00", ["2027-12-10T11:00", "2028-01-14T11:00", "2028-02-11T11:00"]),
    ],
)
def test_the_same_weekday_of_the_month_at_the_same_time(cast, first, found):
    starts_at = at(first)
    session = Session(
        host=cast.ada, starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=45)
    )
    assert [f"{day:%Y-%m-%dT%H:%M}" for day in series.dates(session, 3)] == found


def test_the_next_ones_are_published_with_pages_of_their_own(cast, sign_in):
    session = a_session(cast.ada, capacity=12)
    url = reverse("repeat-session", args=[session.pk])
    client = sign_in(cast.ada)
    assert "3 more sessions are on." in client.post(url, {"count": "3"}, follow=True).text
    rows = Session.objects.exclude(pk=session.pk)
    assert {(row.state, row.capacity, row.used, row.series_id) for row in rows} == {
        ("published", 12, 0, session.pk)
    }
    client.post(url, {"count": "3"})
    assert Session.objects.count() == 4
    client.post(url, {"count": "4"})
    assert Session.objects.count() == 5


def test_a_repeat_of_a_repeat_is_of_the_same_series(cast):
    session = a_session(cast.ada)
    (second,) = series.repeat(session, 1, now=timezone.now())
    (third,) = series.repeat(second, 1, now=timezone.now())
    assert third.series == session


def test_the_database_takes_one_repeat_per_date(cast):
    session = a_session(cast.ada)
    (second,) = series.repeat(session, 1, now=timezone.now())
    with pytest.raises(IntegrityError, match="one_repeat_per_date"), transaction.atomic():
        a_session(cast.ada, series=session, starts_at=second.starts_at)


@pytest.mark.parametrize("count", ["", "0", "13", "many"])
def test_how_many(cast, sign_in, count):
    session = a_session(cast.ada)
    url = reverse("repeat-session", args=[session.pk])
    form = sign_in(cast.ada).post(url, {"count": count}).context["form"]
    assert "count" in form.errors
    assert Session.objects.count() == 1


def test_a_held_one_can_be_repeated_a_proposal_cannot(cast, sign_in):
    client = sign_in(cast.ada)
    session = held(cast.ada)
    client.post(reverse("repeat-session", args=[session.pk]), {"count": "2"})
    assert Session.objects.count() == 3
    proposal = a_proposal(cast.ada)
    assert client.get(reverse("repeat-session", args=[proposal.pk])).status_code == 404
