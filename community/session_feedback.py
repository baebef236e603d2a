"""What people say about a session in two taps, and what of it the host may read.

Counts and lines appear from five answers on, so that nobody is found out; a line carries its
author's name only where they ticked that, and such a line is shown at once.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from community.models import Rsvp, Session, SessionFeedback
from community.sessions import RefusedError
from profiles.models import Profile

FROM = 5
OPEN_FOR = dt.timedelta(days=14)
Answer = SessionFeedback.Answer


@dataclass(frozen=True)
class Line:
    words: str
    by: str = ""


@dataclass(frozen=True)
class Result:
    """`counts` are empty below five answers."""

    answers: int
    counts: list[tuple[str, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def useful(self) -> int:
        return self.counts[0][1] if self.counts else 0


def is_open(session: Session, *, now: dt.datetime) -> bool:
    return session.took_place(now=now) and now < session.ends_at + OPEN_FOR


def may_answer(session: Session, person: Profile) -> bool:
    """Whoever went, unless the host has seen that they did not come."""
    mine = session.rsvps.filter(profile=person, state=Rsvp.State.GOING)
    return mine.exclude(attended=False).exists()


def of(session: Session, person: Profile) -> SessionFeedback | None:
    return SessionFeedback.objects.filter(session=session, profile=person).first()


@transaction.atomic
def take(
    session: Session, person: Profile, *, answer: str, words: str, may_name: bool, now: dt.datetime
) -> SessionFeedback:
    """A later answer replaces the earlier one until two weeks after. Raises RefusedError."""
    if not (is_open(session, now=now) and may_answer(session, person)):
        raise RefusedError
    values = {"answer": answer, "words": words, "may_name": may_name and bool(words)}
    given, _is_new = SessionFeedback.objects.update_or_create(
        session=session, profile=person, defaults={**values, "said_at": now}
    )
    return given


def result(session: Session) -> Result:
    rows = list(session.feedback.select_related("profile"))
    named = [Line(row.words, row.profile.name) for row in rows if row.words and row.may_name]
    if len(rows) < FROM:
        return Result(len(rows), lines=named)
    # In the order of their words: the order they came in would tell who wrote them.
    quiet = [Line(words) for words in sorted(r.words for r in rows if r.words and not r.may_name)]
    counts = [(str(a.label), sum(row.answer == a for row in rows)) for a in Answer]
    return Result(len(rows), counts, [*named, *quiet])
