"""What reviewers leave behind while they review a round: steps that can be taken back, comments,
samples and what each of them has selected."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.models.enrollments import Enrollment
from matching.models.rounds import Round


class ReviewStep(models.Model):
    """One thing a reviewer did, to one pair or to five hundred, undone and redone as a whole.

    `changes`: [{"mentee": enrollment, "before": state or null, "after": state or null}], where a
    state is what `matching.console.states` writes; `rules`: the same for pair rules.
    """

    class Kind(models.TextChoices):
        APPROVE = "approve", _("Approved")
        REJECT = "reject", _("Rejected")
        REOPEN = "reopen", _("Opened again")
        LOCK = "lock", _("Locked")
        UNLOCK = "unlock", _("Unlocked")
        FORBID = "forbid", _("Kept apart")
        SWAP = "swap", _("Given another mentor")
        FORCE = "force", _("Put together by hand")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="steps")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    changes = models.JSONField(default=list)
    rules = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["round", "actor", "-id"], name="matching_step_by_reviewer")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.actor_id} in round {self.round_id}"


class ReviewComment(models.Model):
    """A word to the other reviewers about two people; `mentioned` is asked for an answer."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="comments")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    mentioned = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "mentee"], name="matching_comment_by_pair")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="matching_comment_says_something")
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} in round {self.round_id}"


class SampledPair(models.Model):
    """An approved pair drawn at random for a look; `verdict` is what the reviewer made of it."""

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Not looked at")
        KEPT = "kept", _("Still right")
        REJECTED = "rejected", _("Rejected after all")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sample")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.WAITING)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    drawn_at = models.DateTimeField(auto_now_add=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "mentor", "mentee"], name="matching_sampled_once"
            ),
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")), name="matching_sampled_two_enrollments"
            ),
            models.CheckConstraint(
                condition=Q(verdict="waiting", looked_at__isnull=True)
                | (Q(verdict__in=["kept", "rejected"]) & Q(looked_at__isnull=False)),
                name="matching_sampled_verdict_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"sampled pair {self.pk} of round {self.round_id}"


class ReviewDesk(models.Model):
    """One reviewer's desk in a round: the selected proposals, across pages and reloads."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    selected = ArrayField(models.BigIntegerField(), default=list, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "reviewer"], name="matching_desk_once")
        ]

    def __str__(self) -> str:
        return f"desk of {self.reviewer_id} in round {self.round_id}"
