from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        return self.filter(status=Message.Status.QUEUED, not_before__lte=now)

    def need_a_look(self, now: datetime) -> "MessageQuerySet":
        """What of the last two weeks did not arrive, or nobody knows."""
        return self.filter(status__in=Message.TROUBLED, created_at__gt=now - timedelta(days=14))

    def add_new(self, rows: Sequence["Message"]) -> int:
        """Insert the rows whose key is new; returns how many were written."""
        before = self.filter(key__in=[row.key for row in rows]).count()
        self.bulk_create(rows, ignore_conflicts=True)
        return self.filter(key__in=[row.key for row in rows]).count() - before


class Message(models.Model):
    """One mail. Claimed, marked, sent, marked: see `outbox.drain`."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        CLAIMED = "claimed", _("Claimed")
        SENDING = "sending", _("Sending")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        UNKNOWN = "unknown", _("Not known whether it arrived")
        EXPIRED = "expired", _("Too late to send")
        CANCELLED = "cancelled", _("Cancelled")

    UNSENT = (Status.QUEUED, Status.CLAIMED)
    TROUBLED = (Status.FAILED, Status.UNKNOWN, Status.EXPIRED)

    class Policy(models.TextChoices):
        AT_MOST_ONCE = "at_most_once", _("At most once")
        AT_LEAST_ONCE = "at_least_once", _("At least once")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    policy = models.CharField(max_length=20, choices=Policy)
    priority = models.PositiveSmallIntegerField(default=5)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(max_length=254, blank=True)
    context = models.JSONField(default=dict, blank=True)
    batch = models.CharField(max_length=60, blank=True, db_index=True)
    not_before = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_owner = models.CharField(max_length=80, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    smtp_code = models.PositiveSmallIntegerField(null=True, blank=True)
    smtp_text = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                "priority",
                "not_before",
                condition=models.Q(status="queued"),
                name="outbox_message_due",
            ),
            models.Index("status", "lease_until", name="outbox_message_leases"),
            models.Index("created_at", name="outbox_message_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False) | ~models.Q(address=""),
                name="outbox_message_has_a_reader",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=[
                        "queued",
                        "claimed",
                        "sending",
                        "sent",
                        "failed",
                        "unknown",
                        "expired",
                        "cancelled",
                    ]
                ),
                name="outbox_message_known_status",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When a periodic job last ran; `/healthz/jobs` reads it."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """A signed link of a mail. Only the token's hash is kept, so the table opens nothing."""

    purpose = models.CharField(max_length=40)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=80, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "message", "person", "subject"], name="outbox_link_one_per_use"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose}:{self.message_id}"

    def is_expired(self, *, now: datetime) -> bool:
        return now >= self.expires_at


class MailPreference(models.Model):
    """What a person wants to hear. Security and pairing mails are never switched off."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference"
    )
    nudges = models.BooleanField(default=True)
    paused_until = models.DateField(null=True, blank=True)
    nudge_weekday = models.PositiveSmallIntegerField(default=1)
    nudge_hour = models.PositiveSmallIntegerField(default=10)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nudge_weekday__lte=6, nudge_hour__lte=23),
                name="outbox_mail_preference_in_week",
            )
        ]

    def __str__(self) -> str:
        return f"mail preferences {self.user_id}"

    def is_paused(self, *, today: date) -> bool:
        return self.paused_until is not None and today < self.paused_until


class Suppression(models.Model):
    """An address that refuses mail for good (5.1.x); nothing is sent there until HR lifts it."""

    address = models.EmailField(max_length=254)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("address"), name="outbox_suppression_one_per_address")
        ]

    def __str__(self) -> str:
        return f"suppression {self.pk}"
