"""The answer to a match of whoever is asked first, and the clock that answers when nobody does.

    scheduled ─(visible_at)→ offered ─ yes, or the window closes → active, the other is written to
                                     └ not now → declined, the place is free, HR finds the next best

The mentor is asked; in reverse programs the senior is, who learns (`Pair.asked`).

Every step is conditional on the state it leaves, so that a mail answered twice, a double tick or a
person who is slower than the clock change nothing.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from matching import emails_pairing, moments, places, waiting
from matching.models import Enrollment, Pair, Program
from matching.models.pairs import PairQuerySet
from profiles import audit
from profiles.models import Profile, User

BATCH = 200


class AnsweredError(Exception):
    """The pair does not wait for an answer (any more); `pair` says what it is now."""

    def __init__(self, pair: Pair) -> None:
        super().__init__(_("This match does not wait for an answer any more."))
        self.pair = pair


def accept(pair: Pair, *, by: User | None, now: datetime) -> None:
    """Yes, or nobody said no in time (`by` None): the pair begins and the other hears of it."""
    with transaction.atomic():
        row = _asked(pair, now=now)
        row.state, row.answered_at = Pair.State.ACTIVE, now if by else None
        row.save(update_fields=["state", "answered_at"])
        waiting.found_somebody(row)
        moments.begun(row, now=now)
        audit.record("pair.accepted" if by else "pair.begun", row, by=by)
        emails_pairing.tell(row, row.partner_of(row.asked), now=now)
    pair.refresh_from_db()


@places.retry_on_conflict
def decline(pair: Pair, *, by: User, now: datetime) -> None:
    """Not now: the place is free again and the other never hears of it."""
    with transaction.atomic():
        row = _asked(pair, now=now)
        row.state, row.answered_at = Pair.State.DECLINED, now
        row.save(update_fields=["state", "answered_at"])
        places.give_back([row.mentor_enrollment_id, row.mentee_enrollment_id])
        audit.record("pair.declined", row, by=by)
    pair.refresh_from_db()


def answer_group(
    pairs: Iterable[Pair], *, left_out: Collection[int] = (), by: User, now: datetime
) -> None:
    """Yes to all pairs of a group but those left out. One that somebody has settled meanwhile
    stays as it is, and a second press goes on where a first one broke off."""
    for pair in pairs:
        try:
            (decline if pair.pk in left_out else accept)(pair, by=by, now=now)
        except AnsweredError:
            continue


def tick(*, now: datetime) -> int:
    """Ask those whose time has come, begin the pairs nobody refused; how many moved."""
    asked = Pair.objects.filter(state=Pair.State.SCHEDULED, visible_at__lte=now)
    moved = asked.update(state=Pair.State.OFFERED)
    silent = Pair.objects.filter(state=Pair.State.OFFERED, answer_by__lte=now)
    for pair in silent.with_people()[:BATCH]:
        try:
            accept(pair, by=None, now=now)
        except AnsweredError:
            continue
        moved += 1
    return moved


def waiting_for(person: Profile, pairs: Iterable[Pair]) -> list[Pair]:
    """Of the pairs this person may know of, those they have been asked about, the first to answer
    first."""
    asked = [pair for pair in pairs if pair.state in Pair.ASKED and pair.asked.pk == person.pk]
    return sorted(asked, key=lambda pair: (pair.answer_by or pair.visible_at, pair.pk))


def needing_a_mentor(*, program_ids: list[int] | None = None) -> list[Pair]:
    """Declined pairs whose mentee is in the program, free, and has no later pair there."""
    return list(without_next_best(program_ids=program_ids).with_people().order_by("pk"))


def without_next_best(*, program_ids: list[int] | None = None) -> PairQuerySet:
    """The same as a query."""
    declined = Pair.objects.filter(
        state=Pair.State.DECLINED,
        end_reason="",
        program__state=Program.State.RUNNING,
        mentee_enrollment__state=Enrollment.State.ACTIVE,
        mentee_enrollment__used=0,
        mentee__is_active=True,
    )
    if program_ids is not None:
        declined = declined.filter(program__in=program_ids)
    later = Pair.objects.filter(
        program=OuterRef("program"), mentee=OuterRef("mentee"), pk__gt=OuterRef("pk")
    )
    return declined.filter(~Exists(later))


def _asked(pair: Pair, *, now: datetime) -> Pair:
    rows = Pair.objects.select_for_update(of=("self",)).select_related(
        "program", "mentor__user", "mentee__user"
    )
    row = rows.get(pk=pair.pk)
    if row.state not in Pair.ASKED or row.visible_at > now:
        raise AnsweredError(row)
    return row
