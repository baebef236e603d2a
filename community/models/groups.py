from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.models.paths import Path
from profiles.models import Profile, Skill


class GroupQuerySet(models.QuerySet["Group"]):
    def running(self) -> "GroupQuerySet":
        return self.filter(state=Group.State.RUNNING)


class Group(models.Model):
    """A lasting set of people: learning circle, community of practice, cross-functional project.

    `used` counts the memberships that hold a place and moves in their transaction; `size_max` is
    empty where everybody may join.
    """

    class Kind(models.TextChoices):
        CIRCLE = "circle", _("Learning circle")
        COMMUNITY = "community", _("Community of practice")
        PROJECT = "project", _("Project")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        RUNNING = "running", _("Running")
        ARCHIVED = "archived", _("Archived")

    class Entry(models.TextChoices):
        OPEN = "open", _("Open: whoever likes joins")
        ASK = "ask", _("On request: a lead says yes")
        INVITED = "invited", _("By invitation: others do not see it")

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    entry = models.CharField(max_length=8, choices=Entry, default=Entry.OPEN)
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
    outcome = models.TextField(blank=True)
    started_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
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
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.pk])


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

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "profile"], name="community_membership_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile} in {self.group}"
