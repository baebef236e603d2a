"""How many of the requests to them mentors answer in time: for the mentor and for HR, for nobody
else, and no part of any score."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from matching.models import MentorRequest

LOOKS_BACK = dt.timedelta(days=365)
ANSWERED = (MentorRequest.State.ACCEPTED, MentorRequest.State.NOT_NOW)
RIPE = (*ANSWERED, MentorRequest.State.EXPIRED)


@dataclass(frozen=True)
class Rate:
    answered: int = 0
    asked: int = 0

    @property
    def words(self) -> str:
        if not self.asked:
            return _("No request yet")
        return _("%(n)d of %(all)d requests answered in time") % {
            "n": self.answered,
            "all": self.asked,
        }


def of(profile_ids: Collection[int], *, now: datetime) -> dict[int, Rate]:
    """By profile, over all programs and the last year; requests taken back do not count."""
    rows = MentorRequest.objects.filter(
        mentor__profile__in=profile_ids, state__in=RIPE, asked_at__gt=now - LOOKS_BACK
    )
    said = Count("pk", filter=Q(state__in=ANSWERED))
    counts = rows.order_by().values("mentor__profile").annotate(asked=Count("pk"), said=said)
    found = counts.values_list("mentor__profile", "said", "asked")
    return dict.fromkeys(profile_ids, Rate()) | {pk: Rate(said, n) for pk, said, n in found}
