import datetime as dt
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models.enrollments import Enrollment
from matching.models.programs import Program
from matching.models.rounds import Round
from profiles.models import Profile

_REVERSE = Q(program__format=Program.Format.REVERSE)


def _is_told(profile: Profile) -> Q:
    return (Q(mentee=profile) & ~_REVERSE) | (Q(mentor=profile) & _REVERSE)


class PairQuerySet(models.QuerySet["Pair"]):
    def open(self) -> "PairQuerySet":
        return self.filter(state__in=Pair.OPEN)

    def active(self) -> "PairQuerySet":
        return self.filter(state=Pair.State.ACTIVE)

    def for_person(self, profile: Profile) -> "PairQuerySet":
        return self.filter(Q(mentor=profile) | Q(mentee=profile))

    def visible_to(self, profile: Profile, *, now: datetime) -> "PairQuerySet":
        """Pairs this member may know of: the side that is asked once sending starts, the other
        once it is active; a "not now" leaves no trace for the other. The mentor is asked, except
        in reverse programs: there it is the senior, who learns."""
        seen = Q(visible_at__lte=now) & ~Q(state__in=[Pair.State.SCHEDULED, Pair.State.RECALLED])
        asked = Q(state=Pair.State.SCHEDULED, visible_at__lte=now)
        told = seen & ~Q(state__in=[Pair.State.OFFERED, Pair.State.DECLINED])
        return self.filter(
            (PairQuerySet.is_asked(profile) & (seen | asked)) | (_is_told(profile) & told)
        )

    @staticmethod
    def is_asked(profile: Profile) -> Q:
        """Pairs in which this person is the one who is asked first."""
        return (Q(mentor=profile) & ~_REVERSE) | (Q(mentee=profile) & _REVERSE)

    def with_people(self) -> "PairQuerySet":
        return self.select_related("program", "mentor", "mentee")


class Pair(models.Model):
    """A published mentorship.

    scheduled (inside the recall window) → offered (the mentor has been asked) → active → ended.
    Away pairs wait for a date and are not open. The database holds what must never break: see the
    constraints here and the triggers in migration 0002.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        OFFERED = "offered", _("Waiting for the mentor")
        ACTIVE = "active", _("Active")
        AWAY = "away", _("Away")
        ENDED = "ended", _("Ended")
        DECLINED = "declined", _("Not now")
        RECALLED = "recalled", _("Recalled")

    OPEN = (State.SCHEDULED, State.OFFERED, State.ACTIVE)
    ASKED = (State.SCHEDULED, State.OFFERED)

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="pairs")
    round = models.ForeignKey(
        Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="pairs"
    )
    mentor_enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    mentee_enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    mentor = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="pairs_as_mentor")
    mentee = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="pairs_as_mentee")
    # Constant columns: the composite foreign keys of migration 0002 compare the role with them.
    mentor_role = models.CharField(max_length=6, default="mentor", editable=False)
    mentee_role = models.CharField(max_length=6, default="mentee", editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=60, blank=True)
    visible_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    score = models.IntegerField(null=True, blank=True)
    meetings_before = models.PositiveSmallIntegerField(default=0)
    exception_reason = models.CharField(max_length=500, blank=True)
    # A pair that came into one reporting line goes on when both agree (`matching.conflicts`).
    mentor_agreed_at = models.DateTimeField(null=True, blank=True)
    mentee_agreed_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    # Days the pair has been away, the current time included: clocks leave them out.
    days_away = models.PositiveSmallIntegerField(default=0, db_default=0)
    # The pair that is away and in whose place this one stands (`matching.away`).
    interim_for = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="interims"
    )
    # 1 starts at once and 2 later, by lot (`matching.lots`); 0 where no lot was drawn.
    wave = models.PositiveSmallIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index("mentor", "state", name="matching_pair_by_mentor"),
            models.Index("mentee", "state", name="matching_pair_by_mentee"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")), name="matching_pair_two_people"
            ),
            models.CheckConstraint(
                condition=Q(mentor_role="mentor", mentee_role="mentee"),
                name="matching_pair_roles_are_constant",
            ),
            models.UniqueConstraint(
                fields=["program", "mentee"],
                condition=Q(state__in=["scheduled", "offered", "active"]),
                name="matching_pair_one_open_per_mentee",
            ),
            models.UniqueConstraint(
                fields=["program", "mentor", "mentee"],
                condition=Q(state__in=["scheduled", "offered", "active", "away"]),
                name="matching_pair_no_twin",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="matching_pair_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(wave__lte=2), name="matching_pair_known_wave"),
            models.CheckConstraint(
                condition=~Q(interim_for=F("id")), name="matching_pair_not_its_own_interim"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "scheduled",
                        "offered",
                        "active",
                        "away",
                        "ended",
                        "declined",
                        "recalled",
                    ]
                ),
                name="matching_pair_known_state",
            ),
        ]

    def __str__(self) -> str:
        return f"pair {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("pair", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def asked(self) -> Profile:
        """Who hears of the match first and may say "not now": the senior side."""
        return self.mentee if self.program.is_reverse else self.mentor

    def partner_of(self, profile: Profile) -> Profile:
        return self.mentee if profile.pk == self.mentor_id else self.mentor

    def week(self, *, today: dt.date) -> int:
        """1 in the week the pair starts."""
        return max(1, (today - self.starts_on).days // 7 + 1)
