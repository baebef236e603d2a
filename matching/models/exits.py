from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.pairs import Pair
from matching.models.programs import Program
from profiles.models import Profile


class ExitReason(models.Model):
    """Why somebody ended a pair. Nobody reads one row: see `matching.exit_reasons`."""

    class Reason(models.TextChoices):
        NO_TIME = "no_time", _("Not enough time just now")
        GOAL = "goal", _("My goal has changed or is reached")
        NO_HOURS = "no_hours", _("We found no time to meet")
        WAYS = "ways", _("We work in different ways")
        SKILL = "skill", _("Another skill would help more")
        OTHER = "other", _("Something else")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason)
    said_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["pair"], name="matching_exit_reason_once_per_pair"),
            models.CheckConstraint(
                condition=Q(reason__in=["no_time", "goal", "no_hours", "ways", "skill", "other"]),
                name="matching_exit_reason_known",
            ),
        ]

    def __str__(self) -> str:
        return f"reason {self.pk}"
