from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models.groups import Group
from community.models.sessions import Session
from profiles.models import Profile


class SessionFeedback(models.Model):
    """What somebody who was there says afterwards, in two taps and maybe one line.

    The host reads counts and lines once five people have answered; with a name only when its
    author ticked that.
    """

    class Answer(models.TextChoices):
        USEFUL = "useful", _("I can use it")
        PARTLY = "partly", _("Some of it")
        NOT = "not", _("Not for me")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer)
    words = models.CharField(max_length=400, blank=True)
    may_name = models.BooleanField(default=False)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "profile"], name="community_session_feedback_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile} on {self.session}"


class ClinicFollowUp(models.Model):
    """Whether what a clinic found still holds after sixty days, as the owner of the problem says.

    Kept for the measure of innovation: an answered row is a problem with a known end.
    """

    class Answer(models.TextChoices):
        HELD = "held", _("It held")
        PARTLY = "partly", _("Partly")
        NOT = "not", _("It did not hold")

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="follow_up")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    words = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="community_follow_up_answered_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.answer or 'asked'}"


class SessionFeed(models.Model):
    """A secret calendar address of one person: all open sessions, or those of one group."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    renewed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "group"],
                nulls_distinct=False,
                name="community_session_feed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile}: {self.group or 'all sessions'}"
