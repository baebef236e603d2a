import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models.groups import Group
from profiles.models import Profile, Skill


class SessionQuerySet(models.QuerySet["Session"]):
    def published(self) -> "SessionQuerySet":
        return self.filter(state=Session.State.PUBLISHED)


class Session(models.Model):
    """A dated event with RSVP, open to the company or to one group.

    One event keeps its `uid`; every change of it counts `sequence` up, as a meeting's does. `used`
    counts the RSVPs that hold a place and moves in their transaction.
    """

    class Kind(models.TextChoices):
        LUNCH = "lunch", _("Lunch & learn")
        TALK = "talk", _("Guest talk")
        WORKSHOP = "workshop", _("Workshop")
        EXCHANGE = "exchange", _("Knowledge exchange")
        OFFICE_HOUR = "office_hour", _("Office hour")
        TRAINING = "training", _("Training")
        CLINIC = "clinic", _("Problem clinic")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Not taken")
        CANCELLED = "cancelled", _("Cancelled")
        HELD = "held", _("Held")

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    title = models.CharField(_("title"), max_length=120)
    outcome = models.CharField(_("what people can do afterwards"), max_length=400)
    host = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="hosted_sessions")
    # Somebody from outside, in words: a guest has no profile.
    speaker = models.CharField(max_length=120, blank=True)
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="sessions"
    )
    skills = models.ManyToManyField(Skill, related_name="sessions", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    used = models.PositiveIntegerField(default=0)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="community_session_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(used__lte=F("capacity")),
                name="community_session_places",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="community_session_next")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.pk])


class Rsvp(models.Model):
    """A person's answer to a session: going holds a place, waiting does not."""

    class State(models.TextChoices):
        GOING = "going", _("Going")
        WAITING = "waiting", _("On the wait list")
        LEFT = "left", _("Not going")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="rsvps")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="rsvps")
    state = models.CharField(max_length=8, choices=State)
    # Who came, ticked by the host; empty until the wrap-up.
    attended = models.BooleanField(null=True, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "profile"], name="community_rsvp_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile} at {self.session}"
