import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.models import Pair

WEEKS, MINUTES = (1, 12), (10, 240)


class Terms(models.Model):
    """What two people agree on: the words of one version, and who has signed them.

    A signature is a time in the column of one side, so nobody but the two can ever have signed.
    """

    class Side(models.TextChoices):
        MENTOR = "mentor", _("Mentor")
        MENTEE = "mentee", _("Mentee")

    FIELDS = ("goals", "ways_of_working", "confidentiality", "weeks_between", "minutes")

    version = models.PositiveIntegerField(default=1)
    goals = models.CharField(max_length=1000, blank=True)
    ways_of_working = models.CharField(max_length=1000, blank=True)
    confidentiality = models.CharField(max_length=1000, blank=True)
    weeks_between = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    edited_by = models.CharField(max_length=6, choices=Side)
    edited_at = models.DateTimeField()
    mentor_signed_at = models.DateTimeField(null=True, blank=True)
    mentee_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def words(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.FIELDS}

    @property
    def is_signed(self) -> bool:
        return bool(self.mentor_signed_at and self.mentee_signed_at)

    def signed_at(self, side: str) -> dt.datetime | None:
        return self.mentor_signed_at if side == self.Side.MENTOR else self.mentee_signed_at


class Agreement(Terms):
    """The current version of a pair's agreement.

    Every edit counts `version` up and withdraws the signatures: the database refuses one that is
    older than the words. `agreed_*` is the rhythm both last signed; it holds while a new version
    waits for a signature.
    """

    pair = models.OneToOneField(Pair, on_delete=models.CASCADE, related_name="agreement")
    agreed_weeks_between = models.PositiveSmallIntegerField(null=True, blank=True)
    agreed_minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks_between__range=WEEKS, minutes__range=MINUTES),
                name="checkins_agreement_rhythm",
            ),
            models.CheckConstraint(
                condition=Q(edited_by__in=["mentor", "mentee"]), name="checkins_agreement_edited_by"
            ),
            models.CheckConstraint(
                condition=Q(mentor_signed_at__isnull=True)
                | Q(mentor_signed_at__gte=F("edited_at")),
                name="checkins_agreement_mentor_signed_these_words",
            ),
            models.CheckConstraint(
                condition=Q(mentee_signed_at__isnull=True)
                | Q(mentee_signed_at__gte=F("edited_at")),
                name="checkins_agreement_mentee_signed_these_words",
            ),
            models.CheckConstraint(
                condition=Q(agreed_weeks_between__isnull=True, agreed_minutes__isnull=True)
                | Q(
                    agreed_weeks_between__isnull=False,
                    agreed_minutes__isnull=False,
                    agreed_weeks_between__range=WEEKS,
                    agreed_minutes__range=MINUTES,
                ),
                name="checkins_agreement_agreed_rhythm",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement of pair {self.pair_id}, version {self.version}"


class AgreementVersion(Terms):
    """A former version, kept as it was with its signatures."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "version"], name="checkins_agreement_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of agreement {self.agreement_id}"
