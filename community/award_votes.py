"""Deciding an award: the jury's ranking or everybody's vote, the count, and the result.

award_votes.ballot(call)                          # who can be voted for
award_votes.vote(call, ada, [ben.pk], now=now)    # a second vote takes the place of the first
award_votes.count(call)                           # for HR alone
award_votes.announce(call, {ben_row.pk: "…"}, by=hana, now=now)
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from community import naming
from community.awards import Stage, may_name
from community.models import AwardCall, Nomination, Nominee, Vote
from community.models.awards import MOST_RANKS
from outbox.queue import enqueue
from profiles import audit, overview
from profiles.contributions import NeedsYou
from profiles.models import Profile, User

WON, RESULT = "award-won", "award-result"
ANNOUNCED = "award.announced"
DECIDED = "award"
# What the first, second and third place of a juror count.
POINTS = {1: 3, 2: 2, 3: 1}


class NotNowError(Exception):
    """Nobody votes now, or not this person, or not for these."""


@dataclass(frozen=True)
class Counted:
    nominee: Nominee
    points: int
    votes: int


def ballot(award: AwardCall) -> list[Nominee]:
    """A jury reads all who take part; everybody else only who may be named."""
    rows = Nominee.objects.filter(call=award, profile__is_active=True).select_related("profile")
    found = [row for row in rows if row.state != Nominee.State.OUT]
    if award.decision == AwardCall.Decision.JURY:
        return found
    off = naming.off_places()
    return [row for row in found if may_name(row, off)]


def may_vote(award: AwardCall, me: Profile) -> bool:
    is_jury = award.decision == AwardCall.Decision.JURY
    return not is_jury or award.jurors.filter(profile=me).exists()


def places(award: AwardCall) -> int:
    return MOST_RANKS if award.decision == AwardCall.Decision.JURY else 1


@transaction.atomic
def vote(award: AwardCall, me: Profile, choices: Sequence[int], *, now: dt.datetime) -> None:
    """`choices` are ids of people, the best first. Raises NotNowError."""
    # One person's two presses come one after the other.
    Profile.objects.select_for_update().get(pk=me.pk)
    allowed = {row.profile_id for row in ballot(award)} - {me.pk}
    is_time = award.stage(now=now) == Stage.DECIDING and may_vote(award, me)
    is_right = 0 < len(choices) <= places(award) and len(set(choices)) == len(choices)
    if not (is_time and is_right and set(choices) <= allowed):
        raise NotNowError
    Vote.objects.filter(call=award, voter=me).delete()
    Vote.objects.bulk_create(
        Vote(call=award, voter=me, choice_id=choice, rank=rank, cast_at=now)
        for rank, choice in enumerate(choices, start=1)
    )


def own_votes(award: AwardCall, me: Profile) -> list[int]:
    rows = Vote.objects.filter(call=award, voter=me).order_by("rank")
    return list(rows.values_list("choice_id", flat=True))


def count(award: AwardCall) -> list[Counted]:
    """Most points first; who takes part and got no vote stands at the end."""
    points: dict[int, list[int]] = {}
    for choice, rank in Vote.objects.filter(call=award).values_list("choice_id", "rank"):
        points.setdefault(choice, []).append(POINTS[rank])
    rows = Nominee.objects.filter(call=award).exclude(state=Nominee.State.OUT)
    found = [
        Counted(row, sum(points.get(row.profile_id, [])), len(points.get(row.profile_id, [])))
        for row in rows.select_related("profile")
    ]
    return sorted(found, key=lambda one: (-one.points, one.nominee.profile.name))


@transaction.atomic
def announce(award: AwardCall, citations: Mapping[int, str], *, by: User, now: dt.datetime) -> bool:
    """`citations` by nominee. False when it was announced already. Raises NotNowError."""
    award = AwardCall.objects.select_for_update().get(pk=award.pk)
    if award.announced_at:
        return False
    if award.stage(now=now) != Stage.DECIDED:
        raise NotNowError
    rows = Nominee.objects.select_for_update(of=("self",)).filter(call=award, pk__in=citations)
    won = [row for row in rows.select_related("profile__user") if row.state != Nominee.State.OUT]
    if not won or len(won) < len(citations):
        raise NotNowError
    for row in won:
        row.is_winner, row.citation = True, citations[row.pk]
        row.save(update_fields=["is_winner", "citation"])
    award.announced_at = now
    award.save(update_fields=["announced_at"])
    audit.record(ANNOUNCED, award, by=by)
    _tell(award, won, now=now)
    return True


def _tell(award: AwardCall, won: list[Nominee], *, now: dt.datetime) -> None:
    for row in won:
        enqueue(
            WON,
            key=f"{WON}:{row.pk}",
            to=row.profile.user,
            context={"nominee": row.pk},
            not_before=now,
        )
    rows = Nomination.objects.filter(call=award, nominator__is_active=True)
    for nomination in rows.select_related("nominator__user"):
        enqueue(
            RESULT,
            key=f"{RESULT}:{nomination.pk}",
            to=nomination.nominator.user,
            context={"nomination": nomination.pk},
            not_before=now,
        )


def decided(now: dt.datetime) -> "QuerySet[Any, Any]":
    """(kind, number, name) of calls whose vote is over, for the overview."""
    rows = AwardCall.objects.filter(announced_at__isnull=True, decides_by__lte=now)
    named = rows.annotate(what=Value(DECIDED)).order_by("decides_by", "pk")
    return named.values_list("what", "pk", "name")[:MOST_RANKS]


def needs(found: list[tuple[int, str]]) -> list[NeedsYou]:
    return [
        NeedsYou(
            rank=62,
            title=_("Announce: %(award)s") % {"award": name},
            line=_("The vote is over. The nominators read the result when you announce it."),
            verb=_("Open"),
            url=reverse("hr-award", args=[pk]),
            icon="award",
        )
        for pk, name in found
    ]


ASKED = overview.Asked(
    rows=lambda now: [decided(now)], needs=lambda found: needs(found.get(DECIDED, []))
)
