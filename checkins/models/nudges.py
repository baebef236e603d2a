from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from matching.models import Pair
from profiles.models import Profile


class Nudge(models.Model):
    """What was decided for one person in one week, whether a mail came of it or not.

    One row a person and week is the whole budget. `steps` names the blocks of the mail in their
    order ("ask:12" is the question about pair 12) and, as "around:session:12", what it carried from
    around the pairs; without any there was nothing worth a mail.
    """

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="nudges")
    # The ISO week in the person's own zone, as "2027-W21".
    period = models.CharField(max_length=12)
    decided_at = models.DateTimeField()
    steps = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "period"], name="checkins_nudge_one_a_week")
        ]
        indexes = [
            models.Index("period", "profile", name="checkins_nudge_by_period"),
        ]

    def __str__(self) -> str:
        return f"nudge of {self.profile_id} in {self.period}"


class HoldOut(models.Model):
    """Whether an optional template went to a person when it was its turn, to measure its lift.

    `is_held` is decided by the person and the template alone (`checkins.holdout`), so nobody
    changes groups. `pair` is the one whose turn it was; rows from before it was kept have none.
    """

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, null=True, related_name="+")
    template = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    is_held = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "template", "period"], name="checkins_hold_out_once"
            ),
            models.CheckConstraint(
                condition=~Q(template=""), name="checkins_hold_out_of_something"
            ),
            models.CheckConstraint(
                condition=Q(template__startswith="tip-"), name="checkins_hold_out_only_of_tips"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} for {self.profile_id} in {self.period}"


class UntestedPlace(models.Model):
    """Nobody who works here is held back from a tip: what a works council asked for. Without a
    site it is the country, without either the whole company."""

    country = models.CharField(max_length=80, blank=True)
    site = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["country", "site"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "site"], name="checkins_untested_place_once"
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(site=""), name="checkins_untested_country_or_site"
            ),
        ]

    def __str__(self) -> str:
        return self.site or self.country or _("The whole company")
