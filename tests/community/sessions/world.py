"""Sessions for tests: one call each, far enough ahead or back that every rule of time is met."""

import datetime as dt

from django.utils import timezone

from community import found_by, office_hours, rsvps, session_feeds, sessions
from community.models import (
    ClinicFollowUp,
    Group,
    Membership,
    Rsvp,
    Session,
    SessionFeedback,
)
from community.sessions import Plan
from tests.community.library.world import make_link
from tests.people import make_person, make_skill

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def ahead(days=7, hour=13) -> dt.datetime:
    """A Madrid afternoon so many days from now."""
    day = timezone.now() + days * DAY
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def a_plan(**fields) -> Plan:
    defaults = {
        "kind": "lunch",
        "title": "Pricing in three currencies",
        "outcome": "Say why the same number is three prices.",
        "starts_at": ahead(7),
        "minutes": 45,
        "other_starts_at": ahead(9),
        "place": "Room 4",
    }
    return Plan(**(defaults | fields))


def a_proposal(host, **fields) -> Session:
    return sessions.propose(a_plan(**fields), by=host, now=timezone.now())


def a_session(host, *, capacity=None, **fields) -> Session:
    """Published, without the mails its approval would write."""
    length = fields.pop("minutes", 45)
    starts_at = fields.pop("starts_at", ahead(7))
    defaults = {
        "kind": "lunch",
        "state": "published",
        "title": "Pricing in three currencies",
        "outcome": "Say why the same number is three prices.",
        "host": host,
        "starts_at": starts_at,
        "ends_at": starts_at + dt.timedelta(minutes=length),
        "place": "Room 4",
        "capacity": capacity,
    }
    made = Session.objects.create(**(defaults | fields))
    found_by.index_session(made)
    return made


def go(session, *people) -> list[Rsvp]:
    return [rsvps.go(session, person, now=timezone.now()) for person in people]


def held(host, *guests, ago=DAY, **fields) -> Session:
    """Over since `ago`, with these people on its list."""
    session = a_session(host, **fields)
    go(session, *guests)
    ends_at = timezone.now() - ago
    length = session.ends_at - session.starts_at
    Session.objects.filter(pk=session.pk).update(
        starts_at=ends_at - length, ends_at=ends_at, state="held", asked_at=ends_at
    )
    session.refresh_from_db()
    return session


def people(count, prefix="Guest") -> list:
    return [make_person(f"{prefix} Number{n}") for n in range(count)]


def a_group(*members, entry="open", lead=None, **fields) -> Group:
    defaults = {"kind": "community", "name": "Pricing people", "topic": "Prices", "entry": entry}
    defaults["started_at"] = timezone.now()
    group = Group.objects.create(**(defaults | {"starts_on": timezone.localdate()} | fields))
    for person in members:
        join(group, person)
    if lead:
        join(group, lead, role="lead")
    return group


def join(group, person, role="member") -> Membership:
    return Membership.objects.create(
        group=group, profile=person, role=role, state="member", since=timezone.now()
    )


def sessions_with(person, other, *, words) -> None:
    """A row of this person in every table of sessions."""
    now = timezone.now()
    hosted = held(
        person, other, kind="clinic", capacity=5, minutes=60, came_of_it=words, place=words
    )
    hosted.skills.add(make_skill())
    item = make_link("Recording", kind="recording", url="https://media.test/1")
    hosted.resources.add(item)
    ClinicFollowUp.objects.create(session=hosted, asked_at=now, words=words)
    went = held(other, person, title="Another")
    SessionFeedback.objects.create(
        session=went, profile=person, answer="useful", words=words, may_name=True, said_at=now
    )
    plan = office_hours.Plan("Ask me", "Bring it.", ahead(3), 20, 1, 1, words, [make_skill()])
    office_hours.start(plan, by=person, now=now)
    session_feeds.renew(person, None, now=now)
