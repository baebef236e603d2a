from django.conf import settings
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


class Erasure(models.Model):
    """A person is to be erased, and when that was done. The row outlives the words: after a
    restore it says who must not come back."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="erasure")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("asked_at")),
                name="profiles_erasure_done_after_asked",
            )
        ]

    def __str__(self) -> str:
        return f"erasure of {self.profile_id}"
