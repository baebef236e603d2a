"""Keys with which other tools read figures."""

from django.conf import settings
from django.db import models
from django.db.models import Q

NAME = 80


class ExportKeyQuerySet(models.QuerySet["ExportKey"]):
    def open(self) -> "ExportKeyQuerySet":
        return self.filter(ended_at=None).order_by("made_at", "pk")


class ExportKey(models.Model):
    """It reads what the HR admin who made it reads, while they are one. Only its hash is kept."""

    name = models.CharField(max_length=NAME)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_keys"
    )
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ExportKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="insights_export_key_has_a_name"),
            models.CheckConstraint(
                condition=Q(("token_hash__regex", r"^[0-9a-f]{64}$")),
                name="insights_export_key_hashed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
