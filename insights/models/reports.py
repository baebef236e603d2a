"""The words of a report, when it goes out, and who reads it besides the program's sponsor."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from insights.report import naming
from insights.report.periods import LENGTHS, Period
from matching.models import Program
from profiles.models import Profile

SENTENCE = 280


class ReportWordsQuerySet(models.QuerySet["ReportWords"]):
    def newest(self) -> "ReportWordsQuerySet":
        """The last version of each period, the latest period first."""
        return self.order_by("program_id", "-starts_on", "-months", "-version").distinct(
            "program_id", "starts_on", "months"
        )

    def of(self, program: Program, period: Period) -> "ReportWordsQuerySet":
        rows = self.filter(program=program, starts_on=period.starts_on, months=period.months)
        return rows.order_by("-version")


class ReportWords(models.Model):
    """One version of the three sentences a report opens with; a correction is a new version."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="report_words")
    starts_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    went_well = models.CharField(max_length=SENTENCE)
    did_not = models.CharField(max_length=SENTENCE)
    we_ask = models.CharField(max_length=SENTENCE)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()

    objects = ReportWordsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "starts_on", "months", "version"],
                name="insights_report_words_version_once",
            ),
            models.CheckConstraint(
                condition=Q(months__in=LENGTHS) & Q(starts_on__day=1),
                name="insights_report_words_of_a_period",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="insights_report_words_version_from_1"
            ),
            models.CheckConstraint(
                condition=~Q(went_well="") & ~Q(did_not="") & ~Q(we_ask=""),
                name="insights_report_words_three_sentences",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period.slug} of {self.program_id}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.program_id, self.period.slug])

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.months)

    @property
    def label(self) -> str:
        return naming.label(self.period)


class ReportPlan(models.Model):
    """How often the report of a program is mailed, and from which day on."""

    class Rhythm(models.TextChoices):
        OFF = "off", _("Not by mail")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")

    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="report_plan")
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.OFF)
    since = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm__in=["off", "monthly", "quarterly"]),
                name="insights_report_plan_rhythm_known",
            )
        ]

    def __str__(self) -> str:
        return f"report of {self.program_id}: {self.rhythm}"

    @property
    def months(self) -> int:
        """Months of a period; a report that is not mailed is of a month."""
        return 3 if self.rhythm == self.Rhythm.QUARTERLY else 1

    def last_ended(self, *, today: dt.date) -> Period:
        return Period.of(today, months=self.months).previous


class ReportReader(models.Model):
    """Somebody who reads the report of a program besides the sponsor it names."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="report_readers")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "profile"], name="insights_report_reader_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} reads the report of {self.program_id}"
