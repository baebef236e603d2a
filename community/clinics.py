"""The problem clinic: one owner, one problem, an hour in six steps; and whether the answer held.

clinics.agenda(session)                       # [(starts_at, "Agree on the roles", …), …]
clinics.ask_owners(now=now)                   # sixty days after, once each
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community import session_notices
from community.models import ClinicFollowUp, Session

ASKED_AFTER = dt.timedelta(days=60)
OPEN_FOR = dt.timedelta(days=30)
FEWEST, MOST = 4, 8
# From minute, what happens, and who does it.
STEPS: tuple[tuple[int, str | Promise, str | Promise], ...] = (
    (0, _("Agree on the roles"), _("One keeps the time, one writes down what is found.")),
    (5, _("The owner tells the problem"), _("Nobody interrupts: what, since when, to whom.")),
    (15, _("Questions to understand"), _("Only questions, no advice yet.")),
    (25, _("The others think aloud"), _("The owner listens and takes notes.")),
    (45, _("The owner chooses"), _("One thing to try, and by when.")),
    (55, _("Write it down"), _("Two sentences for the outcome note, and who helps.")),
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    at: dt.datetime
    minutes: int
    title: str
    line: str


def agenda(session: Session) -> list[Step]:
    ends = [*(start for start, _title, _line in STEPS[1:]), session.minutes]
    return [
        Step(
            session.starts_at + dt.timedelta(minutes=start), end - start, str(title), str(line)
        )
        for (start, title, line), end in zip(STEPS, ends, strict=True)
    ]  # fmt: skip


def missing(session: Session) -> int:
    """How many more it takes to be four with the owner."""
    return max(0, FEWEST - 1 - session.used)


@transaction.atomic
def ask_owners(*, now: dt.datetime, limit: int = 100) -> int:
    """Of clinics that took place and wrote down an outcome; returns how many were asked."""
    rows = Session.objects.select_for_update(of=("self",), skip_locked=True)
    due = rows.filter(
        kind=Session.Kind.CLINIC,
        state=Session.State.HELD,
        wrapped_at__isnull=False,
        ends_at__lte=now - ASKED_AFTER,
        follow_up=None,
        host__is_active=True,
    ).exclude(came_of_it="")
    asked = list(due.select_related("host__user")[:limit])
    for session in asked:
        ClinicFollowUp.objects.create(session=session, asked_at=now)
        session_notices.to_host(session_notices.FOLLOW_UP, session, now=now)
    return len(asked)


def is_open(follow_up: ClinicFollowUp, *, now: dt.datetime) -> bool:
    return now < follow_up.asked_at + OPEN_FOR


def answer(follow_up: ClinicFollowUp, said: str, words: str, *, now: dt.datetime) -> None:
    """A later answer replaces the earlier one while the question is open."""
    follow_up.answer, follow_up.words, follow_up.answered_at = said, words, now
    follow_up.save(update_fields=["answer", "words", "answered_at"])
