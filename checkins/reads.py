"""Reading confidential feedback: a typed reason, one audit row, visible to the author."""

from django.db import transaction
from django.db.models import QuerySet

from checkins.models import CheckIn
from profiles import audit
from profiles.models import AuditEvent, Profile, User

ACTION = "read-feedback"


@transaction.atomic
def record(checkin: CheckIn, *, by: User, reason: str) -> AuditEvent:
    return audit.record(ACTION, checkin, by=by, about=checkin.author, reason=reason)


def of_person(profile: Profile) -> QuerySet[AuditEvent]:
    """Who read this person's feedback, newest first."""
    rows = AuditEvent.objects.filter(action=ACTION, about=profile.pk)
    return rows.select_related("actor__profile").order_by("-pk")
