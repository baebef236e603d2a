"""A concern somebody reports, who may read it, what was done, and contact that is stopped."""

import datetime as dt
import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from matching.models import Pair
from profiles.models import Profile, User

WORDS_LENGTH = 4000
OUTCOME_LENGTH = 1000
# No letter that is read as another: a reference is said on the phone.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
REFERENCE_LENGTH = 8


def new_reference() -> str:
    """Says nothing about how many there are: a running number would count what it hides."""
    return "".join(secrets.choice(LETTERS) for _letter in range(REFERENCE_LENGTH))


class ConcernQuerySet(models.QuerySet["Concern"]):
    def open(self) -> "ConcernQuerySet":
        return self.exclude(state=Concern.State.CLOSED)

    def waiting(self) -> "ConcernQuerySet":
        return self.filter(state=Concern.State.NEW)

    def readable_by(self, user: User) -> "ConcernQuerySet":
        """Where this person stands on the list the reporter was shown, and nowhere else."""
        parts = ConcernPart.objects.filter(
            profile__user=user, profile__is_active=True, part=ConcernPart.Part.READER
        )
        return self.filter(pk__in=parts.values("concern")).exclude(reporter__user=user)


class Concern(models.Model):
    """Reported → taken by one of its readers, which acknowledges it → closed with an outcome.

    Who may open it is `ConcernPart` and nothing else: no role adds a reader.
    """

    class Kind(models.TextChoices):
        PASSED_ON = "passed_on", _("Something I said was passed on")
        BEHAVIOR = "behavior", _("Behavior that is not all right")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", _("Sent")
        TAKEN = "taken", _("Somebody looks after it")
        CLOSED = "closed", _("Closed")

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    # Made with the empty form: the same form sent twice is one concern.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    reporter = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="concerns")
    pair = models.ForeignKey(
        Pair, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    owner = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        indexes = [models.Index("state", "answer_by", name="checkins_concern_due")]
        constraints = [
            models.CheckConstraint(
                condition=GreaterThan(Length("words"), 0)
                & LessThanOrEqual(Length("words"), WORDS_LENGTH),
                name="checkins_concern_words_length",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("outcome"), OUTCOME_LENGTH),
                name="checkins_concern_outcome_length",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["passed_on", "behavior", "other"]),
                name="checkins_concern_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(state="new", acknowledged_at__isnull=True, closed_at__isnull=True)
                | Q(state="taken", acknowledged_at__isnull=False, closed_at__isnull=True)
                | (
                    Q(state="closed", acknowledged_at__isnull=False, closed_at__isnull=False)
                    & ~Q(outcome="")
                ),
                name="checkins_concern_state_has_its_times",
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.reference}"

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    def is_late(self, *, now: dt.datetime) -> bool:
        return self.state == self.State.NEW and self.answer_by <= now


class ConcernPart(models.Model):
    """What one person is in one concern: one thing only, so whom it is about can never read it."""

    class Part(models.TextChoices):
        READER = "reader", _("Reads it")
        EXCLUDED = "excluded", _("Left out by the reporter")
        NAMED = "named", _("It is about them")

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="parts")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=Part)
    since = models.DateTimeField()

    class Meta:
        ordering = ["profile__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "profile"], name="checkins_concern_part_one_each"
            ),
            models.CheckConstraint(
                condition=Q(part__in=["reader", "excluded", "named"]),
                name="checkins_concern_part_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.profile_id} of {self.concern_id}"


class ConcernEntry(models.Model):
    """The log of a case. A trigger refuses UPDATE and DELETE."""

    class Act(models.TextChoices):
        REPORTED = "reported", _("sent this")
        LOOKED = "looked", _("opened it")
        TAKEN = "taken", _("looks after it")
        ESCALATED = "escalated", _("was told that nobody had answered in time")
        NOTE = "note", _("wrote a note")
        ANSWER = "answer", _("answered")
        ADDED = "added", _("added")
        STOPPED = "stopped", _("stopped the contact")
        RESUMED = "resumed", _("let the contact continue")
        CLOSED = "closed", _("closed it")

    # The reporter reads of all that happens, but not the notes of those who work on it.
    INTERNAL = (Act.NOTE,)

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    author = models.ForeignKey(
        Profile,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    act = models.CharField(max_length=10, choices=Act)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("words"), WORDS_LENGTH),
                name="checkins_concern_entry_words_length",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} of {self.concern_id}"


class ContactStop(models.Model):
    """Contact in a pair is stopped at somebody's wish; the other sees "paused by the program"."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="contact_stops")
    asked_by = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    # The stop outlives the case: deleting an old one brings nobody together again.
    concern = models.ForeignKey(
        Concern, on_delete=models.SET_NULL, null=True, blank=True, related_name="contact_stops"
    )
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(ended_at__isnull=True),
                name="checkins_contact_stop_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"contact stop of pair {self.pair_id}"
