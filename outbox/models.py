from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Channel(models.Model):
    """A place in the company's chat. Its address is a secret: whoever has it can write there."""

    class Service(models.TextChoices):
        SLACK = "slack", _("Slack, or compatible with it")
        TEAMS = "teams", _("Microsoft Teams (workflow)")
        MATTERMOST = "mattermost", _("Mattermost")

    name = models.CharField(max_length=60)
    service = models.CharField(max_length=12, choices=Service)
    secret = models.TextField()
    host = models.CharField(max_length=253)
    is_on = models.BooleanField(default=True)
    # The kinds of `outbox.news` it takes.
    news = ArrayField(models.CharField(max_length=40), default=list, db_default=[], blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="outbox_channel_one_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def knows_handles(self) -> bool:
        """Whether one person can be written to through it."""
        return self.service == self.Service.MATTERMOST


class DirectLine(models.Model):
    """How the chat knows a person: their nudges go there instead of by mail."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="direct_line"
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="lines")
    handle = models.CharField(max_length=65)

    def __str__(self) -> str:
        return f"direct line {self.user_id}"


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        return self.filter(status=Message.Status.QUEUED, not_before__lte=now)

    def can_go_again(self) -> "MessageQuerySet":
        """Failed before it was handed over (what came back later has no words left), and not
        emptied: an erased person's mail has no reader any more."""
        return self.filter(status=Message.Status.FAILED, sent_at=None, emptied_at=None)

    def need_a_look(self, now: datetime) -> "MessageQuerySet":
        """What of the last two weeks did not arrive, or nobody knows."""
        return self.filter(status__in=Message.TROUBLED, created_at__gt=now - timedelta(days=14))

    def add_new(self, rows: Sequence["Message"]) -> int:
        """Insert the rows whose key is new; returns how many were written."""
        before = self.filter(key__in=[row.key for row in rows]).count()
        self.bulk_create(rows, ignore_conflicts=True)
        return self.filter(key__in=[row.key for row in rows]).count() - before


class Message(models.Model):
    """One mail, or one message to a channel. Claimed, marked, sent, marked: see `outbox.drain`."""

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
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
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
    emptied_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()
    # Words HR tries out; never set on a row of the outbox.
    draft: "Wording | None" = None

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
                condition=models.Q(recipient__isnull=False)
                | ~models.Q(address="")
                | models.Q(channel__isnull=False)
                | models.Q(emptied_at__isnull=False),
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
    # Names of `outbox.topics` this person has switched off.
    off = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)

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


class WordingQuerySet(models.QuerySet["Wording"]):
    def in_use(self, kind: str) -> "Wording | None":
        used = self.filter(kind=kind, used_at__isnull=False)
        return used.order_by("-used_at", "-pk").first()


class Wording(models.Model):
    """HR's words for one kind of mail. Every saved version stays; the one used last counts.

    `based_on` is the version that counted when these words were written: two people who write at
    the same time cannot both replace it.
    """

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    opening = models.TextField(max_length=600, blank=True)
    closing = models.TextField(max_length=600, blank=True)
    button = models.CharField(max_length=40, blank=True)
    based_on = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    used_at = models.DateTimeField(null=True, blank=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "based_on"],
                condition=models.Q(used_at__isnull=False),
                name="outbox_wording_one_follows_each",
            )
        ]

    def __str__(self) -> str:
        return f"wording {self.pk} of {self.kind}"

    @property
    def is_designed(self) -> bool:
        """No words of HR's: the mail as it comes."""
        return not (self.subject or self.opening or self.closing or self.button)
