from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """What HR or a coordinator writes to a list of people.

    The list is kept as its name and filter and read again when the letter goes out; `skipped`
    holds who got none, as (profile id, reason).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters"
    )
    list_name = models.CharField(max_length=30)
    wanted = models.JSONField(default=dict, blank=True)
    subject = models.CharField(max_length=80)
    body = models.TextField(max_length=4000)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    scope = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300, blank=True)
    sent_to = models.PositiveIntegerField(default=0)
    skipped = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft", sent_at__isnull=True)
                | models.Q(state="sent", sent_at__isnull=False),
                name="profiles_letter_known_state",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT
