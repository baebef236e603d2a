import datetime as dt
import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models.groups import Group, Membership
from community.models.library import Resource
from community.models.office_hours import OfficeHours
from profiles.models import Profile, Skill

CLINIC_LASTS = dt.timedelta(minutes=60)


class SessionQuerySet(models.QuerySet["Session"]):
    def published(self) -> "SessionQuerySet":
        return self.filter(state=Session.State.PUBLISHED)

    def proposed(self) -> "SessionQuerySet":
        return self.filter(state=Session.State.PROPOSED)

    def upcoming(self, *, now: dt.datetime) -> "SessionQuerySet":
        return self.published().filter(ends_at__gt=now)

    def past(self, *, now: dt.datetime) -> "SessionQuerySet":
        took_place = [Session.State.PUBLISHED, Session.State.HELD]
        return self.filter(state__in=took_place, ends_at__lte=now)

    def in_the_open(self) -> "SessionQuerySet":
        """Of no group, or of one that shows itself to everybody."""
        return self.filter(Q(group=None) | ~Q(group__entry=Group.Entry.INVITED))

    def visible_to(self, profile: Profile) -> "SessionQuerySet":
        """Sessions of a group by invitation are there for its members and the host only."""
        mine = Membership.objects.filter(profile=profile, state=Membership.State.MEMBER)
        is_open = Q(group=None) | ~Q(group__entry=Group.Entry.INVITED)
        inside = Q(group__in=mine.order_by().values("group"))
        return self.filter(is_open | inside | Q(host=profile))

    def with_people(self) -> "SessionQuerySet":
        return self.select_related("host__user", "group", "office")

    def with_answer_of(self, profile: Profile) -> "SessionQuerySet":
        """One more column, `my_state`: this person's RSVP, or nothing."""
        mine = Rsvp.objects.filter(session=OuterRef("pk"), profile=profile)
        return self.annotate(my_state=Subquery(mine.order_by().values("state")[:1]))


class Session(models.Model):
    """A dated event with RSVP, open to the company or to one group.

    One event keeps its `uid`; every change of it counts `sequence` up, as a meeting's does. `used`
    counts the RSVPs that hold a place and moves in their transaction. A proposal has a second
    possible date in `other_starts_at`; HR chooses one of the two.
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
    office = models.ForeignKey(
        OfficeHours, on_delete=models.CASCADE, null=True, blank=True, related_name="slots"
    )
    # The session this one repeats.
    series = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repeats"
    )
    skills = models.ManyToManyField(Skill, related_name="sessions", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    other_starts_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    used = models.PositiveIntegerField(default=0)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    decided_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # What HR wrote to the host with its decision, or the host when cancelling.
    reason = models.CharField(max_length=400, blank=True)

    asked_at = models.DateTimeField(null=True, blank=True)
    wrapped_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    # What came of it, in the host's words: a clinic's way to try.
    came_of_it = models.TextField(blank=True)
    resources = models.ManyToManyField(Resource, related_name="sessions", blank=True)
    search_text = models.TextField(blank=True, default="", db_default="", editable=False)
    trigrams = ArrayField(
        models.CharField(max_length=3), default=list, db_default=[], editable=False
    )

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
            models.CheckConstraint(
                condition=Q(other_starts_at__isnull=True) | ~Q(other_starts_at=F("starts_at")),
                name="community_session_two_dates",
            ),
            # Four to eight people with the owner of the problem, for an hour.
            models.CheckConstraint(
                condition=~Q(kind="clinic")
                | Q(capacity__gte=3, capacity__lte=7, ends_at=F("starts_at") + CLINIC_LASTS),
                name="community_session_clinic",
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=True) | Q(kind="office_hour", capacity=1),
                name="community_session_slot",
            ),
            models.UniqueConstraint(
                fields=["series", "starts_at"], name="community_session_one_repeat_per_date"
            ),
            models.UniqueConstraint(
                fields=["office", "starts_at"], name="community_session_one_slot_per_time"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="community_session_next"),
            GinIndex(fields=["trigrams"], name="community_session_trigrams"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.pk])

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_clinic(self) -> bool:
        return self.kind == Session.Kind.CLINIC

    @property
    def is_inside(self) -> bool:
        """Of a group nobody else knows of: nothing of it goes into the library."""
        return self.group is not None and self.group.entry == Group.Entry.INVITED

    @property
    def places_left(self) -> int | None:
        return None if self.capacity is None else self.capacity - self.used

    @property
    def is_full(self) -> bool:
        return self.places_left == 0

    def is_over(self, *, now: dt.datetime) -> bool:
        return self.ends_at <= now

    def is_ahead(self, *, now: dt.datetime) -> bool:
        """Published and not begun: places are given, dates may change."""
        return self.state == Session.State.PUBLISHED and self.starts_at > now

    def took_place(self, *, now: dt.datetime) -> bool:
        return self.state in {Session.State.PUBLISHED, Session.State.HELD} and self.is_over(now=now)


class RsvpQuerySet(models.QuerySet["Rsvp"]):
    def going(self) -> "RsvpQuerySet":
        return self.filter(state=Rsvp.State.GOING)

    def waiting(self) -> "RsvpQuerySet":
        """The wait list, whoever came first at its head."""
        return self.filter(state=Rsvp.State.WAITING).order_by("since", "pk")


class Rsvp(models.Model):
    """A person's answer to a session: going holds a place, waiting does not.

    `turns` counts every time the calendar of this person must change although the session did not:
    with the session's own `sequence` it makes the SEQUENCE of their invitation.
    """

    class State(models.TextChoices):
        GOING = "going", _("Going")
        WAITING = "waiting", _("On the wait list")
        LEFT = "left", _("Not going")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="rsvps")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="rsvps")
    state = models.CharField(max_length=8, choices=State)
    turns = models.PositiveIntegerField(default=0)
    # Who came, ticked by the host; empty until the wrap-up.
    attended = models.BooleanField(null=True, blank=True)
    since = models.DateTimeField()

    objects = RsvpQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "profile"], name="community_rsvp_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile} at {self.session}"
