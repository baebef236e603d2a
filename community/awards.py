"""Awards: a call of HR, nominations, and what nominees say to being named.

awards.nominate(call, ada, ben, words="…", now=now)     # one per person and call
awards.answer(call, ben, "named", now=now)              # Ben's own
awards.winners(call)                                    # as colleagues read them
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from community import naming
from community.models import AwardCall, Juror, Nomination, Nominee, Vote
from outbox.queue import cancel, enqueue
from profiles import audit
from profiles.models import Profile, User

NOMINATED, JURY = "award-nominated", "award-jury"
CALLED, CHANGED = "award.called", "award.changed"
Stage = AwardCall.Stage


class ClosedError(Exception):
    """Nominations are not taken now."""


class AlreadyError(Exception):
    """This person has nominated somebody else in this call."""


class OutError(Exception):
    """Who is nominated does not take part."""


@dataclass(frozen=True)
class Winner:
    """`person` is empty when no colleague may read the name."""

    person: Profile | None
    citation: str


@transaction.atomic
def call(award: AwardCall, *, jury: Iterable[Profile], by: User, now: dt.datetime) -> AwardCall:
    """Save a call, new or changed, and write to its jury for when the nominations are in."""
    is_new = award.pk is None
    award.save()
    people = list(jury) if award.decision == AwardCall.Decision.JURY else []
    cancel(batch=batch_of(award))
    award.jurors.exclude(profile__in=people).delete()
    for person in people:
        Juror.objects.get_or_create(call=award, profile=person)
        enqueue(
            JURY,
            key=f"{JURY}:{award.pk}:{person.pk}:{award.closes_at.isoformat()}:{now.timestamp()}",
            to=person.user,
            context={"call": award.pk, "person": person.pk},
            not_before=max(now, award.closes_at),
            not_after=award.decides_by,
            batch=batch_of(award),
        )
    audit.record(CALLED if is_new else CHANGED, award, by=by)
    return award


def batch_of(award: AwardCall) -> str:
    return f"award:{award.pk}"


@transaction.atomic
def nominate(
    award: AwardCall, me: Profile, person: Profile, *, words: str, now: dt.datetime
) -> Nomination:
    """The same form sent twice is one. Raises ClosedError, AlreadyError, OutError."""
    calls = AwardCall.objects.select_for_update(no_key=True).filter(pk=award.pk)
    award = calls.first() or AwardCall(opens_at=now, closes_at=now, decides_by=now)
    if award.stage(now=now) != Stage.OPEN:
        raise ClosedError
    nominee, is_new = Nominee.objects.get_or_create(
        call=award, profile=person, defaults={"asked_at": now}
    )
    if nominee.state == Nominee.State.OUT:
        raise OutError
    row, _is_first = Nomination.objects.get_or_create(
        call=award,
        nominator=me,
        defaults={"nominee": person, "words": words, "made_at": now},
    )
    if row.nominee_id != person.pk:
        raise AlreadyError
    if is_new:
        enqueue(
            NOMINATED,
            key=f"{NOMINATED}:{nominee.pk}",
            to=person.user,
            context={"nominee": nominee.pk},
            not_before=now,
        )
    return row


@transaction.atomic
def take_back(award: AwardCall, me: Profile, *, now: dt.datetime) -> bool:
    """While nominations are taken; a nominee nobody nominates any more is none. False when there
    was none. Raises ClosedError."""
    if award.stage(now=now) != Stage.OPEN:
        raise ClosedError
    row = Nomination.objects.select_for_update().filter(call=award, nominator=me).first()
    if row is None:
        return False
    nominee = Nominee.objects.select_for_update().get(call=award, profile=row.nominee_id)
    row.delete()
    still = Nomination.objects.filter(call=award, nominee=row.nominee_id).exists()
    if not still and nominee.state != Nominee.State.OUT:
        cancel(keys=[f"{NOMINATED}:{nominee.pk}"])
        nominee.delete()
    return True


@transaction.atomic
def answer(award: AwardCall, me: Profile, state: str, *, now: dt.datetime) -> bool:
    """What a nominee says; out of it only before the result. Votes for who is out are gone."""
    rows = Nominee.objects.select_for_update().filter(call=award, profile=me)
    nominee = rows.first()
    leaves = state == Nominee.State.OUT
    if nominee is None or (leaves and award.announced_at):
        return False
    nominee.state, nominee.answered_at = Nominee.State(state), now
    nominee.save(update_fields=["state", "answered_at"])
    if leaves:
        Vote.objects.filter(call=award, choice=me).delete()
    return True


def own_nomination(award: AwardCall, me: Profile) -> Nomination | None:
    rows = Nomination.objects.select_related("nominee")
    return rows.filter(call=award, nominator=me).first()


def own_nominee(award: AwardCall, me: Profile) -> Nominee | None:
    return Nominee.objects.filter(call=award, profile=me).first()


def winners(award: AwardCall, places: set[str] | None = None) -> list[Winner]:
    """Names only of who said yes, is here, and works where naming is on. Read
    `nominees__profile` before."""
    off = naming.off_places() if places is None else places
    found = (row for row in award.nominees.all() if row.is_winner)
    return [Winner(row.profile if may_name(row, off) else None, row.citation) for row in found]


def may_name(row: Nominee, places: set[str]) -> bool:
    is_willing = row.state == Nominee.State.NAMED and row.profile.is_active
    return is_willing and not naming.is_off_for([row.profile], places)


def stage_words(award: AwardCall, *, now: dt.datetime) -> str:
    return str(award.stage(now=now).label)
