from django.db import models

from profiles.models import Profile

LEADER_LEVEL = 8


class LeaderMark(models.Model):
    """HR counts this person among the leaders, whatever their level."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="leader_mark")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"leader mark {self.pk}"


class LeaderInvitation(models.Model):
    """HR asked this leader to take part; the day makes one a day of it."""

    profile = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="leader_invitations"
    )
    day = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "day"], name="community_leader_invited_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"leader invitation {self.pk}"
