import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.models.pairs import Pair
from profiles.models import Profile

LONGEST = dt.timedelta(days=366)


class AwayQuerySet(models.QuerySet["Away"]):
    def current(self) -> "AwayQuerySet":
        return self.filter(back_on__isnull=True)


class Away(models.Model):
    """A pair that waits for a date, `until` being the first day back. No reason is kept.

    `person` is who is away, nobody when both are. `days` is by how much the end of the pair has
    moved so far. `stuck_at` says since when the pair could not go on because a place was gone.
    """

    class Choice(models.TextChoices):
        WAIT = "wait", _("Wait")
        INTERIM = "interim", _("An interim mentor meanwhile")
        NEW = "new", _("Somebody new")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="aways")
    person = models.ForeignKey(
        Profile, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    since = models.DateField()
    until = models.DateField()
    back_on = models.DateField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(default=0)
    choice = models.CharField(max_length=8, choices=Choice, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stuck_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AwayQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(back_on__isnull=True),
                name="matching_away_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="matching_away_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(back_on__isnull=True) | Q(back_on__gte=F("since")),
                name="matching_away_back_after_start",
            ),
            models.CheckConstraint(
                condition=Q(choice__in=["", "wait", "interim", "new"]),
                name="matching_away_known_choice",
            ),
        ]

    def __str__(self) -> str:
        return f"pair {self.pair_id} away until {self.until}"

    def is_of(self, person: Profile) -> bool:
        """Whether this person is away, alone or with the partner."""
        return self.person_id in (None, person.pk)
