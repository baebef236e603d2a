import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from outbox.readers import zone_or_utc
from profiles.models import Profile


class ProgramQuerySet(models.QuerySet["Program"]):
    def running(self) -> "ProgramQuerySet":
        return self.filter(state=Program.State.RUNNING)


class Program(models.Model):
    """A running program: format, dates, who it exists for, how people get in.

    `audience` is a validated document: {"departments": [], "sites": [], "countries": [],
    "level_min": 1, "level_max": 10, "started_after": "2027-01-01", "started_before": null};
    an empty rule does not restrict. For `list` the members are rows of AudienceMember, for
    `invitation` the people with an Invitation.
    """

    class Format(models.TextChoices):
        MENTORING = "mentoring", _("Mentoring")
        REVERSE = "reverse", _("Reverse mentoring")
        BUDDY = "buddy", _("Buddy")
        GROUP = "group", _("Group mentoring")
        FLASH = "flash", _("Flash mentoring")
        COACHING = "coaching", _("Coaching")
        HANDOVER = "handover", _("Handover")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")

    class AudienceKind(models.TextChoices):
        RULES = "rules", _("Everyone who fits these rules")
        LIST = "list", _("A list of people")
        INVITATION = "invitation", _("By invitation only")

    class SignUp(models.TextChoices):
        OPEN = "open", _("Open: people are in when they join")
        ACCEPTANCE = "acceptance", _("HR accepts each person")

    name = models.CharField(_("name"), max_length=120)
    format = models.CharField(max_length=12, choices=Format)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    summary = models.CharField(_("one sentence about it"), max_length=280, blank=True)
    # Shown with the name of who says it, while they are here.
    sponsor_message = models.TextField(blank=True)
    sponsor = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="sponsored_programs"
    )
    sign_up_opens = models.DateField()
    sign_up_closes = models.DateField()
    matching_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    # Until then people may still join, and late joiners are matched; empty: none join late.
    last_start_on = models.DateField(null=True, blank=True)
    meeting_minutes = models.PositiveSmallIntegerField(default=45)
    weeks_between_meetings = models.PositiveSmallIntegerField(default=2)
    time_zone = models.CharField(max_length=64, default="UTC")
    audience_kind = models.CharField(
        max_length=12, choices=AudienceKind, default=AudienceKind.RULES
    )
    audience = models.JSONField(default=dict, blank=True)
    sign_up = models.CharField(max_length=12, choices=SignUp, default=SignUp.OPEN)
    max_size = models.PositiveIntegerField(null=True, blank=True)
    # The program whose next cohort this is: its set-up page lists what to check.
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="next_cohorts"
    )
    # Publishing needs two HR admins: `matching.publish_request`.
    two_reviewers = models.BooleanField(default=False, db_default=False)
    # How many weeks after the program's end two people may go on together when both want to.
    extension_weeks = models.PositiveSmallIntegerField(default=13, db_default=13)
    # Mentees may ask a mentor themselves; the mentor has so many working days to answer.
    takes_requests = models.BooleanField(default=False, db_default=False)
    request_days = models.PositiveSmallIntegerField(default=5, db_default=5)
    # A buddy program takes in whoever starts, by the directory: `matching.newcomers`.
    takes_newcomers = models.BooleanField(default=False, db_default=False)
    # What mentors finish before their first pair where the policy asks it; empty: the usual one of
    # the format, see `matching.training`.
    training = models.CharField(max_length=60, blank=True, default="", db_default="")
    # Half of the pairs, drawn by lot, start so many weeks later (`matching.lots`); empty: all start
    # together.
    second_wave_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="matching_program_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(sign_up_closes__gte=F("sign_up_opens")),
                name="matching_program_sign_up_in_order",
            ),
            models.CheckConstraint(
                condition=Q(meeting_minutes__gte=10, meeting_minutes__lte=240),
                name="matching_program_meeting_minutes",
            ),
            models.CheckConstraint(
                condition=Q(weeks_between_meetings__gte=1, weeks_between_meetings__lte=12),
                name="matching_program_rhythm",
            ),
            models.CheckConstraint(
                condition=Q(last_start_on__isnull=True)
                | Q(last_start_on__gte=F("starts_on"), last_start_on__lt=F("ends_on")),
                name="matching_program_last_start_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(extension_weeks__lte=52), name="matching_program_extension_a_year"
            ),
            models.CheckConstraint(
                condition=Q(request_days__gte=1, request_days__lte=20),
                name="matching_program_request_days",
            ),
            models.CheckConstraint(
                condition=Q(second_wave_weeks__isnull=True)
                | Q(second_wave_weeks__gte=2, second_wave_weeks__lte=12),
                name="matching_program_second_wave_weeks",
            ),
            models.CheckConstraint(
                condition=~Q(copied_from=F("id")), name="matching_program_not_its_own_next"
            ),
            models.CheckConstraint(
                condition=Q(takes_newcomers=False) | Q(format="buddy"),
                name="matching_program_newcomers_get_buddies",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("program", args=[self.pk])

    def sign_up_is_open(self, *, today: dt.date) -> bool:
        return self.state == self.State.RUNNING and self.sign_up_opens <= today <= self.joins_until

    @property
    def joins_until(self) -> dt.date:
        """The last day to join: of sign-up, or of late joiners where the program takes them."""
        return max(self.sign_up_closes, self.last_start_on or self.sign_up_closes)

    @property
    def extends_until(self) -> dt.date:
        """The latest day a pair of this program may be extended to."""
        return self.ends_on + dt.timedelta(weeks=self.extension_weeks)

    @property
    def zone(self) -> ZoneInfo:
        return zone_or_utc(self.time_zone)

    @property
    def is_reverse(self) -> bool:
        return self.format == self.Format.REVERSE


class Coordinator(models.Model):
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="coordinators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coordinates"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "user"], name="matching_coordinator_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} coordinates {self.program_id}"


class AudienceMember(models.Model):
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="audience_members")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "profile"], name="matching_audience_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} in audience of {self.program_id}"


class Policy(models.Model):
    """One version of a program's rules and weights; a run points at the exact version."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="policies")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "version"], name="matching_policy_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"policy {self.program_id} v{self.version}"
