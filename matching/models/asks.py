from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models.enrollments import Enrollment
from matching.models.rounds import Round


class PlaceAsk(models.Model):
    """A mentor asked for one more place, once per round. "Yes" raises their capacity by one."""

    class Answer(models.TextChoices):
        WAITING = "", _("No answer yet")
        YES = "yes", _("Yes")
        NO = "no", _("Not this time")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="place_asks")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=3, choices=Answer, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "mentor"], name="matching_place_ask_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=["yes", "no"], answered_at__isnull=False),
                name="matching_place_ask_answer_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"ask for a place {self.pk}"
