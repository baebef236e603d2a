import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.paths import Path
from matching.models import Program
from profiles.models import Profile, Skill


class GroupQuerySet(models.QuerySet["Group"]):
    def running(self) -> "GroupQuerySet":
        return self.filter(state=Group.State.RUNNING)

    def alive(self) -> "GroupQuerySet":
        """Gathering members or running."""
        return self.exclude(state=Group.State.ARCHIVED)

    def of(self, person: Profile) -> "GroupQuerySet":
        """Those this person is a member of."""
        mine = Membership.objects.members().filter(profile=person)
        return self.filter(pk__in=mine.values("group"))

    def visible_to(self, person: Profile) -> "GroupQuerySet":
        """A group by invitation is there for its members and whoever is invited, nobody else."""
        mine = Membership.objects.involved().filter(profile=person)
        return self.filter(~Q(entry=Group.Entry.INVITED) | Q(pk__in=mine.values("group")))

    def without_lead(self, *, now: dt.datetime) -> "GroupQuerySet":
        """Nobody leads it, and nobody was asked to in the last two weeks."""
        leads = Membership.objects.filter(role=Membership.Role.LEAD)
        asked = Q(state=Membership.State.INVITED, since__gt=now - dt.timedelta(days=14))
        led = leads.filter(Q(state=Membership.State.MEMBER) | asked)
        return self.alive().exclude(pk__in=led.values("group"))


