"""Lists of the library: what is looked for, what is new, one's own.

page = found_for(wanted, among, "2")         # `wanted` of LibraryFilter
for item in page.items: item.recommenders    # the newest, of `item.recommended` in all
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Page
from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from community import library_search
from community.models import Recommendation, Resource, SavedResource
from community.models.library import HEAVY
from profiles.models import Profile
from profiles.pages import A_PAGE, LongPaginator, page_of

MINUTES = {
    "10": Q(minutes__lt=10),
    "30": Q(minutes__gte=10, minutes__lte=30),
    "long": Q(minutes__gt=30),
}


@dataclass(frozen=True)
class Results:
    page: "Page[Any]"
    instead: str


def results(
    wanted: Mapping[str, Any],
    among: QuerySet[Resource],
    number: str,
    *,
    reader: Profile | None = None,
) -> Results:
    """`among` is what the reader may see; without words it is what is published."""
    rows = among if "q" in wanted else among.filter(state=Resource.State.PUBLISHED)
    if "kind" in wanted:
        rows = rows.filter(kind__in=wanted["kind"])
    if "skill" in wanted:
        rows = rows.filter(skills=wanted["skill"])
    if chosen := [MINUTES[name] for name in wanted.get("minutes", ())]:
        condition = Q()
        for one in chosen:
            condition |= one
        rows = rows.filter(condition)
    found = library_search.find(wanted.get("q", ""), rows)
    page: Page[Any] = RankedPaginator(cast(Any, found.ids), A_PAGE).get_page(number[:8])
    page.object_list = cards(page.object_list, reader)
    return Results(page, " ".join(found.instead))


class RankedPaginator(LongPaginator):
    @property
    def counted(self) -> int:
        return cast(library_search.Ranked, self.object_list).counted


def cards(ids: Iterable[int], reader: Profile | None = None) -> list[Resource]:
    """These items in this order."""
    wanted = list(ids)
    known = {row.pk: row for row in as_cards(Resource.objects.filter(pk__in=wanted), reader)}
    return [known[pk] for pk in wanted if pk in known]


def as_cards(rows: QuerySet[Resource], reader: Profile | None = None) -> QuerySet[Resource]:
    """What a card shows, in two statements however many there are; with a reader also whether it is
    on their list."""
    if reader is not None:
        mine = SavedResource.objects.filter(resource=OuterRef("pk"), profile=reader)
        rows = rows.annotate(is_saved=Exists(mine))
    here = Recommendation.objects.filter(profile__is_active=True)
    counted = here.filter(resource=OuterRef("pk")).order_by().values("resource")
    number = counted.annotate(n=Count("pk")).values("n")
    newest = here.select_related("profile").order_by("-at", "-pk")[:1]
    return (
        rows.defer(*HEAVY)
        .select_related("suggested_by", "owner")
        .annotate(recommended=Coalesce(Subquery(number, output_field=IntegerField()), 0))
        .prefetch_related(Prefetch("recommendations", newest, to_attr="recommenders"))
    )


def saved_by(profile: Profile, number: str) -> "Page[Any]":
    """Newest first; what has left the library since is not shown."""
    rows = Resource.objects.published().filter(saves__profile=profile)
    return page_of(as_cards(rows.order_by("-saves__saved_at", "-pk"), profile), number)


def own(profile: Profile, number: str) -> "Page[Any]":
    """What this person wrote, suggested or looks after."""
    is_in = Q(state__in=(Resource.State.PUBLISHED, Resource.State.RETIRED))
    mine = Q(suggested_by=profile) & ~is_in
    rows = Resource.objects.filter(mine | Q(owner=profile)).light()
    return page_of(rows.order_by("-updated_at", "-pk"), number)


@dataclass(frozen=True)
class Counts:
    """How many there are of each kind and length."""

    total: int
    kinds: dict[str, int]
    minutes: dict[str, int]


def counts() -> Counts:
    buckets = {f"m{name}": Count("kind", filter=where) for name, where in MINUTES.items()}
    published = Resource.objects.published().order_by()
    rows: list[Any] = list(published.values("kind").annotate(n=Count("*"), **buckets))
    return Counts(
        sum(row["n"] for row in rows),
        {row["kind"]: row["n"] for row in rows},
        {name: sum(row[f"m{name}"] for row in rows) for name in MINUTES},
    )
