from django.db import models
from django.db.models import F, Q

from profiles.models.people import Profile


class DoNotMatch(models.Model):
    """A private exclusion. It works in both directions and nobody but its author reads it."""

    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="exclusions")
    other = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "other"], name="profiles_do_not_match_once"),
            models.CheckConstraint(
                condition=~Q(author=F("other")), name="profiles_do_not_match_not_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"exclusion {self.pk}"
