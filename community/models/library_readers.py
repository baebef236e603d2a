from django.db import models
from django.db.models import Q

from community.models.library import Resource
from profiles.models import Profile


class SavedResource(models.Model):
    """On somebody's own list."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="saved_resources")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="saves")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "resource"], name="community_saved_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile}: {self.resource}"


class Recommendation(models.Model):
    """One sentence of one person about an item."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="recommendations")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="recommended")
    sentence = models.CharField(max_length=280)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "profile"], name="community_recommended_once_per_person"
            ),
            models.CheckConstraint(
                condition=Q(sentence__gt=""), name="community_recommendation_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile}: {self.sentence}"


class LinkReport(models.Model):
    """A reader says that a link leads nowhere; open until somebody has looked."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="link_reports")
    by = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "by"],
                condition=Q(settled_at=None),
                name="community_link_report_once_while_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["resource"],
                condition=Q(settled_at=None),
                name="community_link_report_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource}: {self.at}"
