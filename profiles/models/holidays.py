from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Holiday(models.Model):
    """A day nobody works: in a whole country, at one site, or everywhere when both are empty."""

    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80)
    country = models.CharField(_("country"), max_length=80, blank=True)
    site = models.CharField(_("site"), max_length=120, blank=True)

    class Meta:
        ordering = ["day", "country", "site"]
        constraints = [
            models.UniqueConstraint(
                "day", Lower("country"), Lower("site"), name="profiles_holiday_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="profiles_holiday_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
