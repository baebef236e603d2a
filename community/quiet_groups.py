"""Communities nobody uses: after 90 quiet days the lead is asked, two weeks later it is archived.

Nobody else is asked for anything; what was written can still be read. Safe to run twice or late.
"""

import datetime as dt

from django.db import transaction

from community import emails_groups, groups
from community.models import Group, Membership

QUIET = dt.timedelta(days=90)


def tick(*, now: dt.datetime) -> None:
    ask(now=now)
    archive_unanswered(now=now)


def ask(*, now: dt.datetime) -> int:
    """How many leads were asked. A session held in the meantime counts as life."""
    rows = Group.objects.running().filter(
        kind=Group.Kind.COMMUNITY, quiet_asked_at__isnull=True, active_at__lte=now - QUIET
    )
    rows = rows.exclude(sessions__starts_at__gt=now - QUIET)
    asked = 0
    for group in rows.order_by("pk"):
        asked += _ask(group, now=now)
    return asked


@transaction.atomic
def _ask(group: Group, *, now: dt.datetime) -> bool:
    row = groups.locked(group)
    if row.quiet_asked_at or row.is_over or row.active_at > now - QUIET:
        return False
    row.quiet_asked_at = now
    row.save(update_fields=["quiet_asked_at"])
    lead = Membership.objects.members().filter(group=row, role=Membership.Role.LEAD)
    for membership in lead.select_related("profile__user"):
        emails_groups.tell_quiet(membership, now=now)
    return True


def archive_unanswered(*, now: dt.datetime) -> int:
    before = now - emails_groups.QUIET_ANSWER
    rows = Group.objects.running().filter(quiet_asked_at__lte=before)
    return sum(groups.archive(group, by=None, now=now) for group in rows.order_by("pk"))
