"""Which mails a session writes, to whom and under which key; `emails_sessions` has their words.

The number of an invitation is the session's `sequence` plus the person's own `turns`: it grows with
every change either of them makes, so a calendar always knows which entry is the newest, and a mail
a later change has overtaken is not sent.
"""

import datetime as dt
from collections.abc import Iterable

from community.models import Rsvp, Session
from outbox import queue
from profiles.models import Profile
from profiles.workdays import is_working_day

INVITATION, LETTER, DECLINED = "session-invitation", "session-letter", "session-declined"
REMINDER, QUESTION, WRAP_UP = "session-reminder", "session-question", "session-wrap-up"
THANKS, FOLLOW_UP = "session-thanks", "clinic-follow-up"
HOUR = 10

# Why somebody gets an invitation.
GOING, UP, HOST, MOVED, CHANGED, CANCELLED, LEFT = (
    "going", "up", "host", "moved", "changed", "cancelled", "left",
)  # fmt: skip


def number(session: Session, rsvp: Rsvp | None) -> int:
    return session.sequence + (rsvp.turns if rsvp else 0)


def invite(session: Session, rsvp: Rsvp, why: str, *, now: dt.datetime) -> None:
    """The entry of one person, or its end; and the reminder that goes with it."""
    _entries(session, [(rsvp.profile, rsvp)], why, now=now)
    if rsvp.state == Rsvp.State.GOING:
        _remind(session, [rsvp], now=now)


def invite_host(session: Session, *, why: str = HOST) -> None:
    at = session.decided_at or session.created_at
    _entries(session, _host(session), why, now=at)


def _host(session: Session) -> list[tuple[Profile, Rsvp | None]]:
    """With the answer they may have given before they became the host: it counts in the number."""
    if not session.host.is_active:
        return []
    return [(session.host, session.rsvps.filter(profile=session.host).first())]


def tell_all(session: Session, why: str, *, now: dt.datetime) -> None:
    """After a change of date, place or name, or the end: everybody going, the host, and in words
    those who wait."""
    rows = session.rsvps.select_related("profile__user").filter(profile__is_active=True)
    going = list(rows.filter(state=Rsvp.State.GOING))
    people: list[tuple[Profile, Rsvp | None]] = [(rsvp.profile, rsvp) for rsvp in going]
    _entries(session, [*people, *_host(session)], why, now=now)
    if why != CANCELLED:
        _remind(session, going, now=now)
    waiting = rows.filter(state=Rsvp.State.WAITING)
    queue.enqueue_many(
        LETTER,
        [
            (
                f"session-letter:{session.uid}:{session.sequence}:{rsvp.profile_id}",
                rsvp.profile.user,
                {"session": session.pk, "why": why, "sequence": session.sequence},
            )
            for rsvp in waiting
        ],
        not_before=now,
    )


def _entries(
    session: Session, people: Iterable[tuple[Profile, Rsvp | None]], why: str, *, now: dt.datetime
) -> None:
    entries = []
    for person, rsvp in people:
        count = number(session, rsvp)
        context = {"session": session.pk, "person": person.pk, "number": count, "why": why}
        entries.append((f"session:{session.uid}:{count}:{person.pk}", person.user, context))
    queue.enqueue_many(INVITATION, entries, not_before=now)


def _remind(session: Session, going: Iterable[Rsvp], *, now: dt.datetime) -> None:
    for rsvp in going:
        due_at = day_before(session, rsvp.profile)
        if due_at > now:
            count = number(session, rsvp)
            queue.enqueue(
                REMINDER,
                key=f"session-reminder:{session.uid}:{count}:{rsvp.profile_id}",
                to=rsvp.profile.user,
                context={"session": session.pk, "person": rsvp.profile_id, "number": count},
                not_before=due_at,
                not_after=session.starts_at,
            )


def day_before(session: Session, person: Profile) -> dt.datetime:
    """Ten o'clock of the last working day before, on the person's clock."""
    day = session.starts_at.astimezone(person.zone).date() - dt.timedelta(days=1)
    while not is_working_day(day):
        day -= dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(HOUR), person.zone).astimezone(dt.UTC)


def tell_declined(session: Session) -> None:
    """An approval needs no words: the invitation carries it."""
    queue.enqueue(
        DECLINED,
        key=f"session-declined:{session.uid}",
        to=session.host.user,
        context={"session": session.pk},
    )


def ask(session: Session, *, now: dt.datetime) -> int:
    """The two-tap question to everybody who went; not to those the host has seen missing."""
    rows = session.rsvps.going().exclude(attended=False).filter(profile__is_active=True)
    return queue.enqueue_many(
        QUESTION,
        [
            (
                f"session-question:{session.uid}:{rsvp.profile_id}",
                rsvp.profile.user,
                {"session": session.pk},
            )
            for rsvp in rows.select_related("profile__user")
        ],
        not_before=now,
        not_after=now + dt.timedelta(days=7),
    )


def to_host(kind: str, session: Session, *, now: dt.datetime) -> bool:
    """Wrap-up, thanks and the owner's follow-up: one of each for a session."""
    if not session.host.is_active:
        return False
    return queue.enqueue(
        kind,
        key=f"{kind}:{session.uid}",
        to=session.host.user,
        context={"session": session.pk},
        not_before=now,
    )
