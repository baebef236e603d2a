"""What readers do with an item: keep it on their list, recommend it, say that its link is dead."""

import datetime as dt

from django.db import transaction

from community.models import LinkReport, Recommendation, Resource, SavedResource
from outbox import queue
from profiles.models import Profile

DEAD = "library-dead-link"


def keep(resource: Resource, *, by: Profile, now: dt.datetime) -> bool:
    """False when it is on the list already."""
    _row, is_new = SavedResource.objects.get_or_create(
        profile=by, resource=resource, defaults={"saved_at": now}
    )
    return is_new


def drop(resource: Resource, *, by: Profile) -> bool:
    return bool(SavedResource.objects.filter(profile=by, resource=resource).delete()[0])


def recommend(resource: Resource, *, by: Profile, sentence: str, now: dt.datetime) -> None:
    """One sentence each: a second one replaces the first."""
    Recommendation.objects.update_or_create(
        resource=resource, profile=by, defaults={"sentence": sentence, "at": now}
    )


def take_back(resource: Resource, *, by: Profile) -> bool:
    return bool(Recommendation.objects.filter(resource=resource, profile=by).delete()[0])


@transaction.atomic
def report_link(resource: Resource, *, by: Profile, now: dt.datetime) -> bool:
    """Into HR's queue; the owner hears of the first report. False when this person has said it and
    nobody has looked yet."""
    row = (
        Resource.objects.select_for_update(of=("self",))
        .select_related("owner__user")
        .get(pk=resource.pk)
    )
    is_first = not open_reports(row)
    _row, is_new = LinkReport.objects.get_or_create(
        resource=row, by=by, settled_at=None, defaults={"at": now}
    )
    owner = row.owner
    if is_first and owner and owner.is_active and owner != by:
        queue.enqueue(
            DEAD,
            key=f"{DEAD}:{row.pk}:{_row.pk}",
            to=owner.user,
            context={"resource": row.pk},
            not_before=now,
        )
    return is_new


def open_reports(resource: Resource) -> int:
    return LinkReport.objects.filter(resource=resource, settled_at=None).count()


def settle_link(resource: Resource, *, now: dt.datetime) -> int:
    """It works again, or leads somewhere else now. Returns how many reports that answers."""
    return LinkReport.objects.filter(resource=resource, settled_at=None).update(settled_at=now)
