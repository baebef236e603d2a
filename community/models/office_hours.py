from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models import Profile, Skill


class OfficeHours(models.Model):
    """Times somebody keeps open for one person at a time; each slot is a session with one place."""

    host = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="office_hours")
    title = models.CharField(_("title"), max_length=120)
    outcome = models.CharField(_("what people can bring"), max_length=400)
    skills = models.ManyToManyField(Skill, related_name="office_hours", blank=True)
    place = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=10, minutes__lte=120), name="community_office_minutes"
            )
        ]

    def __str__(self) -> str:
        return self.title
