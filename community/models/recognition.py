"""Whether people are named in public: their own choice, and what a country or the company agreed
with its works council."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Profile


class RecognitionChoice(models.Model):
    """What a person says about being named. No row means yes to both."""

    profile = models.OneToOneField(
        Profile, on_delete=models.CASCADE, related_name="recognition_choice"
    )
    shows_kudos = models.BooleanField(_("show kudos to me in public"), default=True)
    shows_acts = models.BooleanField(_("show what I do as a leader"), default=True)

    def __str__(self) -> str:
        return f"recognition choice {self.pk}"


class NamelessPlace(models.Model):
    """Recognition by name is off in this country; an empty one stands for the whole company."""

    country = models.CharField(_("country"), max_length=80, blank=True, unique=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["country"]

    def __str__(self) -> str:
        return self.country or str(_("The whole company"))


class RecognitionRules(models.Model):
    """One row at most: what HR has decided about recognition."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stories_wait_for_hr = models.BooleanField(
        _("HR reads each story before it is published"), default=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="community_recognition_rules_one_row")
        ]

    def __str__(self) -> str:
        return "recognition rules"
