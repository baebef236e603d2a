from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from profiles.models.people import Profile

LEVELS = {
    1: _("Starting out"),
    2: _("Basic"),
    3: _("Solid"),
    4: _("Strong"),
    5: _("Expert"),
}


class SkillQuerySet(models.QuerySet["Skill"]):
    def active(self) -> "SkillQuerySet":
        return self.filter(status=Skill.Status.ACTIVE)

    def usable_by(self, profile: Profile) -> "SkillQuerySet":
        """Active skills, and the ones this person proposed."""
        return self.filter(
            Q(status=Skill.Status.ACTIVE) | Q(status=Skill.Status.PROPOSED, proposed_by=profile)
        )


class Skill(models.Model):
    """An entry of the shared skills list."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        PROPOSED = "proposed", _("Proposed")
        RETIRED = "retired", _("Retired")

    name = models.CharField(_("name"), max_length=120)
    category = models.CharField(_("category"), max_length=120, blank=True)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    proposed_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposed_skills"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged_from"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    search_text = models.TextField(blank=True, editable=False)
    trigrams = ArrayField(models.CharField(max_length=3), default=list, blank=True, editable=False)

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [GinIndex(fields=["trigrams"], name="profiles_skill_trigrams")]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="profiles_skill_name_any_case"),
            models.CheckConstraint(
                condition=Q(status__in=["active", "proposed", "retired"]),
                name="profiles_skill_known_status",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SkillRelation(models.Model):
    """`related` counts for `share` percent of `skill` when matching. Stored once per direction."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="relations")
    related = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    share = models.PositiveSmallIntegerField(default=50)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["skill", "related"], name="profiles_relation_once"),
            models.CheckConstraint(
                condition=~Q(skill=F("related")), name="profiles_relation_not_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100), name="profiles_relation_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} ~ {self.related_id}"


class Offer(models.Model):
    """ "I can help with this skill at this level"."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="offers")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="offers")
    level = models.PositiveSmallIntegerField(default=3)

    class Meta:
        ordering = ["-level", "skill__name"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "skill"], name="profiles_offer_once"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="profiles_offer_level_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} offers {self.skill_id}"


class Goal(models.Model):
    """ "I want to grow in this skill from level a to level b", with one sentence of their own."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="goals")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="goals")
    current_level = models.PositiveSmallIntegerField(default=1)
    target_level = models.PositiveSmallIntegerField(default=3)
    priority = models.PositiveSmallIntegerField(default=1)
    sentence = models.CharField(max_length=280, blank=True)

    class Meta:
        ordering = ["priority", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "skill"], name="profiles_goal_once"),
            models.CheckConstraint(
                condition=Q(
                    current_level__gte=1, target_level__lte=5, current_level__lt=F("target_level")
                ),
                name="profiles_goal_levels_rise",
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=3), name="profiles_goal_priority_1_to_3"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} wants {self.skill_id}"
