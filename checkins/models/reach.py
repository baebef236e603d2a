"""Who and what reaches a person's meetings beside themselves: a delegate, a calendar program."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from profiles.models import Profile


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def open(self) -> "DelegationQuerySet":
        return self.filter(ended_at__isnull=True, person__is_active=True, delegate__is_active=True)


class Delegation(models.Model):
    """`delegate` books and moves meetings for `person`, until `ended_at`."""

    person = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="delegations")
    delegate = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="acts_for")
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at__isnull=True),
                name="checkins_delegation_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("delegate")), name="checkins_delegation_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate_id} for {self.person_id}"

    def end(self, *, now: dt.datetime) -> bool:
        """False when it had ended before."""
        rows = Delegation.objects.filter(pk=self.pk, ended_at__isnull=True)
        return bool(rows.update(ended_at=now))


class CalendarFeed(models.Model):
    """A person's own meetings under a secret address (`checkins.feeds`).

    The address is an HMAC of the person and `nonce`; only its hash is kept, so the table opens
    nothing. A new nonce ends the old address.
    """

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="calendar_feed")
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    renewed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"calendar feed of {self.profile_id}"
