"""Looking for colleagues: everyone who is here, by name, skill, place and language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db import connection
from django.db.models import Prefetch, QuerySet

from profiles import search
from profiles.languages import LANGUAGES
from profiles.models import Offer, Profile
from profiles.pages import capped_count, page_of

# Jumps from one site to the next in the index instead of reading everybody.
SITES = """
    WITH RECURSIVE place AS (
        (SELECT site FROM profiles_profile WHERE site > '' ORDER BY site LIMIT 1)
        UNION ALL
        SELECT (
            SELECT site FROM profiles_profile WHERE site > place.site ORDER BY site LIMIT 1
        ) FROM place WHERE place.site IS NOT NULL
    )
    SELECT site FROM place WHERE site IS NOT NULL
"""


@dataclass(frozen=True)
class Way:
    """A filter to give up, and how many people that would show."""

    name: str
    words: str
    people: int


def sites() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(SITES)
        return [site for (site,) in cursor.fetchall()]


def people(wanted: Mapping[str, Any]) -> QuerySet[Profile]:
    """`wanted` holds some of q, skill (a Skill), place (a site) and language (a code)."""
    found = _filtered(wanted)
    return search.people(wanted["q"], found) if "q" in wanted else found


def page(wanted: Mapping[str, Any], number: str) -> "Page[Any]":
    """A page of hits; of near ones when no name begins like the words typed."""
    found, query = _filtered(wanted), wanted.get("q", "")
    hits = page_of(_with_offers(search.beginning(query, found)), number)
    if query and not hits.paginator.count:
        return page_of(_with_offers(search.near(query, found)), number)
    return hits


def _filtered(wanted: Mapping[str, Any]) -> QuerySet[Profile]:
    found: QuerySet[Profile] = Profile.objects.active()
    if "skill" in wanted:
        found = found.filter(offers__skill=wanted["skill"])
    if "place" in wanted:
        found = found.filter(site=wanted["place"])
    if "language" in wanted:
        found = found.filter(languages__contains=[wanted["language"]])
    return found


def _with_offers(found: QuerySet[Profile]) -> QuerySet[Profile]:
    offers = Offer.objects.select_related("skill").order_by("-level", "skill__name")
    return found.prefetch_related(Prefetch("offers", queryset=offers))


def ways_out(wanted: Mapping[str, Any]) -> list[Way]:
    """Which single filter to remove, the one that shows most people first."""
    ways = []
    for name in wanted:
        rest = {key: value for key, value in wanted.items() if key != name}
        count = capped_count(people(rest)) if rest else 0
        if count:
            ways.append(Way(name, filter_words(name, wanted[name]), count))
    return sorted(ways, key=lambda way: -way.people)


def filter_words(name: str, value: Any) -> str:
    return str(LANGUAGES.get(value, value)) if name == "language" else str(value)
