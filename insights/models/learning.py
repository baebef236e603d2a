from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models import Job, Program


class LearningRun(Job):
    """One look at which parts of the score went with good pairs of a program; it changes nothing.

    `result` is the document of `insights.learning.findings`: figures over a hundred pairs or more
    and a proposal, never a pair. `input` is the digest of what went in, `seed` follows from it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting for a worker")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    seed = models.PositiveBigIntegerField(default=0)
    input = models.CharField(max_length=64, blank=True)
    pairs = models.PositiveIntegerField(default=0)
    versions = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program"],
                condition=Q(state__in=["queued", "running"]),
                name="insights_learning_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="insights_learning_percent"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed", "cancelled"]),
                name="insights_learning_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(input=""), name="insights_learning_done_has_input"
            ),
        ]

    def __str__(self) -> str:
        return f"learning {self.pk} of program {self.program_id}"

    def get_absolute_url(self) -> str:
        return reverse("learning", args=[self.program_id])
