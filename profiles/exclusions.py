"""Do-not-match: private to its author, binding both people wherever people are brought together.

Nothing here may reach a page of the other person: no list, count, order or message.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from profiles.models import DoNotMatch, Profile

LARGEST_ID = 2**63


def excluded_ids(profile: Profile) -> set[int]:
    """Everyone who must not be brought together with this person, whoever of the two said so."""
    rows = DoNotMatch.objects.filter(Q(author=profile) | Q(other=profile))
    found = rows.values_list("author_id", "other_id")
    return {other if author == profile.pk else author for author, other in found}


def is_excluded(one: Profile, another: Profile) -> bool:
    both = [one.pk, another.pk]
    return DoNotMatch.objects.filter(author__in=both, other__in=both).exists()


def among(profile_ids: Collection[int] | QuerySet[Any, Any]) -> QuerySet[DoNotMatch]:
    """What these people wrote about each other."""
    return DoNotMatch.objects.filter(author__in=profile_ids, other__in=profile_ids)


def pairs(profile_ids: Collection[int] | QuerySet[Any, Any]) -> list[tuple[int, int]]:
    """Each excluded pair among these people once, the smaller id first, in order.

    Thousands of people come as a query for their ids, so that these never travel.
    """
    found = among(profile_ids).values_list("author_id", "other_id")
    return sorted({(min(pair), max(pair)) for pair in found})


def exclude(author: Profile, others: Collection[Profile]) -> None:
    """Adding someone twice, or oneself, changes nothing."""
    DoNotMatch.objects.bulk_create(
        [DoNotMatch(author=author, other=other) for other in others if other != author],
        ignore_conflicts=True,
    )


def written_by(author: Profile) -> QuerySet[Profile]:
    """Whom this person excluded; for their own eyes."""
    ids = DoNotMatch.objects.filter(author=author).values("other")
    return Profile.objects.filter(pk__in=ids).order_by("name", "pk")


def allow_again(author: Profile, other_id: int) -> None:
    if other_id < LARGEST_ID:
        DoNotMatch.objects.filter(author=author, other_id=other_id).delete()