class Group(models.Model):
    """A lasting set of people: learning circle, community of practice, cross-functional project.

    `used` counts the memberships that hold a place and moves in their transaction; `size_max` is
    empty where everybody may join. A circle and a project gather people first (`proposed`) and
    start when they are enough; a community runs from its first day.
    """

    class Kind(models.TextChoices):
        CIRCLE = "circle", _("Learning circle")
        COMMUNITY = "community", _("Community of practice")
        PROJECT = "project", _("Project")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Gathering members")
        RUNNING = "running", _("Running")
        ARCHIVED = "archived", _("Archived")

    class Entry(models.TextChoices):
        OPEN = "open", _("Open: whoever likes joins")
        ASK = "ask", _("On request: a lead says yes")
        INVITED = "invited", _("By invitation: others do not see it")

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every 2 weeks")
        MONTHLY = "monthly", _("Every month")

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    entry = models.CharField(max_length=8, choices=Entry, default=Entry.OPEN)
    rhythm = models.CharField(max_length=12, choices=Rhythm, default=Rhythm.WEEKLY)
    name = models.CharField(_("name"), max_length=120)
    topic = models.CharField(_("what it is about"), max_length=400)
    skills = models.ManyToManyField(Skill, related_name="groups", blank=True)
    path = models.ForeignKey(
        Path, on_delete=models.SET_NULL, null=True, blank=True, related_name="groups"
    )
    size_min = models.PositiveSmallIntegerField(default=1)
    size_max = models.PositiveSmallIntegerField(null=True, blank=True)
    used = models.PositiveIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    # What came of a project, or of a circle's show-and-tell.
    outcome = models.CharField(max_length=2000, blank=True)
    started_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The group of a mentor in group mentoring (`community.mentor_groups`).
    program = models.ForeignKey(
        Program, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    mentor = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    # A post, a step, somebody new: what keeps a community from being quiet.
    active_at = models.DateTimeField(default=timezone.now)
    quiet_asked_at = models.DateTimeField(null=True, blank=True)
    # Counts edits: whoever saves over words they have not seen is shown both.
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(blank=True, editable=False)
    trigrams = ArrayField(
        models.CharField(max_length=3), default=list, db_default=[], editable=False
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "mentor"],
                condition=~Q(state="archived"),
                name="community_group_once_per_mentor",
            ),
            models.CheckConstraint(
                condition=Q(size_max__isnull=True) | Q(used__lte=F("size_max")),
                name="community_group_places",
            ),
            models.CheckConstraint(
                condition=Q(size_max__isnull=True) | Q(size_max__gte=F("size_min")),
                name="community_group_sizes_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="community_group_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(kind="circle") | Q(size_min__gte=4, size_max__lte=12),
                name="community_group_circle_of_4_to_12",
            ),
            models.CheckConstraint(
                condition=~Q(kind="project")
                | Q(size_min__gte=3, size_max__lte=8, ends_on__isnull=False),
                name="community_group_project_of_3_to_8",
            ),
            models.CheckConstraint(
                condition=Q(state="archived", archived_at__isnull=False)
                | (~Q(state="archived") & Q(archived_at__isnull=True)),
                name="community_group_archived_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(started_at__isnull=False) | Q(state="archived"),
                name="community_group_running_has_a_time",
            ),
        ]
        indexes = [
            models.Index("state", "name", name="community_group_by_name"),
            GinIndex(fields=["trigrams"], name="community_group_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.state == Group.State.ARCHIVED

    @property
    def places_left(self) -> int | None:
        """None where everybody may join."""
        return None if self.size_max is None else max(0, self.size_max - self.used)

    @property
    def is_full(self) -> bool:
        return self.places_left == 0

    @property
    def lead_word(self) -> object:
        return _("Facilitator") if self.kind == Group.Kind.CIRCLE else _("Lead")

    def role_word(self, role: str) -> object:
        """In a circle whoever leads facilitates, and whoever helps facilitates with them."""
        if role == Membership.Role.LEAD:
            return self.lead_word
        if role == Membership.Role.FACILITATOR:
            is_circle = self.kind == Group.Kind.CIRCLE
            return _("Facilitates too") if is_circle else _("Facilitator")
        return _("Member")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def members(self) -> "MembershipQuerySet":
        return self.filter(state=Membership.State.MEMBER)

    def involved(self) -> "MembershipQuerySet":
        """In the group, or on the way in."""
        return self.exclude(state__in=[Membership.State.DECLINED, Membership.State.LEFT])

    def managers(self) -> "MembershipQuerySet":
        return self.members().exclude(role=Membership.Role.MEMBER)

    def by_role(self) -> "MembershipQuerySet":
        """Whoever leads first, then by how long they are here."""
        roles = Membership.Role
        place = models.Case(
            models.When(role=roles.LEAD, then=0),
            models.When(role=roles.FACILITATOR, then=1),
            default=2,
        )
        return self.order_by(place, "since", "pk")

    def longest_first(self) -> "MembershipQuerySet":
        """Who would lead next: those who help to lead, then whoever is here longest."""
        helps = models.Case(models.When(role=Membership.Role.FACILITATOR, then=0), default=1)
        return self.order_by(helps, "since", "pk")


class Membership(models.Model):
    """A person in a group, or on the way in. Members hold a place; those who ask or wait do not."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("Facilitator")
        LEAD = "lead", _("Lead")
        MEMBER = "member", _("Member")

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        ASKED = "asked", _("Asked to join")
        WAITING = "waiting", _("On the wait list")
        MEMBER = "member", _("Member")
        DECLINED = "declined", _("Not taken in")
        LEFT = "left", _("Left")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    state = models.CharField(max_length=8, choices=State)
    # The skill a person offers to a project, or one sentence to the lead.
    words = models.CharField(max_length=280, blank=True)
    since = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "profile"], name="community_membership_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(role="lead", state="member"),
                name="community_membership_one_lead",
            ),
        ]
        indexes = [models.Index("profile", "state", name="community_membership_mine")]

    def __str__(self) -> str:
        return f"{self.profile_id} in {self.group_id}"

    @property
    def is_member(self) -> bool:
        return self.state == Membership.State.MEMBER

    @property
    def is_lead(self) -> bool:
        return self.is_member and self.role == Membership.Role.LEAD

    @property
    def manages(self) -> bool:
        return self.is_member and self.role != Membership.Role.MEMBER
