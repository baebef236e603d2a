"""Who reads a report: sponsors several, added and taken away in one form."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from insights.models import ReportReader
from insights.report import readers
from profiles.models import AuditEvent
from tests.insights.report import world

pytestmark = pytest.mark.django_db


def test_the_form_adds_and_takes_away(cast, sign_in):
    world.reader(cast.program, cast.dan)
    url = reverse("report-readers", args=[cast.program.pk])
    answer = sign_in(cast.cora).post(url, {"people": [cast.emil.pk, cast.ben.pk]})
    assert answer["Location"] == reverse("report-desk", args=[cast.program.pk])
    assert readers.more(cast.program) == [cast.ben, cast.emil]
    event = AuditEvent.objects.get(action="report.readers")
    assert event.data == {"added": 2, "removed": 1}


def test_the_same_people_twice_change_nothing(cast):
    assert readers.set_more(cast.program, [cast.emil], by=cast.cora.user)
    assert not readers.set_more(cast.program, [cast.emil], by=cast.cora.user)
    assert AuditEvent.objects.filter(action="report.readers").count() == 1


def test_a_name_nobody_has_is_said_and_nothing_changes(cast, sign_in):
    world.reader(cast.program, cast.dan)
    url = reverse("report-readers", args=[cast.program.pk])
    page = sign_in(cast.cora).post(url, {"people_text": "Nobody Atall", "people": []}).text
    assert readers.more(cast.program) == [cast.dan]
    assert "There is a problem" in page


def test_the_sponsor_stands_first_and_not_twice(cast):
    world.sponsor(cast.program, cast.emil)
    world.reader(cast.program, cast.ada)
    readers.set_more(cast.program, [cast.ada, cast.emil], by=cast.cora.user)
    assert readers.sponsors(cast.program) == [cast.emil, cast.ada]
    assert ReportReader.objects.count() == 1


def test_who_left_reads_nothing(cast):
    world.sponsor(cast.program, cast.emil)
    type(cast.emil).objects.filter(pk=cast.emil.pk).update(is_active=False)
    assert readers.sponsors(cast.program) == []


def test_nobody_reads_twice(cast):
    world.reader(cast.program, cast.emil)
    with pytest.raises(IntegrityError), transaction.atomic():
        world.reader(cast.program, cast.emil)


def test_a_draft_has_no_sponsor_yet(cast):
    world.sponsor(cast.program, cast.emil)
    type(cast.program).objects.filter(pk=cast.program.pk).update(state="draft")
    assert readers.sponsored(cast.emil.user) == frozenset()
