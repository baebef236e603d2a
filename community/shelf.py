"""The shelf of a group: what it keeps at hand from the library. Only what is published is on it,
and what the library takes out disappears from every shelf."""

from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.urls import NoReverseMatch

from community import groups
from community.models import Group, Resource, ShelfItem
from profiles import search
from profiles.models import Profile

MOST_FOUND = 10


def items(group: Group) -> QuerySet[ShelfItem]:
    rows = ShelfItem.objects.filter(group=group, resource__in=Resource.objects.published())
    return rows.select_related("resource", "added_by")


def matching(group: Group, query: str) -> list[Resource]:
    """Published items with every word typed in their title, not on the shelf yet; the shortest
    title, so the nearest, first."""
    words = search.text(query[: search.LONGEST_QUERY]).split()
    if not words:
        return []
    found = Resource.objects.published().exclude(shelves__group=group)
    for word in words:
        found = found.filter(title__icontains=word)
    return list(found.order_by(Length("title"), "title", "pk")[:MOST_FOUND])


def put(group: Group, resource: Resource, *, by: Profile, now: datetime) -> bool:
    """False when it is there already."""
    _row, is_new = ShelfItem.objects.get_or_create(
        group=group, resource=resource, defaults={"added_by": by, "added_at": now}
    )
    if is_new:
        groups.touch(group, now=now)
    return is_new


def take_off(item: ShelfItem) -> bool:
    return bool(ShelfItem.objects.filter(pk=item.pk).delete()[0])


def address(resource: Resource) -> str:
    """Its page in the library; where an installation has none, the thing itself."""
    try:
        return resource.get_absolute_url()
    except NoReverseMatch:
        return resource.url
