"""The problem clinic: its hour, its size, and whether its answer held."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import clinics, session_times
from community.models import ClinicFollowUp, Session
from outbox.models import Message
from tests.community.sessions.world import DAY, a_session, go, held, people
from tests.mail import drain_outbox

pytestmark = pytest.mark.django_db


def a_clinic(host, **fields) -> Session:
    return a_session(host, kind="clinic", capacity=5, minutes=60, title="Pumps stop", **fields)


def old_clinic(host, *guests, note="Oil them on Fridays.", ago=61 * DAY) -> Session:
    session = held(host, *guests, ago=ago, kind="clinic", capacity=5, minutes=60)
    fields = {"came_of_it": note, "wrapped_at": timezone.now(), "thanked_at": timezone.now()}
    Session.objects.filter(pk=session.pk).update(**fields)
    Message.objects.all().delete()
    session.refresh_from_db()
    return session


def test_the_agenda_fills_the_hour(cast, sign_in):
    session = a_clinic(cast.ada)
    steps = clinics.agenda(session)
    assert sum(step.minutes for step in steps) == 60
    assert steps[0].at == session.starts_at
    assert steps[-1].at + dt.timedelta(minutes=steps[-1].minutes) == session.ends_at
    page = sign_in(cast.ben).get(session.get_absolute_url()).text
    assert "The owner tells the problem" in page
    assert "Owner of the problem" in page


def test_it_says_how_many_it_still_takes(cast, sign_in):
    session = a_clinic(cast.ada)
    go(session, cast.dan)
    page = sign_in(cast.ben).get(session.get_absolute_url()).text
    assert "A clinic takes four people with its owner: 2 more are needed." in page
    go(session, *people(2))
    assert "A clinic takes four" not in sign_in(cast.ben).get(session.get_absolute_url()).text


@pytest.mark.parametrize("fields", [{"capacity": 2}, {"capacity": 8}, {"minutes": 45}])
def test_the_database_knows_its_size_and_length(cast, fields):
    fields = {"capacity": 5, "minutes": 60} | fields
    with pytest.raises(IntegrityError, match="community_session_clinic"), transaction.atomic():
        a_session(cast.ada, kind="clinic", **fields)


def test_after_sixty_days_the_owner_is_asked_once(cast, client, smtp):
    session = old_clinic(cast.ada, cast.ben)
    for _twice in range(2):
        session_times.tick(now=timezone.now())
    (mail,) = drain_outbox()
    assert mail.to == cast.ada.user.email
    assert mail.subject == "Did it hold? Pricing in three currencies"
    assert "“Oil them on Fridays.”" in mail.text
    address = mail.link("/m/clinic/")
    assert client.get(address).status_code == 200
    assert ClinicFollowUp.objects.get().answer == ""
    saved = client.post(address.split("?")[0], {"answer": "held", "words": "No stop since."})
    assert "Answer saved: It held." in client.get(saved["Location"]).text
    asked = ClinicFollowUp.objects.get()
    assert (asked.session, asked.answer, asked.words) == (session, "held", "No stop since.")
    assert asked.answered_at


@pytest.mark.parametrize("fields", [{"note": ""}, {"ago": 59 * DAY}])
def test_without_an_outcome_or_too_early_nobody_is_asked(cast, fields):
    old_clinic(cast.ada, cast.ben, **fields)
    session_times.tick(now=timezone.now())
    assert not ClinicFollowUp.objects.exists()


def test_wrong_and_late_answers(cast, client, smtp):
    old_clinic(cast.ada, cast.ben)
    session_times.tick(now=timezone.now())
    address = drain_outbox()[0].link("/m/clinic/").split("?")[0]
    assert "Choose an answer" in client.post(address, {"answer": "maybe"}).text
    ClinicFollowUp.objects.update(asked_at=timezone.now() - clinics.OPEN_FOR)
    assert "This question is closed" in client.post(address, {"answer": "held"}).text
    assert ClinicFollowUp.objects.get().answer == ""


def test_the_answer_stands_on_the_page(cast, sign_in):
    session = old_clinic(cast.ada, cast.ben)
    ClinicFollowUp.objects.create(
        session=session, asked_at=timezone.now(), answer="held", answered_at=timezone.now()
    )
    page = sign_in(cast.dan).get(session.get_absolute_url()).text
    assert "Oil them on Fridays." in page
    assert "It held" in page
