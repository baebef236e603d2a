from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models.enrollments import Enrollment
from matching.models.pairs import Pair


class MentorRequestQuerySet(models.QuerySet["MentorRequest"]):
    def open(self) -> "MentorRequestQuerySet":
        return self.filter(state=MentorRequest.State.ASKED)

    def with_people(self) -> "MentorRequestQuerySet":
        return self.select_related(
            "mentee__program", "mentee__profile__user", "mentor__program", "mentor__profile__user"
        )


class MentorRequest(models.Model):
    """A mentee asks a mentor themselves, in a program that allows it (`matching.requests`).

    `goes_on`: when it comes to nothing, the next one on the mentee's list is asked.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        NOT_NOW = "not_now", _("Not now")
        EXPIRED = "expired", _("No answer in time")
        STOPPED = "stopped", _("Taken back")
        CLOSED = "closed", _("No longer needed")

    mentee = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="requests_made")
    mentor = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="requests_got")
    message = models.CharField(max_length=280)
    goes_on = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    pair = models.ForeignKey(
        Pair, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MentorRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index("mentor", "state", name="matching_request_by_mentor"),
            models.Index("state", "answer_by", name="matching_request_by_deadline"),
        ]
        constraints = [
            # An enrollment is one mentee in one program.
            models.UniqueConstraint(
                fields=["mentee"],
                condition=Q(state="asked"),
                name="matching_request_one_open_per_mentee",
            ),
            models.CheckConstraint(
                condition=~Q(mentee=F("mentor")), name="matching_request_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | Q(
                    state__in=["accepted", "not_now", "expired", "stopped", "closed"],
                    answered_at__isnull=False,
                ),
                name="matching_request_answered_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("asked_at")), name="matching_request_has_a_deadline"
            ),
            models.CheckConstraint(condition=~Q(message=""), name="matching_request_has_a_message"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("mentor-request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.ASKED
