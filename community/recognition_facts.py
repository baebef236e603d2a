"""What Home wants to know of recognition about its reader, as parts of `profiles.visits`.

Rows come as JSON, because one question brings them all; `OuterRef("pk")` is the reader's profile.
"""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject, Now

from community.models import AwardCall, Juror, Kudos, Nominee, Story, StoryConsent, Vote
from community.models.kudos import KudosQuerySet
from profiles.models import Profile, Skill

CONSENTS, AWARDS, TO_ME, TO_MY_TEAM = "consents", "awards", "kudos", "team_kudos"
MOST = 3
ME, MY_MANAGER = OuterRef("pk"), OuterRef("manager")


def _consents() -> ArraySubquery:
    asked = StoryConsent.objects.filter(
        profile=ME, state=StoryConsent.State.ASKED, story__state=Story.State.ASKING
    )
    row = JSONObject(
        pk="story_id",
        title="story__title",
        author="story__author_id",
        name="story__author__name",
        preferred="story__author__preferred_name",
    )
    return ArraySubquery(asked.order_by("pk").values(row=row)[:MOST])


def _awards() -> ArraySubquery:
    """Nominated and not answered; a jury's ranking; a company vote with somebody to vote for."""
    of_call, me = {"call": OuterRef("pk")}, OuterRef(ME)
    named = Nominee.objects.filter(**of_call, state=Nominee.State.NAMED).exclude(profile=me)
    rows = AwardCall.objects.filter(announced_at__isnull=True).annotate(
        asks=Exists(Nominee.objects.filter(**of_call, profile=me, state=Nominee.State.ASKED)),
        voted=Exists(Vote.objects.filter(**of_call, voter=me)),
        is_juror=Exists(Juror.objects.filter(**of_call, profile=me)),
        has_names=Exists(named),
    )
    decides = Q(closes_at__lte=Now(), decides_by__gt=Now(), voted=False) & (
        Q(is_juror=True) | Q(decision=AwardCall.Decision.VOTE, has_names=True)
    )
    rows = rows.annotate(decides=ExpressionWrapper(decides, output_field=BooleanField()))
    row = JSONObject(
        pk="pk",
        name="name",
        decision="decision",
        decides_by="decides_by",
        asks="asks",
        decides="decides",
    )
    found = rows.filter(Q(asks=True) | Q(decides=True)).order_by("decides_by", "pk")
    return ArraySubquery(found.values(row=row)[:MOST])


def _last(rows: KudosQuerySet) -> ArraySubquery:
    row = JSONObject(
        pk="pk",
        words="words",
        given_at="given_at",
        giver="giver_id",
        giver_name="giver__name",
        recipient="recipient_id",
        recipient_name="recipient__name",
        skill="skill__name",
    )
    return ArraySubquery(rows.order_by("-given_at", "-pk").values(row=row)[:1])


def _to_my_team() -> KudosQuerySet:
    team = Q(recipient__manager=ME) | Q(recipient=MY_MANAGER) | Q(recipient__manager=MY_MANAGER)
    return Kudos.objects.public().filter(team)


FACTS: dict[str, BaseExpression] = {
    CONSENTS: _consents(),
    AWARDS: _awards(),
    TO_ME: _last(Kudos.objects.standing().filter(recipient=ME, giver__is_active=True)),
    TO_MY_TEAM: _last(_to_my_team()),
}


def latest_kudos(facts: dict[str, Any]) -> Kudos | None:
    """The last one to the reader, private or not, or in public to their team."""
    rows = [*facts[TO_ME], *facts[TO_MY_TEAM]]
    row = max(rows, key=lambda one: (one["given_at"], one["pk"]), default=None)
    if row is None:
        return None
    return Kudos(
        pk=row["pk"],
        words=row["words"],
        given_at=dt.datetime.fromisoformat(row["given_at"]),
        giver=Profile(pk=row["giver"], name=row["giver_name"]),
        recipient=Profile(pk=row["recipient"], name=row["recipient_name"]),
        skill=Skill(name=row["skill"]) if row["skill"] else None,
    )
