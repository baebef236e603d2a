from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models.groups import Group
from profiles.models import Profile, Skill


class CircleRound(models.Model):
    """Circles the engine has formed from open goals, for HR to look at and publish.

    `receipt` is what the engine says of its result: people placed, the most that could be, points
    and their bound, and the salt that gives the same circles from the same goals.
    """

    class State(models.TextChoices):
        REVIEW = "review", _("Ready to review")
        PUBLISHED = "published", _("Published")
        DROPPED = "dropped", _("Dropped")

    state = models.CharField(max_length=10, choices=State, default=State.REVIEW)
    skills = models.ManyToManyField(Skill, related_name="+", blank=True)
    # A colleague with a topic; empty when HR formed it.
    asked_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    receipt = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="review") | Q(decided_at__isnull=False),
                name="community_circle_round_decided_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"circles {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("hr-circle-round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == CircleRound.State.REVIEW


class ProposedCircle(models.Model):
    """One circle of a round. Nothing goes out before the round is published."""

    class Decision(models.TextChoices):
        OPEN = "open", _("Not decided")
        ACCEPTED = "accepted", _("Accepted")
        DROPPED = "dropped", _("Dropped")

    round = models.ForeignKey(CircleRound, on_delete=models.CASCADE, related_name="circles")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    group = models.OneToOneField(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposed"
    )

    class Meta:
        ordering = ["skill__name", "pk"]

    def __str__(self) -> str:
        return f"circle {self.pk} of round {self.round_id}"


class CircleSeat(models.Model):
    """A person in a proposed circle, until HR takes them out of it."""

    circle = models.ForeignKey(ProposedCircle, on_delete=models.CASCADE, related_name="seats")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="circle_seats")
    facilitates = models.BooleanField(default=False)
    is_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["-facilitates", "profile__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "profile"], name="community_circle_seat_once"
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(facilitates=True, is_out=False),
                name="community_circle_one_facilitator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} in circle {self.circle_id}"
