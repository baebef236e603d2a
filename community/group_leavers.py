"""When somebody leaves the company: they leave their groups, the place goes to the wait list, and
whoever is here longest leads what they led. What nobody can lead is in HR's queue."""

from datetime import datetime

from django.utils import timezone

from community import joining
from community.models import CircleSeat, Membership
from profiles.models import Profile


def leave_groups(profile: Profile, *, now: datetime | None = None) -> None:
    """A leaver hook: runs inside the transaction that deactivates the person. Groups by id, so
    that two leavers never wait for each other in a ring."""
    now = now or timezone.now()
    rows = Membership.objects.involved().filter(profile=profile).select_related("group")
    for row in rows.order_by("group_id"):
        joining.leave(row, now=now)
    CircleSeat.objects.filter(profile=profile, circle__round__state="review").update(is_out=True)
