from django.conf import settings
from django.db import models
from django.db.models import F, Q

from matching.models.rounds import Round


class PublishRequest(models.Model):
    """One HR admin asks for publishing, another one confirms (`Program.two_reviewers`).

    A request holds for the version of the round it was made at: a later decision makes it stale.
    `other_admins` is how many HR admins could have confirmed at the time; with none of them the
    one there is works alone, and this row says so for ever. A trigger of migration 0014 lets no
    round of such a program be published without it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="publish_requests")
    version = models.PositiveIntegerField()
    # The newest decision at that time: what came later is what the second admin has to know.
    seen = models.BigIntegerField(default=0, db_default=0)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    other_admins = models.PositiveIntegerField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "version"], name="matching_publish_asked_once_per_version"
            ),
            models.CheckConstraint(
                condition=Q(other_admins=0) | ~Q(requested_by=F("confirmed_by")),
                name="matching_publish_two_people",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="matching_publish_confirmed_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"request to publish round {self.round_id} at version {self.version}"
