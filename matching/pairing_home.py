"""What rounds and mentees put on Home: the question to whoever is asked about a match."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from matching import answers, group_asks, group_words, pairing_words, seen_pairs
from matching.models import MentorRequest, Pair
from profiles.contributions import Task
from profiles.home_ranks import Rank
from profiles.models import Profile
from profiles.visits import Visit

ASKED = "asked_of_me"


def tasks(visit: Visit) -> list[Task]:
    return [*_matches(visit), *_requests(visit)]


def _matches(visit: Visit) -> list[Task]:
    asked = answers.waiting_for(visit.profile, visit.once(seen_pairs.of))
    return [_match(pairs, visit.profile) for pairs in group_asks.firsts(asked)]


def _match(pairs: list[Pair], reader: Profile) -> Task:
    """A pair, or all pairs of a group that are asked about together."""
    first = pairs[0]
    line = first.program.name
    if first.answer_by:
        line = _("Tell us by %(by)s") % {"by": pairing_words.day_of(first.answer_by, reader)}
    return Task(
        rank=Rank.MATCH_QUESTION,
        title=group_words.question(pairs),
        line=line,
        verb=_("Answer"),
        url=reverse("answer-pair", args=[first.pk]),
        person=first.partner_of(reader),
    )


def asked_of_me() -> ArraySubquery:
    """Open requests to a visitor of Home, as a part of the question for all its facts."""
    rows = MentorRequest.objects.open().filter(mentor__profile=OuterRef("pk"))
    person = {name: f"mentee__profile__{name}" for name in ("name", "preferred_name")}
    row = JSONObject(pk="pk", answer_by="answer_by", person="mentee__profile_id", **person)
    return ArraySubquery(rows.order_by("answer_by", "pk").values(row=row))


def _requests(visit: Visit) -> list[Task]:
    return [_request(row, visit.profile) for row in visit.fact(ASKED)]


def _request(row: dict[str, Any], reader: Profile) -> Task:
    person = Profile(pk=row["person"], name=row["name"], preferred_name=row["preferred_name"])
    by = datetime.fromisoformat(row["answer_by"])
    return Task(
        rank=Rank.MENTOR_REQUEST,
        title=_("%(name)s asks you to be their mentor") % {"name": person.name},
        line=_("Tell us by %(by)s") % {"by": pairing_words.day_of(by, reader)},
        verb=_("Answer"),
        url=reverse("mentor-request", args=[row["pk"]]),
        person=person,
    )
