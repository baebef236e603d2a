"""The measures of the whole company against the small company, worked out in the comments."""

import datetime as dt

import pytest

from community.models import (
    ClinicFollowUp,
    Group,
    Kudos,
    Membership,
    Recommendation,
    Resource,
    Rsvp,
    SavedResource,
    Session,
    SessionFeedback,
    Story,
)
from tests.insights import company as world
from tests.insights.company import at
from tests.insights.test_measures import counted, spread

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db):
    return world.build()


def a_session(company, day, kind="lunch", host="Rob", **fields):
    start = at(5, day)
    return Session.objects.create(
        kind=kind,
        state=Session.State.HELD,
        title="How we price",
        outcome="Set a price.",
        host=company.people[host],
        starts_at=start,
        ends_at=start + dt.timedelta(minutes=60),
        **fields,
    )


def came(company, session, who, attended=True):
    Rsvp.objects.create(
        session=session,
        profile=company.people[who],
        state=Rsvp.State.GOING,
        attended=attended,
        since=at(5, 1),
    )


def a_group(company, *members, kind="community", **fields):
    group = Group.objects.create(
        kind=kind, name="Pricing", topic="Pricing", starts_on=dt.date(2027, 3, 1), **fields
    )
    for who in members:
        Membership.objects.create(
            group=group, profile=company.people[who], state="member", since=at(4, 1)
        )
    return group


def test_participation_and_leaders(company):
    """The 12 in pairs, Mia who waits, Olga in a group and Pia at a session: 15. Ned joined after
    the week, Rob does nothing; Quin does not work here yet: 17. Of the leaders Ada and Rob, Ada."""
    a_group(company, "Olga", started_at=at(3, 1))
    came(company, a_session(company, 10), "Pia")
    came(company, a_session(company, 11), "Rob", attended=False)
    assert counted("participation") == (15, 17, 17)
    assert counted("leaders") == (1, 2, 2)


def test_sessions_attended(company):
    """Pia twice, Olga once. Rob did not come; the session of 24 May is of the next week."""
    first, second, later = (a_session(company, day) for day in (10, 11, 24))
    for session, who in ((first, "Pia"), (second, "Pia"), (second, "Olga"), (later, "Olga")):
        came(company, session, who)
    came(company, first, "Rob", attended=False)
    assert counted("sessions_attended") == (3, 0, 2)


def test_sessions_useful(company):
    """Pia can use it, Olga some of it."""
    session = a_session(company, 10)
    for who, answer in (("Pia", "useful"), ("Olga", "partly")):
        SessionFeedback.objects.create(
            session=session, profile=company.people[who], answer=answer, said_at=at(5, 11)
        )
    assert counted("sessions_useful") == (1, 2, 2)
    assert spread("sessions_useful") == {"useful": 1, "partly": 1}


def a_document(company, title, **fields):
    fields = {"state": "published", "published_at": at(3, 1)} | fields
    row = Resource.objects.create(shape="document", kind="lesson", title=title, **fields)
    Resource.objects.filter(pk=row.pk).update(created_at=at(3, 1))
    return row


def test_library(company):
    """Ben saved, Olga recommended, Rob suggested: 3 acts. Of three items with somebody to look
    after them one is due for review; the fourth has nobody."""
    one = a_document(
        company, "a", owner=company.rob, suggested_by=company.rob, review_on=dt.date(2027, 6, 1)
    )
    a_document(company, "b", owner=company.rob, review_on=dt.date(2027, 5, 20))
    a_document(company, "c", owner=company.olga)
    a_document(company, "d")
    SavedResource.objects.create(profile=company.ben, resource=one, saved_at=at(5, 2))
    Recommendation.objects.create(
        profile=company.olga, resource=one, sentence="Short.", at=at(5, 2)
    )
    assert counted("library_use") == (3, 0, 3)
    assert counted("library_fresh") == (2, 3, 2)


def test_kudos(company):
    """Ben's to Ada; Dina took hers back, and what Ben gives on Monday is of the next week."""
    Kudos.objects.create(
        giver=company.ben, recipient=company.ada, words="Thanks", given_at=at(5, 1)
    )
    Kudos.objects.create(
        giver=company.dina, recipient=company.carl, given_at=at(5, 2), gone_at=at(5, 3)
    )
    Kudos.objects.create(giver=company.ben, recipient=company.eve, words="Oh", given_at=at(5, 24))
    assert counted("kudos") == (1, 0, 1)


def test_stories(company):
    """Lou's is published, Ben's a draft."""
    for who, state, moment in (("Lou", "published", at(5, 10)), ("Ben", "draft", None)):
        Story.objects.create(
            author=company.people[who],
            state=state,
            title="Asking",
            doing="We asked.",
            written_at=at(5, 1),
            published_at=moment,
        )
    assert counted("stories") == (1, 0, 1)


def test_projects_with_an_outcome(company):
    """Ben, Dina and Finn wrote down what came of theirs, Hoa and Jon did not; Mia's still runs."""
    over = {
        "kind": "project",
        "size_min": 3,
        "size_max": 8,
        "ends_on": dt.date(2027, 5, 1),
        "started_at": at(3, 1),
    }
    ended = over | {"state": "archived", "archived_at": at(5, 2)}
    a_group(company, "Ben", "Dina", "Finn", outcome="We price in a day now.", **ended)
    a_group(company, "Hoa", "Jon", **ended)
    a_group(company, "Mia", **over)
    assert counted("projects_with_outcome") == (3, 5, 5)


def test_problems_solved(company):
    """Ada's held, Carl's partly; Eve has not answered."""
    for who, answer in (("Ada", "held"), ("Carl", "partly"), ("Eve", "")):
        clinic = a_session(company, 3, kind="clinic", host=who, capacity=5)
        ClinicFollowUp.objects.create(
            session=clinic,
            asked_at=at(5, 12),
            answer=answer,
            answered_at=at(5, 13) if answer else None,
        )
    assert counted("problems_solved") == (1, 2, 2)
