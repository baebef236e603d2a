from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models import Pair
from profiles.models import Profile, Skill


class SkillRating(models.Model):
    """How a person rates one of their own skills at the start, the middle or the end of a pair.

    Nobody else reads a single rating: `visibility.TABLE`.
    """

    class Stage(models.TextChoices):
        START = "start", _("Start")
        MIDDLE = "middle", _("Halfway")
        END = "end", _("End")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="ratings")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="ratings")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=Stage)
    level = models.PositiveSmallIntegerField()
    # Taken over from the goal in the profile; the person may still say it themselves.
    is_from_profile = models.BooleanField(default=False)
    rated_at = models.DateTimeField()

    class Meta:
        ordering = ["rated_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "profile", "skill", "stage"], name="checkins_rating_once_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="checkins_rating_level_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["start", "middle", "end"]),
                name="checkins_rating_known_stage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} rating of {self.profile_id} in pair {self.pair_id}"
