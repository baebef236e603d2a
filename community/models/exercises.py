from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from community.models.paths import PathStep
from profiles.models import Profile


class ExerciseAnswer(models.Model):
    """What one person wrote in an exercise, for themselves.

    Nobody but the author ever reads it: no relation leads here from a step or a person, and only
    `community.exercises` names this class (a test reads the code for that).
    """

    LONGEST = 4000

    step = models.ForeignKey(PathStep, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "step"], name="community_answer_one_per_exercise"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & Q(LessThanOrEqual(Length("text"), 4000)),
                name="community_answer_length",
            ),
        ]

    def __str__(self) -> str:
        return f"exercise answer {self.pk}"
