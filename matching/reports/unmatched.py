"""The people a round leaves over, as HR reads them: grouped by cause, with what would help and
what each of them can do meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from matching import leftovers, waiting_offers
from matching.leftovers import Cause
from matching.models import Enrollment, Round, Unmatched
from matching.reports import fixes
from matching.reports.advice import Advice
from matching.reports.fix import Fix
from matching.waiting_offers import Waiting

SHOWN, PAGE = 20, 50


@dataclass(frozen=True)
class Person:
    mentee: Enrollment
    facts: list[str]
    offers: list[Waiting]


@dataclass(frozen=True)
class Group:
    """`more` are people not on this page; a group alone on the page has pages of its own."""

    cause: Cause
    people: list[Person]
    more: int
    fixes: list[Fix]
    page: Page[tuple[Enrollment, list[str]]] | None = None


def groups(
    round_: Round,
    rows: Sequence[Unmatched],
    *,
    advice: Advice,
    only: str,
    number: str,
    now: datetime,
) -> list[Group]:
    """All groups with their first people, or the one called `only` with a page of its people."""
    causes = leftovers.causes(rows)
    alone = [cause for cause in causes if cause.code == only]
    found = fixes.of(round_, rows, advice=advice, now=now)
    shown = [(cause, _page(cause, number) if alone else None) for cause in alone or causes]
    people = [(cause, page, list(page) if page else cause.people[:SHOWN]) for cause, page in shown]
    offers = waiting_offers.offers(who.profile for _c, _p, some in people for who, _facts in some)
    return [
        Group(
            cause,
            [Person(who, facts, offers[who.profile_id]) for who, facts in some],
            0 if page else max(0, len(cause.people) - SHOWN),
            found[cause.code],
            page,
        )
        for cause, page, some in people
    ]


def _page(cause: Cause, number: str) -> Page[tuple[Enrollment, list[str]]]:
    return Paginator(cause.people, PAGE).get_page(number)
