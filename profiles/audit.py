"""Writing the audit trail: one row per act, in the same transaction as the act."""

from django.db import models

from profiles.models import AuditEvent, Profile, User


def record(
    action: str,
    subject: models.Model,
    *,
    by: User | None,
    about: Profile | None = None,
    reason: str = "",
    data: dict[str, object] | None = None,
    request_id: str = "",
) -> AuditEvent:
    """`about` is the person the act concerns: they can see who looked at or changed what."""
    return AuditEvent.objects.create(
        actor=by,
        action=action,
        object_type=subject._meta.label_lower,
        object_id=subject.pk,
        about=about.pk if about else None,
        reason=reason,
        data=data or {},
        request_id=request_id,
    )
