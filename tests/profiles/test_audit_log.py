import datetime as dt
import itertools
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import decisions
from matching.models import Proposal
from profiles import audit, audit_log, people
from profiles.models import AuditEvent
from tests.matching.rounds_world import make_world
from tests.people import enroll, make_hr, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return make_hr("Ines Moreau")


@pytest.fixture
def client(client, ines):
    client.force_login(ines.user)
    return client


def look(client, query=""):
    return client.get(reverse("hr-audit") + query)


def said(answer):
    return [
        (entry.who, entry.did, entry.about, entry.reason) for entry in answer.context["entries"]
    ]


def test_it_says_who_did_what_about_whom_and_why(client, ines):
    mei = make_person()
    people.deactivate(mei, by=ines.user, reason="Left in May", now=timezone.now())
    assert ("Ines Moreau", "deactivated a person", "Mei Chen", "Left in May") in said(look(client))


def test_reading_it_leaves_no_row(client, ines):
    audit.record("message.retried", ines, by=ines.user)
    before = AuditEvent.objects.count()
    look(client)
    assert AuditEvent.objects.count() == before


def test_an_empty_log_and_a_filter_that_finds_nothing(client):
    assert "Nothing was done yet" in look(client).content.decode()
    assert "Nothing like that was done" in look(client, "?who=zzz").content.decode()


def test_the_filter_knows_person_kind_and_day(client, ines):
    mei, ida = make_person(), make_hr("Ida Holm")
    audit.record("enrollment.joined", mei, by=mei.user, about=mei)
    audit.record("message.retried", mei, by=ida.user)
    assert [row[0] for row in said(look(client, "?who=ida"))] == ["Ida Holm"]
    assert [row[2] for row in said(look(client, "?about=mei"))] == ["Mei Chen"]
    assert [row[1] for row in said(look(client, "?kind=message.retried"))] == ["sent a mail again"]
    today = timezone.localdate(timezone=ines.zone)
    tomorrow = today + dt.timedelta(days=1)
    assert len(said(look(client, f"?first={today}&last={today}"))) == 2
    assert said(look(client, f"?first={tomorrow}")) == []
    assert said(look(client, f"?last={today - dt.timedelta(days=1)}")) == []


def test_a_day_that_is_none_is_explained_and_kept(client):
    text = look(client, "?first=soon&last=2027-13-01").content.decode()
    assert "From must be a date like 2027-05-24" in text
    assert "To must be a date like 2027-05-24" in text
    assert 'value="soon"' in text
    for odd in ("?kind=x", "?page=-1", "?page=x", "?who=" + "x" * 500, "?last=0001-01-01"):
        assert look(client, odd).status_code == 200
    assert look(client, "?first=9999-12-31&last=9999-12-31").status_code == 200


def test_the_reason_of_a_private_act_stays_private(client, ines):
    mei = make_person()
    audit.record("enrollment.withdrawn", mei, by=mei.user, about=mei, reason="Not the right mentor")
    assert "Not the right mentor" not in look(client).content.decode()


def test_an_act_without_a_name_is_still_told(client, ines):
    audit.record("library.shelf_moved", ines, by=None)
    assert ("The application", "library shelf moved", "", "") in said(look(client))


def test_nobody_reads_about_a_match_of_their_own(client):
    world = make_world()
    world.run()
    decisions.reject(world.proposal("Ben"), by=world.cora.user, reason="A secret")
    client.force_login(world.hana.user)
    assert "A secret" in look(client).content.decode()
    mentor = enroll(world.program, world.hana, "mentor")
    Proposal.objects.filter(pk=world.proposal("Ben").pk).update(mentor=mentor)
    assert "A secret" not in look(client).content.decode()


def test_every_act_the_code_writes_has_words():
    """A new act without words would show its code."""
    root = Path(__file__).parents[2]
    sources = itertools.chain.from_iterable(
        (root / app).rglob("*.py") for app in ("profiles", "matching", "checkins", "community")
    )
    written = set()
    for source in sources:
        written |= set(re.findall(r'audit\.record\(\s*"([^"]+)"', source.read_text()))
    assert len(written) > 30
    assert {action for action in written if action not in audit_log.ACTS} == set()


def test_more_rows_cost_no_more_queries(client, ines, django_assert_max_num_queries):
    world = make_world()
    client.force_login(world.hana.user)
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    look(client)
    with django_assert_max_num_queries(15) as one:
        look(client)
    decisions.approve(world.proposal("Omar"), by=world.hana.user)
    decisions.approve(world.proposal("Priya"), by=world.hana.user)
    with django_assert_max_num_queries(15) as three:
        look(client)
    assert len(three) == len(one)
