from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from matching.models import Pair
from profiles.models import Profile


class Note(models.Model):
    """A private note of one member about a pair.

    Nobody but the author ever reads it: no relation leads here from a pair or a person, only
    `checkins.notes` names this class (a test reads the code for that), and the database lets only
    members of the pair write.
    """

    LONGEST = 4000

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index("author", "pair", name="checkins_note_by_author")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & Q(LessThanOrEqual(Length("text"), 4000)),
                name="checkins_note_length",
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"
