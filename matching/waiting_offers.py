"""What somebody without a mentor can do meanwhile: nobody gets nothing.

Parts of the product that have something for people who wait register a provider:

    waiting_offers.register(circles_with_a_place)      # (profiles) → {profile id: [Offer, …]}
    waiting_offers.offers(profiles)                    # all of them, by person

A provider answers for many people at once; an offer without a page to open is none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import ngettext

from matching.columns import SKILL
from profiles.models import Goal, Offer, Profile

MOST = 3
NAME = Coalesce("skill__merged_into__name", "skill__name")


@dataclass(frozen=True)
class Waiting:
    """One thing to do while waiting; `title` begins with what it is."""

    title: str
    url: str


Provider = Callable[[Sequence[Profile]], Mapping[int, Sequence[Waiting]]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    if provider not in _providers:
        _providers.append(provider)


def unregister(provider: Provider) -> None:
    _providers.remove(provider)


def offers(profiles: Iterable[Profile]) -> dict[int, list[Waiting]]:
    """At most three per person, in the order of the providers."""
    people = list(profiles)
    found: dict[int, list[Waiting]] = {person.pk: [] for person in people}
    for provider in _providers if people else ():
        for pk, some in provider(people).items():
            if pk in found:
                found[pk] = [*found[pk], *some][:MOST]
    return found


def people_who_know(profiles: Sequence[Profile]) -> dict[int, list[Waiting]]:
    """The directory, filtered by the first skill of theirs that somebody else offers."""
    goals = Goal.objects.filter(profile__in=profiles).annotate(wanted=SKILL)
    asked = list(goals.order_by("priority", "pk").values_list("profile_id", "wanted"))
    offers = Offer.objects.filter(profile__is_active=True).annotate(wanted=SKILL, name=NAME)
    offers = offers.filter(wanted__in={skill for _person, skill in asked}).order_by()
    count = offers.values_list("wanted", "name").annotate(n=Count("profile", distinct=True))
    known = {skill: (name, n) for skill, name, n in count}
    found: dict[int, list[Waiting]] = {}
    for person, skill in asked:
        if skill in known and person not in found:
            found[person] = [_directory(skill, *known[skill])]
    return found


def _directory(skill: int, name: str, n: int) -> Waiting:
    title = ngettext(
        "%(n)s colleague can help with %(skill)s", "%(n)s colleagues can help with %(skill)s", n
    )
    return Waiting(title % {"n": n, "skill": name}, f"{reverse('people')}?skill={skill}")
