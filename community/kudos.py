"""Thanks between colleagues. Nothing here counts them by person.

kudos.give(ada, ben, "You stayed an hour", audience="public", nonce=…, now=now)
kudos.take_back(row, now=now)      # the giver
kudos.remove(row, now=now)         # the receiver
kudos.keep_private(row) / kudos.let_show(row)
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community import naming
from community.models import Kudos
from community.models.kudos import KudosQuerySet
from outbox.queue import cancel, enqueue
from profiles.models import Profile, Skill

KIND = "kudos"


class PrivateOnlyError(Exception):
    """These two cannot be named in public; the words say why."""


@transaction.atomic
def give(
    giver: Profile,
    recipient: Profile,
    words: str,
    *,
    skill: Skill | None = None,
    audience: str = Kudos.Audience.PUBLIC,
    nonce: uuid.UUID,
    now: dt.datetime,
) -> Kudos:
    """The same form sent twice is one row and one mail. Raises PrivateOnlyError."""
    if audience == Kudos.Audience.PUBLIC and (why := naming.why_private(giver, recipient)):
        raise PrivateOnlyError(why)
    values = {"words": words, "skill": skill, "audience": audience, "given_at": now}
    found, is_new = Kudos.objects.get_or_create(
        giver=giver, nonce=nonce, defaults={"recipient": recipient, **values}
    )
    if is_new:
        context: dict[str, object] = {"kudos": found.pk}
        enqueue(KIND, key=_key(found), to=recipient.user, context=context, not_before=now)
    return found


def take_back(row: Kudos, *, now: dt.datetime) -> bool:
    """Its words go, and the mail if it has not left. False when it was gone already."""
    return _end(row, now=now)


def remove(row: Kudos, *, now: dt.datetime) -> bool:
    return _end(row, now=now)


@transaction.atomic
def _end(row: Kudos, *, now: dt.datetime) -> bool:
    standing = Kudos.objects.standing().filter(pk=row.pk)
    if not standing.update(words="", skill=None, gone_at=now):
        return False
    cancel(keys=[_key(row)])
    return True


def keep_private(row: Kudos) -> None:
    Kudos.objects.filter(pk=row.pk).update(is_kept_private=True)


def let_show(row: Kudos) -> None:
    Kudos.objects.filter(pk=row.pk).update(is_kept_private=False)


def _key(row: Kudos) -> str:
    return f"{KIND}:{row.pk}"


def wall(reader: Profile, *, my_team: bool = False, skill: Skill | None = None) -> KudosQuerySet:
    rows = Kudos.objects.public()
    if my_team:
        rows = rows.filter(to_team_of(reader))
    if skill:
        rows = rows.filter(skill=skill)
    return rows.with_people()


def to_team_of(reader: Profile) -> Q:
    """Kudos to the reader, their manager, their reports, and who has the same manager."""
    team = Q(recipient=reader.pk) | Q(recipient__manager=reader.pk)
    if reader.manager_id:
        team |= Q(recipient=reader.manager_id) | Q(recipient__manager=reader.manager_id)
    return team


def received(person: Profile) -> KudosQuerySet:
    """All that stands, for the person alone."""
    return Kudos.objects.standing().filter(recipient=person).with_people()


def given(person: Profile) -> KudosQuerySet:
    return Kudos.objects.standing().filter(giver=person).with_people()


def by_day(rows: Iterable[Kudos]) -> list[tuple[dt.date, list[Kudos]]]:
    """In the reader's zone, as the rows come."""
    days = groupby(rows, key=lambda row: timezone.localdate(row.given_at))
    return [(day, list(found)) for day, found in days]
