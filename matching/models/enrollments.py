import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.models.programs import Program
from profiles.models import Profile


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def active(self) -> "EnrollmentQuerySet":
        return self.filter(state=Enrollment.State.ACTIVE, profile__is_active=True)

    def mentors(self) -> "EnrollmentQuerySet":
        return self.filter(role=Enrollment.Role.MENTOR)

    def mentees(self) -> "EnrollmentQuerySet":
        return self.filter(role=Enrollment.Role.MENTEE)


class Enrollment(models.Model):
    """A profile in a program as mentor or mentee.

    `used` counts open pairs and moves in the same transaction as they do (`matching.places`).
    A person enrolled by HR (`notified`) is invisible to others until `visible_from`, and out with
    one tap before that. Mentors only volunteer.
    """

    class Role(models.TextChoices):
        MENTOR = "mentor", _("Mentor")
        MENTEE = "mentee", _("Mentee")

    class State(models.TextChoices):
        NOTIFIED = "notified", _("Told, may still say no")
        APPLIED = "applied", _("Waiting for acceptance")
        ACTIVE = "active", _("In the program")
        REFUSED = "refused", _("Not accepted")
        WITHDRAWN = "withdrawn", _("Left the program")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="enrollments")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="enrollments")
    role = models.CharField(max_length=6, choices=Role)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    capacity = models.PositiveSmallIntegerField(default=1)
    used = models.PositiveSmallIntegerField(default=0, editable=False)
    paused_until = models.DateField(null=True, blank=True)
    # A mentor's own switch, beside their places: nobody reads which of them says no.
    takes_requests = models.BooleanField(default=True, db_default=True)
    visible_from = models.DateTimeField(null=True, blank=True)
    by_default = models.BooleanField(default=False)
    times_unmatched = models.PositiveSmallIntegerField(default=0)
    # First in line since then, because this pair ended (`matching.waiting`).
    waits_since = models.DateTimeField(null=True, blank=True)
    waits_after = models.ForeignKey(
        "matching.Pair", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The last day at work of whoever hands over; the pairs of that program end by it.
    leaves_on = models.DateField(null=True, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        ordering = ["profile__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "profile", "role"], name="matching_enrollment_once_per_role"
            ),
            models.CheckConstraint(
                condition=Q(used__lte=F("capacity")), name="matching_enrollment_capacity_holds"
            ),
            models.CheckConstraint(
                condition=Q(capacity__lte=10), name="matching_enrollment_capacity_to_10"
            ),
            models.CheckConstraint(
                condition=~Q(role="mentee") | Q(capacity__lte=1),
                name="matching_enrollment_mentee_has_one_place",
            ),
            models.CheckConstraint(
                condition=~(Q(role="mentor") & (Q(state="notified") | Q(by_default=True))),
                name="matching_enrollment_mentors_volunteer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} as {self.role} in {self.program_id}"

    @property
    def places_left(self) -> int:
        return self.capacity - self.used

    def is_paused(self, *, today: dt.date) -> bool:
        return self.paused_until is not None and today < self.paused_until


class Invitation(models.Model):
    """An invitation to a program. "Not for me" ends every later mail about it."""

    class State(models.TextChoices):
        SENT = "sent", _("Invited")
        JOINED = "joined", _("Joined")
        NOT_FOR_ME = "not_for_me", _("Not for me")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="invitations")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    sent_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "profile"], name="matching_invitation_once")
        ]

    def __str__(self) -> str:
        return f"invitation {self.program_id} {self.profile_id}"


class JoinDraft(models.Model):
    """What somebody has answered so far; nothing else is stored before they join.

    `answers`: role, goals, sentence, offers, hours, time_zone, wishes, mentor_wishes, exclusions,
    capacity, leaves_on: see `matching.joining`.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "profile"], name="matching_draft_once")
        ]

    def __str__(self) -> str:
        return f"draft {self.program_id} {self.profile_id}"


class Wish(models.Model):
    """A person this participant would like, ranked. Ungranted wishes are never revealed."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="wishes")
    wished = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "rank"], name="matching_wish_rank_once"),
            models.UniqueConstraint(
                fields=["enrollment", "wished"], name="matching_wish_person_once"
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=3), name="matching_wish_rank_1_to_3"
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"


class PairRule(models.Model):
    """HR's decision on two people: keep them together (lock) or apart (forbid)."""

    class Kind(models.TextChoices):
        LOCK = "lock", _("Lock")
        FORBID = "forbid", _("Forbid")

    class Scope(models.TextChoices):
        ROUND = "round", _("This round")
        ALWAYS = "always", _("Always")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="pair_rules")
    round = models.ForeignKey(
        "matching.Round", on_delete=models.CASCADE, null=True, blank=True, related_name="pair_rules"
    )
    mentor = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    scope = models.CharField(max_length=6, choices=Scope)
    # Put together although a rule of the policy that HR may change stands between them.
    is_override = models.BooleanField(default=False, db_default=False)
    reason = models.CharField(max_length=500)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "round", "mentor", "mentee"],
                nulls_distinct=False,
                name="matching_pair_rule_once",
            ),
            models.CheckConstraint(
                condition=~Q(mentor=F("mentee")), name="matching_pair_rule_two_people"
            ),
            models.CheckConstraint(
                condition=Q(scope="round", round__isnull=False)
                | Q(scope="always", round__isnull=True),
                name="matching_pair_rule_scope_has_round",
            ),
            models.CheckConstraint(
                condition=Q(is_override=False) | (Q(kind="lock") & ~Q(reason="")),
                name="matching_pair_rule_override_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.mentor_id} {self.mentee_id}"
