"""Sessions in every state that has no address of its own."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community import clinics, session_feedback, session_notices, session_times
from community.models import ClinicFollowUp, Session, SessionFeedback
from outbox import links
from outbox.models import Message
from tests.browser.opening import opened, sent
from tests.community.sessions.world import a_proposal, a_session, ahead, go, held, people
from tests.people import make_skill


def a_page(profile, session):
    return opened(profile, "session", session.pk)


def full(cast, reader):
    session = a_session(cast.ada, capacity=1)
    session.skills.add(make_skill())
    go(session, cast.ben, cast.dan)
    return a_page(reader, session)


def a_clinic(cast):
    session = a_session(
        cast.ada, kind="clinic", capacity=5, minutes=60, place="https://meet.test/1"
    )
    go(session, cast.ben)
    return a_page(cast.dan, session)


def heard(cast, *, answers, reader):
    guests = people(answers)
    session = held(cast.ada, cast.ben, *guests, came_of_it="Three tables to take home.")
    for guest in guests:
        SessionFeedback.objects.create(
            session=session, profile=guest, answer="useful", words="I use it",
            may_name=guest == guests[0], said_at=timezone.now(),
        )  # fmt: skip
    return a_page(reader, session)


def from_mail(cast, data=None):
    session = held(cast.ada, cast.ben)
    session_notices.ask(session, now=timezone.now())
    message = Message.objects.get(kind=session_notices.QUESTION)
    closes = session.ends_at + session_feedback.OPEN_FOR
    subject = f"session:{session.pk}"
    url = links.url(message, "session", cast.ben.user, subject, expires_at=closes)
    return by_link(url, data)


def clinic_from_mail(cast, *, is_closed=False):
    session = held(
        cast.ada, cast.ben, kind="clinic", capacity=5, minutes=60, came_of_it="Oil them."
    )
    asked = ClinicFollowUp.objects.create(session=session, asked_at=timezone.now())
    session_notices.to_host(session_notices.FOLLOW_UP, session, now=timezone.now())
    message = Message.objects.get(kind=session_notices.FOLLOW_UP)
    closes = asked.asked_at + clinics.OPEN_FOR
    url = links.url(message, "clinic", cast.ada.user, f"clinic:{asked.pk}", expires_at=closes)
    if is_closed:
        ClinicFollowUp.objects.update(asked_at=timezone.now() - clinics.OPEN_FOR)
    return by_link(url)


def by_link(url, data=None):
    client, path = Client(raise_request_exception=False), "/" + url.split("/", 3)[3]
    return client, path, client.get(path) if data is None else client.post(path, data)


def decided(cast):
    session = a_proposal(cast.ada)
    Session.objects.update(state="declined", reason="Too soon.", decided_by=cast.hana,
                           decided_at=timezone.now())  # fmt: skip
    return opened(cast.hana, "session-proposal", session.pk)


def without_host(cast):
    a_session(cast.dan)
    session_times.leave(cast.dan)
    cast.dan.is_active = False
    cast.dan.save(update_fields=["is_active"])
    return opened(cast.hana, "hr-content")


def a_list(cast):
    for n in range(21):
        a_session(cast.ada, title=f"Talk {n}", starts_at=ahead(n + 1))
    return opened(cast.ben, "sessions")


def wrong_approval(cast):
    session = a_proposal(cast.ada)
    client, path = opened(cast.hana, "session-proposal", session.pk)[:2]
    return client, path, client.post(reverse("approve-session", args=[session.pk]), {})


SESSIONS = {
    "no sessions": lambda c: opened(c.ben, "sessions"),
    "no sessions of mine": lambda c: opened(c.ben, "my-sessions"),
    "no past sessions": lambda c: opened(c.ben, "past-sessions"),
    "no office hours": lambda c: opened(c.ben, "office-hours"),
    "many sessions": a_list,
    "an empty content desk": lambda c: opened(c.hana, "hr-content"),
    "a session without a host": without_host,
    "proposing with errors": lambda c: sent(c.ben, "propose-session"),
    "a clinic with errors": lambda c: sent(c.ben, "propose-clinic"),
    "office hours with errors": lambda c: sent(c.ben, "open-office-hours"),
    "a full session": lambda c: full(c, c.emil),
    "a full session I go to": lambda c: full(c, c.ben),
    "on the wait list": lambda c: full(c, c.dan),
    "a full session as its host": lambda c: full(c, c.ada),
    "a cancelled session": lambda c: a_page(c.ben, a_session(c.ada, state="cancelled")),
    "a proposal as its host": lambda c: a_page(c.ben, a_proposal(c.ben)),
    "a proposal decided": decided,
    "a proposal with errors": wrong_approval,
    "a problem clinic": a_clinic,
    "a past session": lambda c: heard(c, answers=1, reader=c.ben),
    "a past session as its host": lambda c: heard(c, answers=6, reader=c.ada),
    "a past session with few answers": lambda c: heard(c, answers=2, reader=c.ada),
    "how a session was, from the mail": from_mail,
    "how a session was, with errors": lambda c: from_mail(c, {}),
    "whether a clinic held, from the mail": clinic_from_mail,
    "whether a clinic held, too late": lambda c: clinic_from_mail(c, is_closed=True),
}
