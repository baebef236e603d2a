"""So that knowledge does not rot: every published item has an owner who is asked once a year
whether it still holds, and who may hand it over or take it out.

Whoever has left owns nothing: their items are in HR's queue by that fact alone, and in nobody's
again once HR hands them over.
"""

import datetime as dt
from collections import defaultdict

from django.db import IntegrityError, transaction
from django.db.models import F

from community import library_readers
from community.library import REVIEW_AFTER, DuplicateError, twin_of
from community.models import Resource
from outbox import queue
from profiles import audit
from profiles.models import Profile, User

REVIEW, HANDED_OVER = "library-review", "library-handed-over"
State = Resource.State
BATCH = 500


@transaction.atomic
def remind(*, now: dt.datetime) -> int:
    """The daily task: one mail to each owner with what is due and was not asked about yet. Returns
    how many mails that makes."""
    due = Resource.objects.published().filter(review_on__lte=now.date(), owner__is_active=True)
    rows = due.exclude(asked_for=F("review_on")).select_for_update(of=("self",), skip_locked=True)
    by_owner: dict[User, list[int]] = defaultdict(list)
    for row in rows.select_related("owner__user").only("owner__user").order_by("pk")[:BATCH]:
        if row.owner:
            by_owner[row.owner.user].append(row.pk)
    asked = [pk for ids in by_owner.values() for pk in ids]
    Resource.objects.filter(pk__in=asked).update(asked_for=F("review_on"))
    return queue.enqueue_many(
        REVIEW,
        (
            (f"{REVIEW}:{user.pk}:{now.date()}:{ids[0]}", user, {"resources": ids})
            for user, ids in by_owner.items()
        ),
        not_before=now,
    )


def still_right(resource: Resource, *, now: dt.datetime) -> bool:
    """Asked again in a year. False when it is not in the library."""
    rows = Resource.objects.published().filter(pk=resource.pk)
    return bool(rows.update(review_on=now.date() + REVIEW_AFTER))


@transaction.atomic
def hand_over(resource: Resource, to: Profile, *, by: User, now: dt.datetime) -> bool:
    """The new owner hears of it. False when it is theirs already, or not in the library."""
    rows = Resource.objects.published().filter(pk=resource.pk).exclude(owner=to)
    if not rows.update(owner=to, asked_for=None):
        return False
    audit.record("library.handed over", resource, by=by, about=to)
    if to.user_id != by.pk:
        queue.enqueue(
            HANDED_OVER,
            key=f"{HANDED_OVER}:{resource.pk}:{to.pk}:{now:%Y%m%d%H%M%S}",
            to=to.user,
            context={"resource": resource.pk, "by": by.pk},
            not_before=now,
        )
    return True


@transaction.atomic
def retire(resource: Resource, *, by: User, now: dt.datetime) -> bool:
    """Out of the library: found by its owner and HR only. Its open reports are answered by that."""
    if not Resource.objects.published().filter(pk=resource.pk).update(state=State.RETIRED):
        return False
    library_readers.settle_link(resource, now=now)
    audit.record("library.retired", resource, by=by)
    return True


@transaction.atomic
def put_back(resource: Resource, *, by: User, now: dt.datetime) -> bool:
    """Into the library again. Raises DuplicateError when its link has come back another way."""
    rows = Resource.objects.filter(pk=resource.pk, state=State.RETIRED)
    try:
        with transaction.atomic():
            done = rows.update(state=State.PUBLISHED, review_on=now.date() + REVIEW_AFTER)
    except IntegrityError:
        known = twin_of(resource.url)
        if known is None:
            raise
        raise DuplicateError(known) from None
    if done:
        audit.record("library.put back", resource, by=by)
    return bool(done)
