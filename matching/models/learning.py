from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from matching.models.pairs import Pair
from matching.models.programs import Policy


def _numbers() -> "ArrayField[list[int], list[int]]":
    return ArrayField(models.SmallIntegerField())


class PairParts(models.Model):
    """What a pair's score was made of when it was published, in the order of `engine.FACTORS`:
    points and the most they could be, no evidence and no words. Read only to learn, over a hundred
    pairs at a time, which parts go with good pairs (`insights.learning`)."""

    pair = models.OneToOneField(Pair, on_delete=models.CASCADE, related_name="parts_kept")
    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="+")
    points = _numbers()
    maxima = _numbers()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(points__len=F("maxima__len")), name="matching_pair_parts_alike"
            )
        ]

    def __str__(self) -> str:
        return f"parts of pair {self.pair_id}"
