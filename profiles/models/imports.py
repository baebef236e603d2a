from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def light(self) -> "PeopleImportQuerySet":
        """Without the file and the lists; for pages that show many."""
        return self.defer("file", "errors", "sample", "changes", "leavers")

    def unclaimed(self, now: datetime) -> "PeopleImportQuerySet":
        """What a worker has to do and no worker holds."""
        working = self.filter(state__in=PeopleImport.WORKING)
        return working.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=now))


class PeopleImport(models.Model):
    """One uploaded people file on its way into the directory.

    The file, and everything copied from it, is removed after a day. `mapping` is field → column
    number, `levels` grade (lower case) → level or null.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Choose columns")
        MAPPED = "mapped", _("Choose levels")
        CHECKING = "checking", _("Checking")
        READY = "ready", _("Ready to import")
        QUEUED = "queued", _("Waiting to start")
        RUNNING = "running", _("Importing")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Not imported")

    WORKING = (State.CHECKING, State.QUEUED, State.RUNNING)

    filename = models.CharField(max_length=200)
    file = models.BinaryField(null=True)
    headers = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    day_first = models.BooleanField(default=True)
    levels = models.JSONField(default=dict)
    is_complete = models.BooleanField(default=False)

    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    stage = models.CharField(max_length=60, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    counts = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    leavers = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    failure = models.CharField(max_length=300, blank=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                "id",
                condition=Q(state__in=["checking", "queued", "running"]),
                name="profiles_people_import_working",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "uploaded",
                        "mapped",
                        "checking",
                        "ready",
                        "queued",
                        "running",
                        "done",
                        "failed",
                    ]
                ),
                name="profiles_people_import_known_state",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="profiles_people_import_progress_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("people-import-file", args=[self.pk])

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def has_file(self) -> bool:
        return PeopleImport.objects.filter(pk=self.pk, file__isnull=False).exists()

    @property
    def standing(self) -> str:
        """The state as the list shows it."""
        has_problems = self.state == self.State.READY and self.error_count
        return str(_("Has problems")) if has_problems else self.get_state_display()

    @property
    def error_count(self) -> int:
        return int(self.counts.get("errors", 0))


class GradeLevel(models.Model):
    """What a grade of this company means as a level, kept for the next import."""

    grade = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["grade"]
        constraints = [
            models.UniqueConstraint(Lower("grade"), name="profiles_grade_level_any_case"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=10),
                name="profiles_grade_level_1_to_10",
            ),
        ]

    def __str__(self) -> str:
        return self.grade
