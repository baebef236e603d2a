from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleGrant(models.Model):
    """A company-wide role. Coordinators belong to a program (`matching.Coordinator`)."""

    class Role(models.TextChoices):
        HR = "hr", _("HR admin")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_grants"
    )
    role = models.CharField(max_length=12, choices=Role)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="profiles_role_grant_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=["hr"]), name="profiles_role_grant_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"


class AuditEvent(models.Model):
    """Who did what to what, and why. A trigger refuses UPDATE and DELETE."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True, blank=True)
    about = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index("object_type", "object_id", name="profiles_audit_by_object"),
            models.Index("about", name="profiles_audit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"
