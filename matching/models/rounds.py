from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models.enrollments import Enrollment
from matching.models.jobs import Job
from matching.models.programs import Policy, Program


class Round(models.Model):
    """One matching exercise of a program. `version` rises with every decision HR makes, so that
    Publish acts on exactly what HR saw. One round per program is open at a time."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        PUBLISHED = "published", _("Published")
        CANCELLED = "cancelled", _("Cancelled")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    # For late joiners: opened from `matching.late_joiners`, and its pages say what stays.
    is_top_up = models.BooleanField(default=False, db_default=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "number"], name="matching_round_number_once"
            ),
            models.UniqueConstraint(
                fields=["program"],
                condition=Q(state="open"),
                name="matching_round_one_open_per_program",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="matching_round_published_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.number} of {self.program_id}"

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.pk])


class Run(Job):
    """One execution of the engine by a worker, with its receipt. Claimed by a lease, so a killed
    worker's run is taken over; results are written in one transaction at the end."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting for a worker")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    salt = models.CharField(max_length=32)
    receipt = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="matching_run_number_once"),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(state__in=["queued", "running"]),
                name="matching_run_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="matching_run_percent"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed", "cancelled"]),
                name="matching_run_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(finished_at__isnull=False),
                name="matching_run_cancelled_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.number} of round {self.round_id}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def undecided(self) -> "ProposalQuerySet":
        return self.filter(decision=Proposal.Decision.PENDING)

    def approved(self) -> "ProposalQuerySet":
        return self.filter(decision=Proposal.Decision.APPROVED)

    def with_people(self) -> "ProposalQuerySet":
        return self.select_related("mentor__profile", "mentee__profile")

    def states(self) -> "list[Decided]":
        """What a decision changes, without the texts: of thousands of rows at once."""
        return [Decided(*row) for row in self.values_list(*Decided._fields)]


class Decided(NamedTuple):
    """A proposal as far as a decision touches it."""

    pk: int
    mentor_id: int
    mentee_id: int
    decision: str
    decided_by_id: int | None
    decided_at: datetime | None
    reason: str
    is_locked: bool


class Proposal(models.Model):
    """A pair put forward by the current run of a round.

    `parts`: [{"factor", "points", "maximum", "evidence", "missing"}], summing exactly to `score`;
    `reasons`: up to three sentences as employees will read them.
    """

    class Decision(models.TextChoices):
        PENDING = "pending", _("Not decided")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="proposals")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="proposals")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    score = models.IntegerField()
    maximum = models.PositiveIntegerField()
    parts = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    rank = models.PositiveIntegerField(default=1)
    options = models.PositiveIntegerField(default=1)
    # The mentee among those the mentor may get; 0 where a round is too large to work it out.
    mentor_rank = models.PositiveIntegerField(default=0, db_default=0)
    mentor_options = models.PositiveIntegerField(default=0, db_default=0)
    flags = models.JSONField(default=list)
    is_locked = models.BooleanField(default=False)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "mentee"], name="matching_proposal_once"),
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")), name="matching_proposal_two_enrollments"
            ),
            models.CheckConstraint(
                condition=~Q(decision="rejected") | ~Q(reason=""),
                name="matching_proposal_rejected_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("proposal", args=[self.pk])


class ProposalEvent(models.Model):
    """One decision on a proposal; the trail outlives the proposal it was made on."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="events")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=20)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} in round {self.round_id}"


class Unmatched(models.Model):
    """A mentee the run left without a mentor, and why: the facts, never who excluded whom.

    `cause` is "no_mentor_allowed" or "outbid"; `facts`: {"blocked": {rule: count}, …}.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="unmatched")
    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "mentee"], name="matching_unmatched_once")
        ]

    def __str__(self) -> str:
        return f"unmatched {self.mentee_id}"
