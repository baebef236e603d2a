from django.conf import settings
from django.db import models


class Job(models.Model):
    """What a worker does in the background, claimed by a lease: how far it is, who asked and how it
    ended. Each kind of job adds a `state` with the values "queued", "running", "done", "failed"
    and "cancelled"."""

    stage = models.CharField(max_length=60, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    # Replaced by the one of each kind.
    state = models.CharField(max_length=10)

    WORKING = ("queued", "running")

    class Meta:
        abstract = True

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING
