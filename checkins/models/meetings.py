import datetime as dt
import uuid

from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models import Pair
from profiles.models import Profile


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def booked(self) -> "MeetingQuerySet":
        return self.filter(state=Meeting.State.BOOKED)

    def held(self) -> "MeetingQuerySet":
        return self.filter(state=Meeting.State.HELD)

    def upcoming(self, *, now: dt.datetime) -> "MeetingQuerySet":
        """Booked ones that are not over, the next first."""
        return self.booked().filter(ends_at__gt=now).order_by("starts_at", "pk")

    def with_people(self) -> "MeetingQuerySet":
        """All a page or a calendar entry says, and when the present version came about."""
        rows = self.select_related(
            "pair__program", "pair__mentor__user", "pair__mentee__user", "booked_by", "delegate"
        )
        return rows.annotate(changed_at=Max("acts__at"))


class Meeting(models.Model):
    """A dated meeting of a pair: booked, then held, missed or cancelled.

    One event keeps its `uid` for life; every change of it counts `sequence` up, so that calendars
    move the entry they have. `is_own_date` is a date the two set themselves: it counts like a
    booking, and nobody is sent an invitation. `delegate` acted for `booked_by`. Of a meeting
    logged by its day only the time is not known (`has_time`). No two booked meetings of one person
    overlap: migration 0004 holds it, over all their pairs.
    """

    class State(models.TextChoices):
        BOOKED = "booked", _("Booked")
        HELD = "held", _("Held")
        MISSED = "missed", _("Did not take place")
        CANCELLED = "cancelled", _("Cancelled")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="meetings")
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    has_time = models.BooleanField(default=True, db_default=True)
    is_own_date = models.BooleanField(default=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    booked_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    delegate = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index("state", "starts_at", name="checkins_meeting_by_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    ends_at__gte=models.F("starts_at") + dt.timedelta(minutes=5),
                    ends_at__lte=models.F("starts_at") + dt.timedelta(hours=8),
                ),
                name="checkins_meeting_5_minutes_to_8_hours",
            ),
            models.UniqueConstraint(
                fields=["pair", "starts_at"],
                condition=Q(state__in=["booked", "held"]),
                name="checkins_meeting_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["booked", "held", "missed", "cancelled"]),
                name="checkins_meeting_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at__isnull=True)),
                name="checkins_meeting_cancelled_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk} of pair {self.pair_id}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.pk])

    def day(self, reader: Profile) -> dt.date:
        """On the reader's clock; of one logged by its day, the day that was written."""
        whose = reader if self.has_time else self.booked_by or reader
        return self.starts_at.astimezone(whose.zone).date()

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def is_over(self, *, now: dt.datetime) -> bool:
        return self.ends_at <= now


class MeetingAct(models.Model):
    """What somebody did to a meeting, for its two members to read: booked, moved, held, …

    `delegate` pressed the button for `by`. `starts_at` is when the meeting was to be after it.
    """

    class What(models.TextChoices):
        BOOKED = "booked", _("Booked")
        MOVED = "moved", _("Moved")
        CHANGED = "changed", _("Changed")
        CANCELLED = "cancelled", _("Cancelled")
        LOGGED = "logged", _("Logged")
        HELD = "held", _("Held")
        MISSED = "missed", _("Did not take place")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="acts")
    what = models.CharField(max_length=10, choices=What)
    by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    delegate = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.what} meeting {self.meeting_id}"


class MeetingValue(models.Model):
    """How useful a meeting was to one of the two, in one tap, while logging it. The partner never
    reads it and nobody else a single one: the row "ratings" of `visibility.TABLE`. The author is
    one of the two: a trigger of migration 0015 holds it.
    """

    class Score(models.IntegerChoices):
        NOT = 1, _("Not useful")
        LITTLE = 2, _("A little useful")
        USEFUL = 3, _("Useful")
        VERY = 4, _("Very useful")
        EXACTLY = 5, _("Exactly what I needed")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="values_said")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(choices=Score)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "author"], name="checkins_value_once_per_author"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5), name="checkins_value_score_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"value of meeting {self.meeting_id}"


class OwnDate(models.Model):
    """ "We already have a date", said in one tap and without the day: it counts like a booking for
    a while (`checkins.dates`)."""

    pair = models.OneToOneField(Pair, on_delete=models.CASCADE, related_name="own_date")
    said_by = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"own date of pair {self.pair_id}"
