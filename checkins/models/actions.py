import datetime as dt

from django.db import models
from django.db.models import F, Q

from matching.models import Pair
from profiles.models import Profile


class ActionQuerySet(models.QuerySet["Action"]):
    def open(self) -> "ActionQuerySet":
        return self.filter(done_at__isnull=True)

    def mine(self, profile: Profile) -> "ActionQuerySet":
        """Those this member does, alone or together with the partner."""
        pairs = Q(pair__mentor=profile) | Q(pair__mentee=profile)
        return self.filter(pairs, Q(owner=profile) | Q(owner__isnull=True))

    def in_order(self) -> "ActionQuerySet":
        """Open ones by their day, those without a day after them, then what is done."""
        return self.order_by(
            F("done_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"
        )


class Action(models.Model):
    """What one of a pair, or both (no `owner`), will do, until when. Both may change it."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=200)
    owner = models.ForeignKey(
        Profile, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    # Counts edits: whoever saves over words they have not seen is shown both.
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index("pair", "due_on", name="checkins_action_by_pair")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="checkins_action_says_what"),
        ]

    def __str__(self) -> str:
        return f"action {self.pk} of pair {self.pair_id}"

    def is_due(self, *, today: dt.date) -> bool:
        return self.done_at is None and self.due_on is not None and self.due_on <= today
