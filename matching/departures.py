"""When somebody leaves the company: their pairs end kindly, their places are free, the partner is
told, and a mentee who stays is first in line for somebody new."""

from datetime import datetime

from django.utils import timezone

from matching import pairs, waiting
from matching.models import Enrollment, JoinDraft, Pair
from profiles import audit
from profiles.models import Profile


def leave_programs(profile: Profile, *, now: datetime | None = None) -> None:
    """A leaver hook: runs inside the transaction that deactivates the person."""
    now = now or timezone.now()
    mine = Pair.objects.filter(state__in=[*Pair.OPEN, Pair.State.AWAY]).for_person(profile)
    for pair in mine.with_people().order_by("pk"):
        pairs.close_pair(pair, by=None, reason=pairs.LEFT, now=now)
        if pair.mentor_id == profile.pk:
            waiting.first_in_line(pair, now=now)
    rows = Enrollment.objects.filter(profile=profile).exclude(
        state__in=[Enrollment.State.WITHDRAWN, Enrollment.State.REFUSED]
    )
    for row in rows:
        row.state = Enrollment.State.WITHDRAWN
        row.save(update_fields=["state"])
        audit.record("enrollment.withdrawn", row, by=None, about=profile, reason=pairs.LEFT)
    JoinDraft.objects.filter(profile=profile).delete()
