"""Whether the library is used and kept up."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from community.models import Recommendation, Resource, SavedResource
from insights.measures.base import Measure, Row
from insights.weeks import Scope


def used(scope: Scope) -> Iterator[Row]:
    """Who saved, recommended or suggested something; what people read is not recorded."""
    found: dict[int, int] = {}
    rows = (
        (SavedResource.objects.all(), "profile", "saved_at"),
        (Recommendation.objects.all(), "profile", "at"),
        (Resource.objects.filter(suggested_by__isnull=False), "suggested_by", "created_at"),
    )
    for table, person, moment in rows:
        zone = f"{person}__time_zone"
        inside = {f"{moment}__gte": scope.begins(zone), f"{moment}__lt": scope.ends(zone)}
        for pk in table.filter(**inside).order_by().values_list(f"{person}_id", flat=True):
            found[pk] = found.get(pk, 0) + 1
    for pk, n in found.items():
        yield Row(pk, None, "", n, 0)


def fresh(scope: Scope) -> Iterator[Row]:
    """Counted with whoever looks after an item."""
    published = Resource.objects.published().filter(
        owner__isnull=False, published_at__lt=scope.ends("owner__time_zone")
    )
    for person, review_on in published.order_by().values_list("owner_id", "review_on"):
        yield Row(person, None, "", review_on is None or review_on > scope.last_day, 1)


USED = Measure(
    "library_use",
    _("Library used"),
    _("Items saved, recommended or suggested in the last 13 weeks. Nobody’s reading is recorded."),
    _("Saved, recommended and suggested items"),
    _("Not a share"),
    _("The library"),
    "count",
    used,
    by_program=False,
    cuts=("department", "level", "site"),
)
FRESH = Measure(
    "library_fresh",
    _("Library up to date"),
    _("Items whose next review is still ahead."),
    _("Items not due for review"),
    _("Published items that somebody looks after"),
    _("The library"),
    "share",
    fresh,
    by_program=False,
    cuts=(),
)
ALL = (USED, FRESH)
